import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from governance.sql import watch


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0003_jobs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("photo", "photo"),
                            ("scan", "scan of a document"),
                            ("evidence", "evidence"),
                        ],
                        max_length=10,
                        verbose_name="purpose",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="file name")),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="handed in at",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to="portal.storedfile",
                        verbose_name="stored file",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handed in by",
                    ),
                ),
            ],
            options={
                "verbose_name": "file handed in",
                "ordering": ["-uploaded_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["photo", "scan", "evidence"])),
                        name="upload_purpose_is_known",
                        violation_error_message="The purpose of a file is one of the known ones.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name__contains", "/"), _negated=True),
                            models.Q(("name", ""), _negated=True),
                        ),
                        name="upload_name_is_no_path",
                        violation_error_message="The name of a file is a name, not a path.",
                    ),
                ],
            },
        ),
        watch("portal_upload"),
    ]
