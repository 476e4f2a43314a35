import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from governance.sql import freeze, watch


class Migration(migrations.Migration):
    dependencies = [
        ("cadres", "0009_self_service"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConflictFinding",
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
                    "rule",
                    models.CharField(
                        choices=[
                            ("KIN-01", "heads of listed sectors"),
                            ("KIN-02", "same standing committee"),
                            ("KIN-03", "head and deputy"),
                            ("KIN-04", "leader and head of a listed sector"),
                        ],
                        max_length=6,
                        verbose_name="rule",
                    ),
                ),
                (
                    "kin",
                    models.CharField(
                        choices=[
                            ("parent", "father or mother"),
                            ("adoptive_parent", "adoptive parent"),
                            ("parent_in_law", "parent-in-law"),
                            ("spouse", "spouse"),
                            ("child", "child"),
                            ("adopted_child", "adopted child"),
                            ("child_in_law", "son- or daughter-in-law"),
                            ("sibling", "brother or sister"),
                            ("spouse_sibling", "brother or sister of the spouse"),
                            ("sibling_spouse", "spouse of a brother or sister"),
                            ("other", "other relative"),
                        ],
                        max_length=15,
                        verbose_name="relation",
                    ),
                ),
                ("found_on", models.DateField(verbose_name="found on")),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="instrument and article"),
                ),
                ("confidence", models.CharField(blank=True, editable=False, max_length=13)),
                (
                    "law_versions",
                    models.JSONField(blank=True, default=dict, verbose_name="law applied"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("explained", "explained"),
                            ("confirmed", "confirmed"),
                            ("transfer_proposed", "transfer proposed"),
                            ("resolved", "resolved"),
                            ("not_a_conflict", "not a conflict"),
                            ("exception_approved", "exception approved"),
                        ],
                        default="open",
                        max_length=18,
                        verbose_name="state",
                    ),
                ),
                (
                    "explanation",
                    models.CharField(blank=True, max_length=500, verbose_name="explanation"),
                ),
                ("explained_by", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "explained_by_name",
                    models.CharField(blank=True, editable=False, max_length=120),
                ),
                (
                    "explained_on",
                    models.DateField(blank=True, null=True, verbose_name="explained on"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of the decision"
                    ),
                ),
                ("decided_by", models.CharField(blank=True, editable=False, max_length=60)),
                ("decided_by_name", models.CharField(blank=True, editable=False, max_length=120)),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                (
                    "resolved_on",
                    models.DateField(blank=True, null=True, verbose_name="resolved on"),
                ),
            ],
            options={
                "verbose_name": "conflict of interest",
                "ordering": ["-found_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ConflictStep",
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
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("explained", "explained"),
                            ("confirmed", "confirmed"),
                            ("transfer_proposed", "transfer proposed"),
                            ("resolved", "resolved"),
                            ("not_a_conflict", "not a conflict"),
                            ("exception_approved", "exception approved"),
                        ],
                        max_length=18,
                        verbose_name="state",
                    ),
                ),
                ("by_name", models.CharField(blank=True, max_length=120, verbose_name="by")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
            ],
            options={
                "verbose_name": "step of a finding",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="KinReason",
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
                    "rule",
                    models.CharField(
                        choices=[
                            ("KIN-01", "heads of listed sectors"),
                            ("KIN-02", "same standing committee"),
                            ("KIN-03", "head and deputy"),
                            ("KIN-04", "leader and head of a listed sector"),
                        ],
                        max_length=6,
                        verbose_name="rule",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("assignment", "filling a seat"),
                            ("move", "proposing a move"),
                            ("nomination", "proposing for planning"),
                        ],
                        max_length=10,
                        verbose_name="where",
                    ),
                ),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="instrument and article"),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("given_by", models.CharField(editable=False, max_length=60)),
                ("given_by_name", models.CharField(editable=False, max_length=120)),
                ("given_on", models.DateField(verbose_name="given on")),
            ],
            options={
                "verbose_name": "reason in spite of a family tie",
                "ordering": ["-given_on", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="qualification",
            index=models.Index(
                models.F("institution"),
                django.db.models.functions.text.Left("to_date", 4),
                condition=models.Q(("institution", ""), _negated=True),
                name="qualification_by_school_year",
            ),
        ),
        migrations.AddField(
            model_name="conflictfinding",
            name="evidence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conflicts",
                to="cadres.familymember",
            ),
        ),
        migrations.AddField(
            model_name="conflictfinding",
            name="first_post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cadres.assignment",
            ),
        ),
        migrations.AddField(
            model_name="conflictfinding",
            name="second_post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conflicts",
                to="cadres.assignment",
            ),
        ),
        migrations.AddField(
            model_name="conflictstep",
            name="finding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="cadres.conflictfinding",
            ),
        ),
        migrations.AddField(
            model_name="kinreason",
            name="cadre",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kin_reasons",
                to="cadres.cadre",
            ),
        ),
        migrations.AddField(
            model_name="kinreason",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cadres.cadre"
            ),
        ),
        migrations.AddField(
            model_name="kinreason",
            name="title",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cadres.title"
            ),
        ),
        migrations.AddField(
            model_name="kinreason",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cadres.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="conflictfinding",
            index=models.Index(fields=["state", "found_on"], name="conflict_by_state"),
        ),
        migrations.AddConstraint(
            model_name="conflictfinding",
            constraint=models.UniqueConstraint(
                fields=("rule", "first_post", "second_post"),
                name="conflict_once_for_two_posts_and_a_rule",
                violation_error_message="This conflict is on record already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_post__lt", models.F("second_post"))),
                name="conflict_is_between_two_posts_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule__in", ["KIN-01", "KIN-02", "KIN-03", "KIN-04"])),
                name="conflict_rule_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kin__in",
                        [
                            "parent",
                            "adoptive_parent",
                            "parent_in_law",
                            "spouse",
                            "child",
                            "adopted_child",
                            "child_in_law",
                            "sibling",
                            "spouse_sibling",
                            "sibling_spouse",
                            "other",
                        ],
                    )
                ),
                name="conflict_kin_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "open",
                            "explained",
                            "confirmed",
                            "transfer_proposed",
                            "resolved",
                            "not_a_conflict",
                            "exception_approved",
                        ],
                    )
                ),
                name="conflict_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__regex", "\\S")), name="conflict_names_its_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "resolved"]),
                    models.Q(
                        ("explained_on__isnull", False),
                        ("explanation__regex", "\\S.{18,}\\S"),
                        models.Q(("explained_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="conflict_past_open_is_explained",
                violation_error_message="Explain the finding in at least 20 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                "confirmed",
                                "transfer_proposed",
                                "not_a_conflict",
                                "exception_approved",
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        ("decided_on__isnull", False),
                        ("reason__regex", "\\S.{18,}\\S"),
                        models.Q(("decided_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="conflict_decided_says_who_when_and_why",
                violation_error_message="Give the reason in at least 20 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", ""),
                    models.Q(("decided_by", models.F("explained_by")), _negated=True),
                    _connector="OR",
                ),
                name="conflict_is_decided_by_another_person",
                violation_error_message="Who explained a finding does not decide it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolved_on__isnull", False), ("state", "resolved")),
                    models.Q(
                        models.Q(("state", "resolved"), _negated=True),
                        ("resolved_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="conflict_resolved_says_since_when",
            ),
        ),
        migrations.AddIndex(
            model_name="conflictstep",
            index=models.Index(fields=["finding", "at"], name="conflict_step_by_finding"),
        ),
        migrations.AddConstraint(
            model_name="conflictstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "open",
                            "explained",
                            "confirmed",
                            "transfer_proposed",
                            "resolved",
                            "not_a_conflict",
                            "exception_approved",
                        ],
                    )
                ),
                name="conflict_step_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinreason",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S.{18,}\\S")),
                name="kin_reason_is_given",
                violation_error_message="Give the reason in at least 20 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinreason",
            constraint=models.CheckConstraint(
                condition=models.Q(("cadre", models.F("other")), _negated=True),
                name="kin_reason_is_about_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinreason",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule__in", ["KIN-01", "KIN-02", "KIN-03", "KIN-04"])),
                name="kin_reason_rule_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinreason",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["assignment", "move", "nomination"])),
                name="kin_reason_stage_is_known",
            ),
        ),
        watch("cadres_conflictfinding", "cadres_conflictstep", "cadres_kinreason"),
        freeze("cadres_conflictstep", once=()),
        freeze("cadres_kinreason", once=()),
    ]
