from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cadres", "0005_standards")]
    operations: list = []
