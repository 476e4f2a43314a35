from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cadres", "0009_self_service")]
    operations: list = []
