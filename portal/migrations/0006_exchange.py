import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from governance.sql import watch


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0005_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExchangePackage",
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
                ("system", models.SlugField(max_length=40, verbose_name="receiving system")),
                (
                    "mapping_version",
                    models.CharField(max_length=20, verbose_name="version of the mapping"),
                ),
                ("unit_ref", models.UUIDField(verbose_name="unit")),
                ("unit_name", models.CharField(max_length=200, verbose_name="unit")),
                (
                    "path",
                    models.CharField(
                        db_index=True, max_length=200, verbose_name="path of the unit"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being checked"),
                            ("checked", "checked"),
                            ("packed", "packed"),
                            ("handed_over", "handed over"),
                            ("accepted", "accepted"),
                            ("returned", "returned"),
                            ("cancelled", "dropped"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("persons", models.PositiveIntegerField(default=0, verbose_name="records")),
                (
                    "faulty",
                    models.PositiveIntegerField(default=0, verbose_name="records with errors"),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("prepared_at", models.DateTimeField(verbose_name="prepared at")),
                (
                    "handed_over_on",
                    models.DateField(blank=True, null=True, verbose_name="handed over on"),
                ),
                (
                    "receipt",
                    models.CharField(blank=True, max_length=80, verbose_name="receipt number"),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="answer of the receiver"
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.job",
                        verbose_name="job",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="prepared by",
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repetitions",
                        to="portal.exchangepackage",
                        verbose_name="repeats the package",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.storedfile",
                        verbose_name="stored file",
                    ),
                ),
            ],
            options={
                "verbose_name": "exchange package",
                "ordering": ["-prepared_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ExternalId",
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
                ("system", models.SlugField(max_length=40, verbose_name="other system")),
                (
                    "kind",
                    models.CharField(
                        choices=[("cadre", "cadre"), ("unit", "unit")],
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("subject_ref", models.UUIDField(verbose_name="our record")),
                ("external_id", models.CharField(max_length=60, verbose_name="number there")),
            ],
            options={
                "verbose_name": "number in another system",
                "ordering": ["system", "kind", "external_id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["cadre", "unit"])),
                        name="external_id_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        name="external_id_is_not_empty",
                    ),
                    models.UniqueConstraint(
                        fields=("system", "kind", "subject_ref"),
                        name="external_id_one_for_a_record",
                        violation_error_message="The record has a number in that system already.",
                    ),
                    models.UniqueConstraint(
                        fields=("system", "kind", "external_id"),
                        name="external_id_belongs_to_one_record",
                        violation_error_message="Another record has this number in that system.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PackageError",
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
                ("subject_ref", models.UUIDField(verbose_name="record")),
                ("subject_code", models.CharField(max_length=20, verbose_name="cadre number")),
                ("subject_name", models.CharField(max_length=120, verbose_name="full name")),
                ("field", models.CharField(max_length=80, verbose_name="field")),
                ("code", models.CharField(max_length=10, verbose_name="rule")),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errors",
                        to="portal.exchangepackage",
                        verbose_name="exchange package",
                    ),
                ),
            ],
            options={
                "verbose_name": "error in an exchange package",
                "ordering": ["subject_code", "field"],
            },
        ),
        migrations.AddIndex(
            model_name="exchangepackage",
            index=models.Index(fields=["-prepared_at", "-id"], name="package_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="exchangepackage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "checked",
                            "packed",
                            "handed_over",
                            "accepted",
                            "returned",
                            "cancelled",
                        ],
                    )
                ),
                name="package_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangepackage",
            constraint=models.CheckConstraint(
                condition=models.Q(("faulty__lte", models.F("persons"))),
                name="package_faulty_are_among_its_records",
                violation_error_message="No more records can be faulty than there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangepackage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["packed", "handed_over", "accepted", "returned"]),
                        _negated=True,
                    ),
                    models.Q(("sha256__regex", "^[0-9a-f]{64}$"), ("stored__isnull", False)),
                    _connector="OR",
                ),
                name="package_packed_has_its_file",
                violation_error_message="A packed package has its file and its SHA-256.",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangepackage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["handed_over", "accepted", "returned"]), _negated=True
                    ),
                    ("handed_over_on__isnull", False),
                    _connector="OR",
                ),
                name="package_handed_over_says_when",
                violation_error_message="Say on which day the package was handed over.",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangepackage",
            constraint=models.CheckConstraint(
                condition=models.Q(("repeats", models.F("id")), _negated=True),
                name="package_repeats_another_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="packageerror",
            constraint=models.UniqueConstraint(
                fields=("package", "subject_ref", "field", "code"),
                name="package_error_is_told_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="packageerror",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^EXC-[0-9]{2}$")),
                name="package_error_names_its_rule",
            ),
        ),
        watch("portal_exchangepackage", "portal_externalid"),
    ]
