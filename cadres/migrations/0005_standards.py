from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cadres", "0004_posts")]
    operations: list = []
