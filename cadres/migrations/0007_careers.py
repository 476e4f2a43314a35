from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cadres", "0006_record")]
    operations: list = []
