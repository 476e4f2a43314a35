from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cadres", "0003_establishment")]
    operations: list = []
