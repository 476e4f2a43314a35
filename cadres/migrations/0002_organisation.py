from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cadres", "0001_units_seats_cadres")]
    operations: list = []
