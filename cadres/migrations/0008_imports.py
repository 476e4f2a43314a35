import uuid

import django.db.models.deletion
from django.db import migrations, models

from governance.sql import watch


class Migration(migrations.Migration):
    dependencies = [
        ("cadres", "0007_careers"),
    ]

    operations = [
        migrations.CreateModel(
            name="DuplicatePair",
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
                (
                    "grounds",
                    models.CharField(
                        choices=[
                            ("old_id", "the same old identity number"),
                            ("same", "the same name and date of birth"),
                            ("alike", "a name much alike, born in the same year"),
                        ],
                        max_length=6,
                        verbose_name="grounds",
                    ),
                ),
                ("closeness", models.PositiveSmallIntegerField(verbose_name="alike in per cent")),
                ("found_on", models.DateField(verbose_name="found on")),
                ("gone", models.BooleanField(default=False, verbose_name="no longer alike")),
                (
                    "distinct_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="found to be two persons on"
                    ),
                ),
                (
                    "decided_by_name",
                    models.CharField(blank=True, max_length=150, verbose_name="decided by"),
                ),
            ],
            options={
                "verbose_name": "probable duplicate",
                "ordering": ["-closeness"],
            },
        ),
        migrations.CreateModel(
            name="QualitySnapshot",
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
                ("taken_on", models.DateField(verbose_name="taken on")),
                ("records", models.PositiveIntegerField(verbose_name="records")),
                (
                    "failing",
                    models.JSONField(blank=True, default=dict, verbose_name="failing by rule"),
                ),
                (
                    "score",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="score"),
                ),
            ],
            options={
                "verbose_name": "data quality of a day",
                "ordering": ["-taken_on"],
            },
        ),
        migrations.CreateModel(
            name="RecordMerge",
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
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("merged_on", models.DateField(verbose_name="merged on")),
                ("merged_by_name", models.CharField(max_length=150, verbose_name="merged by")),
                (
                    "before",
                    models.JSONField(blank=True, default=dict, verbose_name="values before"),
                ),
                ("moved", models.JSONField(blank=True, default=list, verbose_name="rows moved")),
                (
                    "kept_back",
                    models.JSONField(blank=True, default=list, verbose_name="rows left behind"),
                ),
                ("undone_on", models.DateField(blank=True, null=True, verbose_name="undone on")),
                (
                    "undone_by_name",
                    models.CharField(blank=True, max_length=150, verbose_name="undone by"),
                ),
                (
                    "undone_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason of undoing"),
                ),
            ],
            options={
                "verbose_name": "merge of records",
                "ordering": ["-merged_on"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="cadre",
            name="cadre_status_is_known",
        ),
        migrations.AlterField(
            model_name="cadre",
            name="status",
            field=models.CharField(
                choices=[
                    ("active", "in service"),
                    ("retired", "retired"),
                    ("left", "left the service"),
                    ("deceased", "deceased"),
                    ("merged", "merged into another record"),
                ],
                default="active",
                max_length=8,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="cadre",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["active", "retired", "left", "deceased", "merged"])
                ),
                name="cadre_status_is_known",
            ),
        ),
        migrations.AddField(
            model_name="duplicatepair",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cadres.cadre",
                verbose_name="first",
            ),
        ),
        migrations.AddField(
            model_name="duplicatepair",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cadres.cadre",
                verbose_name="second",
            ),
        ),
        migrations.AddField(
            model_name="qualitysnapshot",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quality",
                to="cadres.unit",
            ),
        ),
        migrations.AddField(
            model_name="recordmerge",
            name="merged",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_by",
                to="cadres.cadre",
                verbose_name="record merged into it",
            ),
        ),
        migrations.AddField(
            model_name="recordmerge",
            name="survivor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges",
                to="cadres.cadre",
                verbose_name="record that stays",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatepair",
            constraint=models.UniqueConstraint(
                fields=("first", "second"),
                name="duplicate_pair_stands_once",
                violation_error_message="This pair is known already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatepair",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))),
                name="duplicate_pair_is_in_order",
                violation_error_message="The two records of a pair stand in order.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatepair",
            constraint=models.CheckConstraint(
                condition=models.Q(("grounds__in", ["old_id", "same", "alike"])),
                name="duplicate_grounds_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatepair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("distinct_on__isnull", True),
                    models.Q(("decided_by_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="duplicate_found_to_be_two_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualitysnapshot",
            constraint=models.UniqueConstraint(
                fields=("unit", "taken_on"), name="quality_of_a_unit_is_taken_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="qualitysnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__gte", 0), ("score__lte", 100)),
                name="quality_score_is_a_percentage",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("survivor", models.F("merged")), _negated=True),
                name="merge_joins_two_records",
                violation_error_message="A record is not merged into itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordmerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_on__isnull", True)),
                fields=("merged",),
                name="merge_of_a_record_stands_once",
                violation_error_message="This record is merged into another already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S.{8,}\\S")),
                name="merge_gives_its_reason",
                violation_error_message="Give the reason in at least 10 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undone_on__isnull", True),
                    models.Q(("undone_by_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="merge_undone_says_by_whom",
            ),
        ),
        watch("cadres_recordmerge", "cadres_duplicatepair"),
    ]
