import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from governance.sql import watch


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_saved_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
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
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="subject")),
                ("key", models.CharField(max_length=64, unique=True, verbose_name="key")),
                ("params", models.JSONField(default=dict, verbose_name="parameters")),
                ("hat", models.CharField(blank=True, max_length=30, verbose_name="hat")),
                ("scope", models.CharField(max_length=64, verbose_name="scope fingerprint")),
                ("lang", models.CharField(default="vi", max_length=2, verbose_name="language")),
                ("is_batch", models.BooleanField(default=False, verbose_name="batch")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("cancelled", "cancelled"),
                            ("dead", "given up"),
                        ],
                        default="queued",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(default=0, verbose_name="attempt")),
                (
                    "max_attempts",
                    models.PositiveSmallIntegerField(default=5, verbose_name="most attempts"),
                ),
                ("fence", models.PositiveIntegerField(default=0, verbose_name="fence")),
                ("lease_until", models.DateTimeField(null=True, verbose_name="lease until")),
                (
                    "not_before",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="not before",
                    ),
                ),
                ("deadline_at", models.DateTimeField(null=True, verbose_name="deadline")),
                ("rung_at", models.DateTimeField(null=True, verbose_name="rung at")),
                ("cancel_asked", models.BooleanField(default=False, verbose_name="cancel asked")),
                (
                    "progress_done",
                    models.PositiveIntegerField(default=0, verbose_name="steps done"),
                ),
                (
                    "progress_total",
                    models.PositiveIntegerField(default=0, verbose_name="steps in all"),
                ),
                ("step", models.CharField(blank=True, max_length=200, verbose_name="step")),
                (
                    "error_code",
                    models.CharField(blank=True, max_length=60, verbose_name="error code"),
                ),
                ("error_text", models.CharField(blank=True, max_length=500, verbose_name="error")),
                ("result", models.JSONField(default=dict, verbose_name="result")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="asked at",
                    ),
                ),
                ("started_at", models.DateTimeField(null=True, verbose_name="started at")),
                ("done_at", models.DateTimeField(null=True, verbose_name="finished at")),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="requested by",
                    ),
                ),
            ],
            options={
                "verbose_name": "job",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="BatchItem",
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
                ("position", models.PositiveIntegerField(verbose_name="position")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="portal.job",
                        verbose_name="batch",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batch_items",
                        to="portal.job",
                        verbose_name="job",
                    ),
                ),
            ],
            options={
                "verbose_name": "job of a batch",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="JobAsker",
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
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="asked at",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="askers",
                        to="portal.job",
                        verbose_name="job",
                    ),
                ),
            ],
            options={
                "verbose_name": "asker of a job",
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
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
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(verbose_name="size")),
                ("content_type", models.CharField(max_length=100, verbose_name="content type")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="kept since",
                    ),
                ),
            ],
            options={
                "verbose_name": "stored file",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="stored_file_hash_is_hexadecimal",
                        violation_error_message="A stored file is named by its SHA-256.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)),
                        name="stored_file_is_not_empty",
                        violation_error_message="A stored file is not empty.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobFile",
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
                ("name", models.CharField(max_length=120, verbose_name="file name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="portal.job",
                        verbose_name="job",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.storedfile",
                        verbose_name="stored file",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a job",
                "ordering": ["position"],
            },
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                models.F("not_before"),
                condition=models.Q(("is_batch", False), ("state__in", ["queued", "running"])),
                name="job_unfinished",
            ),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["-created_at", "-id"], name="job_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["queued", "running", "done", "failed", "cancelled", "dead"])
                ),
                name="job_state_is_known",
                violation_error_message="The state of a job is one of the known states.",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "running"), _negated=True),
                    ("is_batch", True),
                    ("lease_until__isnull", False),
                    _connector="OR",
                ),
                name="job_running_has_a_lease",
                violation_error_message="A running job holds a lease.",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["queued", "running"]),
                    ("done_at__isnull", False),
                    _connector="OR",
                ),
                name="job_finished_says_when",
                violation_error_message="A finished job says when it finished.",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(("attempt__lte", models.F("max_attempts"))),
                name="job_attempts_are_limited",
                violation_error_message="A job is not attempted more often than allowed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.UniqueConstraint(
                fields=("batch", "job"),
                name="batch_item_once_in_a_batch",
                violation_error_message="A job is in a batch once.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobasker",
            constraint=models.UniqueConstraint(
                fields=("account", "job"),
                name="job_asker_once",
                violation_error_message="An account asks for a job once.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobfile",
            constraint=models.UniqueConstraint(
                fields=("job", "name"),
                name="job_file_name_once",
                violation_error_message="A job has one file of a name.",
            ),
        ),
        watch("portal_storedfile"),
    ]
