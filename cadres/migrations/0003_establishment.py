from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cadres", "0002_organisation")]
    operations: list = []
