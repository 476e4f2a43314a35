from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cadres", "0008_imports")]
    operations: list = []
