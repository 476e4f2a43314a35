from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cadres", "0007_careers")]
    operations: list = []
