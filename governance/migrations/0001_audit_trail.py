"""The audit schema; also btree_gist, which exclusion constraints over periods need."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

from governance.sql import shipped


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(shipped("audit"), "DROP SCHEMA audit CASCADE"),
    ]
