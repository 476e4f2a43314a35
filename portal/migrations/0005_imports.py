import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from governance.sql import watch


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0004_uploads"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeadingMemory",
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
                ("target", models.CharField(max_length=40, verbose_name="what is imported")),
                (
                    "signature",
                    models.CharField(max_length=64, verbose_name="signature of the headings"),
                ),
                (
                    "mapping",
                    models.JSONField(blank=True, default=dict, verbose_name="columns chosen"),
                ),
            ],
            options={
                "verbose_name": "remembered headings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("target", "signature"), name="headings_are_remembered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
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
                ("target", models.CharField(max_length=40, verbose_name="what is imported")),
                ("file_name", models.CharField(max_length=120, verbose_name="file name")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("kind", models.CharField(max_length=4, verbose_name="kind of file")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "uploaded"),
                            ("mapped", "columns chosen"),
                            ("checked", "checked"),
                            ("carried_out", "imported"),
                            ("abandoned", "abandoned"),
                        ],
                        default="uploaded",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("sheets", models.JSONField(blank=True, default=list, verbose_name="sheets")),
                ("sheet", models.CharField(blank=True, max_length=120, verbose_name="sheet")),
                (
                    "header_row",
                    models.PositiveIntegerField(default=0, verbose_name="row of the headings"),
                ),
                (
                    "date1904",
                    models.BooleanField(default=False, verbose_name="days counted from 1904"),
                ),
                (
                    "mapping",
                    models.JSONField(blank=True, default=dict, verbose_name="columns chosen"),
                ),
                ("rows_in", models.PositiveIntegerField(default=0, verbose_name="rows read")),
                ("new", models.PositiveIntegerField(default=0, verbose_name="new")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="changed")),
                ("same", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                ("rejected", models.PositiveIntegerField(default=0, verbose_name="wrong")),
                ("blank", models.PositiveIntegerField(default=0, verbose_name="empty")),
                ("accepted", models.PositiveIntegerField(default=0, verbose_name="accepted")),
                (
                    "notes",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="noticed while reading"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="uploaded at",
                    ),
                ),
                (
                    "checked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="checked at"),
                ),
                (
                    "carried_out_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="imported at"),
                ),
                (
                    "check_job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.job",
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continuations",
                        to="portal.importbatch",
                    ),
                ),
                (
                    "import_job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.job",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
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
                ("number", models.PositiveIntegerField(verbose_name="row")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("changed", "changed"),
                            ("same", "unchanged"),
                            ("error", "wrong"),
                            ("blank", "empty"),
                        ],
                        max_length=7,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "label",
                    models.CharField(blank=True, max_length=160, verbose_name="who or what"),
                ),
                (
                    "cells",
                    models.JSONField(blank=True, default=list, verbose_name="cells as read"),
                ),
                ("values", models.JSONField(blank=True, default=dict, verbose_name="values")),
                ("problems", models.JSONField(blank=True, default=list, verbose_name="problems")),
                ("changes", models.JSONField(blank=True, default=list, verbose_name="changes")),
                ("subject", models.UUIDField(null=True, verbose_name="existing record")),
                (
                    "subject_version",
                    models.PositiveIntegerField(null=True, verbose_name="its version"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="portal.importbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="WordMemory",
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
                ("target", models.CharField(max_length=40, verbose_name="what is imported")),
                ("catalogue", models.CharField(max_length=40, verbose_name="catalogue")),
                ("word", models.CharField(max_length=200, verbose_name="word")),
                ("meaning", models.CharField(max_length=64, verbose_name="meaning")),
            ],
            options={
                "verbose_name": "remembered word",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("target", "catalogue", "word"),
                        name="word_has_one_remembered_meaning",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("word", ""), _negated=True),
                            models.Q(("meaning", ""), _negated=True),
                        ),
                        name="word_means_something",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(fields=["owner", "-created_at"], name="import_by_owner"),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "abandoned"), _negated=True),
                fields=("target", "sha256"),
                name="import_of_a_file_stands_once",
                violation_error_message="This very file was uploaded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["uploaded", "mapped", "checked", "carried_out", "abandoned"])
                ),
                name="import_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["xlsx", "xls", "csv"])),
                name="import_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "rows_in",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("accepted"), "+", models.F("rejected")
                            ),
                            "+",
                            models.F("blank"),
                        ),
                    )
                ),
                name="import_loses_no_row",
                violation_error_message="Rows read are rows accepted, rejected or empty; none may be lost.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "accepted",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("new"), "+", models.F("changed")
                            ),
                            "+",
                            models.F("same"),
                        ),
                    )
                ),
                name="import_accepts_what_it_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "carried_out"), _negated=True),
                    ("carried_out_at__isnull", False),
                    _connector="OR",
                ),
                name="import_carried_out_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(
                fields=("batch", "number"), name="import_row_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["new", "changed", "same", "error", "blank"])),
                name="import_row_verdict_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "error"), _negated=True),
                    models.Q(("problems", []), _negated=True),
                    _connector="OR",
                ),
                name="import_row_in_error_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict__in", ["changed", "same"]), _negated=True),
                    ("subject__isnull", False),
                    _connector="OR",
                ),
                name="import_row_that_changes_names_its_record",
            ),
        ),
        watch("portal_importbatch", "portal_headingmemory", "portal_wordmemory"),
    ]
