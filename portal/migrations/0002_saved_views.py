import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from governance.sql import watch


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_accounts_and_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="identifier",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
                ),
                ("list_key", models.SlugField(max_length=60, verbose_name="list")),
                ("name", models.CharField(max_length=80, verbose_name="name of the view")),
                (
                    "query",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="state of the list"
                    ),
                ),
                (
                    "shared_with",
                    models.CharField(blank=True, max_length=40, verbose_name="shared with hat"),
                ),
                ("is_default", models.BooleanField(default=False, verbose_name="opens first")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "ordering": ["list_key", "name"],
                "indexes": [
                    models.Index(fields=["list_key", "shared_with"], name="saved_view_by_hat")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "list_key", "name"),
                        name="saved_view_name_is_used_once_per_list",
                        violation_error_message="You already have a view of this name here.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("owner", "list_key"),
                        name="saved_view_one_opens_first",
                        violation_error_message="Another view of this list already opens first.",
                    ),
                ],
            },
        ),
        watch("portal_savedview"),
    ]
