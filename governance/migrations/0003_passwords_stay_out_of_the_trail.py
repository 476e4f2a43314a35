"""Of a password the trail keeps only a digest."""

from django.db import migrations

from governance.sql import shipped


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_law_and_decisions")]
    operations = [migrations.RunSQL(shipped("audit"), migrations.RunSQL.noop)]
