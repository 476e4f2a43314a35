import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from governance.sql import freeze, watch


class Migration(migrations.Migration):
    dependencies = [
        ("cadres", "0006_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="DisciplineMeasure",
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
                    "side",
                    models.CharField(
                        choices=[
                            ("party", "Party discipline"),
                            ("admin", "administrative discipline"),
                        ],
                        max_length=5,
                        verbose_name="side",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("reprimand", "reprimand"),
                            ("warning", "warning"),
                            ("salary", "salary step lowered"),
                            ("demotion", "demotion"),
                            ("dismissal", "dismissal from post"),
                            ("removal", "removal from elected post"),
                            ("forced_out", "forced to leave the service"),
                            ("expulsion", "expulsion from the Party"),
                        ],
                        max_length=10,
                        verbose_name="form of discipline",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("can_bo", "cadre (elected or approved for a term)"),
                            ("cong_chuc", "civil servant"),
                            ("vien_chuc", "public employee"),
                            ("hop_dong", "contract staff"),
                            ("kct", "part-time grass-roots worker"),
                        ],
                        max_length=10,
                        verbose_name="legal category",
                    ),
                ),
                (
                    "is_leader",
                    models.BooleanField(default=False, verbose_name="held a leading post"),
                ),
                ("violation", models.CharField(max_length=500, verbose_name="what for")),
                ("announced_on", models.DateField(verbose_name="announced on")),
                ("effective_from", models.DateField(verbose_name="in effect from")),
                (
                    "expires_on",
                    models.DateField(blank=True, null=True, verbose_name="in effect until"),
                ),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="ended early on"),
                ),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("changed", "changed by another decision"),
                            ("revoked", "revoked"),
                        ],
                        max_length=7,
                        verbose_name="ended by",
                    ),
                ),
                ("law_versions", models.JSONField(default=dict, verbose_name="law applied")),
                (
                    "cadre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="cadres.cadre",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="cadres.decision",
                    ),
                ),
                (
                    "end_decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.decision",
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="cadres.disciplinemeasure",
                        verbose_name="Party decision it follows",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="cadres.disciplinemeasure",
                        verbose_name="measure it replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "disciplinary measure",
                "ordering": ["-effective_from", "id"],
            },
        ),
        migrations.CreateModel(
            name="CareerBlock",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("planning", "planning"),
                            ("higher_post", "appointment to a higher post"),
                            ("any_post", "appointment to any post"),
                            ("training", "training"),
                            ("moves", "transfer, rotation, secondment"),
                        ],
                        max_length=11,
                        verbose_name="barred from",
                    ),
                ),
                (
                    "regime",
                    models.CharField(
                        choices=[
                            ("party_377", "Party regulation on appointment"),
                            ("in_effect", "while the measure has effect"),
                            ("state_law", "state law"),
                            ("pending", "pending matter"),
                        ],
                        max_length=9,
                        verbose_name="regime",
                    ),
                ),
                (
                    "barred",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        verbose_name="barred during"
                    ),
                ),
                ("matter", models.CharField(blank=True, max_length=500, verbose_name="matter")),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="instrument and article"),
                ),
                ("confidence", models.CharField(blank=True, editable=False, max_length=13)),
                ("law_versions", models.JSONField(default=dict, verbose_name="law applied")),
                (
                    "lifted_on",
                    models.DateField(blank=True, null=True, verbose_name="lifted early on"),
                ),
                (
                    "lift_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="why lifted"),
                ),
                (
                    "cadre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="career_blocks",
                        to="cadres.cadre",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="cadres.disciplinemeasure",
                    ),
                ),
            ],
            options={
                "verbose_name": "career block",
                "ordering": ["-barred"],
            },
        ),
        migrations.CreateModel(
            name="RetirementOverride",
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
                    "retires_on",
                    models.DateField(
                        help_text="The first day of the month.", verbose_name="retires in"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("senior_woman", "woman in a senior post, works longer"),
                            ("scientist", "scientist or expert, works longer"),
                            ("term", "works until the end of the term"),
                            ("early", "retires early by own wish"),
                            ("streamlining", "retires early in a reorganisation"),
                        ],
                        max_length=12,
                        verbose_name="ground",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "revoked_on",
                    models.DateField(blank=True, null=True, verbose_name="withdrawn on"),
                ),
                (
                    "cadre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retirement_overrides",
                        to="cadres.cadre",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "decided retirement",
                "ordering": ["-retires_on"],
            },
        ),
        migrations.CreateModel(
            name="BlockException",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("planning", "planning"),
                            ("higher_post", "appointment to a higher post"),
                            ("any_post", "appointment to any post"),
                            ("training", "training"),
                            ("moves", "transfer, rotation, secondment"),
                        ],
                        max_length=11,
                        verbose_name="allowed in spite of the block",
                    ),
                ),
                (
                    "allowed",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        verbose_name="allowed during"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("decided_by", models.CharField(editable=False, max_length=120)),
                (
                    "cadre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="block_exceptions",
                        to="cadres.cadre",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "exception from a block",
                "ordering": ["-allowed"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("cadre", "="), ("what", "="), ("allowed", "&&")],
                        name="block_exception_once_at_a_time",
                        violation_error_message="There is an exception for that time already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("allowed__endswith__isnull", False),
                            ("allowed__isempty", False),
                            ("allowed__startswith__isnull", False),
                        ),
                        name="block_exception_has_first_and_last_day",
                        violation_error_message="An exception has a first and a last day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S.{18,}\\S")),
                        name="block_exception_has_a_reason",
                        violation_error_message="Give the reason in at least 20 characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                ["planning", "higher_post", "any_post", "training", "moves"],
                            )
                        ),
                        name="block_exception_what_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockDue",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("retirement", "retirement"),
                            ("term_end", "end of term"),
                            ("reappointment", "re-appointment due"),
                            ("two_terms", "two terms in a row"),
                            ("salary_step", "next salary step"),
                            ("certificate", "certificate expires"),
                        ],
                        max_length=13,
                        verbose_name="kind",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="counted from")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("latest_on", models.DateField(verbose_name="at the latest")),
                ("basis", models.JSONField(default=dict, verbose_name="how it was computed")),
                ("law_versions", models.JSONField(default=dict, verbose_name="law applied")),
                ("computed_on", models.DateField(verbose_name="computed on")),
                ("is_open", models.BooleanField(default=True, verbose_name="still coming")),
                (
                    "cadre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="cadres.cadre",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="cadres.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "coming date",
                "ordering": ["due_on", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_open", True)),
                        fields=["due_on", "id"],
                        name="clock_by_day",
                    ),
                    models.Index(
                        condition=models.Q(("is_open", True)),
                        fields=["kind", "due_on", "id"],
                        name="clock_by_kind",
                    ),
                    models.Index(
                        condition=models.Q(("is_open", True)),
                        fields=["seat"],
                        name="clock_by_seat",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cadre", "kind", "seat"),
                        name="clock_once_for_each_person_kind_and_seat",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "retirement",
                                    "term_end",
                                    "reappointment",
                                    "two_terms",
                                    "salary_step",
                                    "certificate",
                                ],
                            )
                        ),
                        name="clock_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["term_end", "reappointment", "two_terms"]),
                                ("seat__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind__in", ["term_end", "reappointment", "two_terms"]),
                                    _negated=True,
                                ),
                                ("seat", None),
                            ),
                            _connector="OR",
                        ),
                        name="clock_of_a_term_names_its_seat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("latest_on__gte", models.F("due_on"))),
                        name="clock_latest_is_not_before_due",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="disciplinemeasure",
            index=models.Index(fields=["cadre", "effective_from"], name="measure_by_cadre"),
        ),
        migrations.AddIndex(
            model_name="disciplinemeasure",
            index=models.Index(fields=["-effective_from", "id"], name="measure_by_day"),
        ),
        migrations.AddIndex(
            model_name="disciplinemeasure",
            index=models.Index(fields=["expires_on"], name="measure_by_expiry"),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.UniqueConstraint(
                fields=("cadre", "decision"),
                name="measure_one_form_by_one_decision",
                violation_error_message="This decision is recorded for this person already; one decision has one form.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["party", "admin"])), name="measure_side_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "form__in",
                        [
                            "reprimand",
                            "warning",
                            "salary",
                            "demotion",
                            "dismissal",
                            "removal",
                            "forced_out",
                            "expulsion",
                        ],
                    )
                ),
                name="measure_form_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("category__in", ["can_bo", "cong_chuc", "vien_chuc", "hop_dong", "kct"])
                ),
                name="measure_category_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__in", ["", "changed", "revoked"])),
                name="measure_end_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("form__in", ["reprimand", "warning", "dismissal", "expulsion"]),
                        ("side", "party"),
                    ),
                    models.Q(
                        (
                            "form__in",
                            [
                                "reprimand",
                                "warning",
                                "salary",
                                "demotion",
                                "dismissal",
                                "removal",
                                "forced_out",
                            ],
                        ),
                        ("side", "admin"),
                    ),
                    _connector="OR",
                ),
                name="measure_form_belongs_to_its_side",
                violation_error_message="This form of discipline belongs to the other side.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on", None),
                    ("expires_on__gt", models.F("effective_from")),
                    _connector="OR",
                ),
                name="measure_ends_after_it_takes_effect",
                violation_error_message="The measure ends before it takes effect.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on__isnull", False),
                    ("form__in", ["removal", "forced_out", "expulsion"]),
                    _connector="OR",
                ),
                name="measure_without_end_takes_away_post_or_membership",
                violation_error_message="A measure of this form has a last day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end", ""), ("end_decision", None), ("ended_on", None)),
                    models.Q(
                        ("end_decision__isnull", False),
                        ("ended_on__gte", models.F("effective_from")),
                        models.Q(("end", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="measure_ended_early_says_how_and_why",
                violation_error_message="Say how the measure ended, when, and by which decision.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("follows", None), ("side", "admin"), _connector="OR"),
                name="measure_following_a_party_one_is_administrative",
                violation_error_message="Only an administrative measure follows a Party one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disciplinemeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("violation__regex", "\\S")), name="measure_says_what_for"
            ),
        ),
        migrations.AddIndex(
            model_name="careerblock",
            index=models.Index(fields=["measure"], name="career_block_by_measure"),
        ),
        migrations.AddConstraint(
            model_name="careerblock",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("measure__isnull", False)),
                expressions=[("measure", "="), ("what", "="), ("regime", "="), ("barred", "&&")],
                name="career_block_once_for_each_origin",
                violation_error_message="This block of the measure is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="careerblock",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("lifted_on", None), ("regime", "pending")),
                expressions=[("cadre", "="), ("what", "="), ("barred", "&&")],
                name="career_block_once_while_pending",
                violation_error_message="A pending matter of this person is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="careerblock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("barred__isempty", False), ("barred__startswith__isnull", False)
                ),
                name="career_block_has_a_first_day",
                violation_error_message="The block needs a first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="careerblock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("matter__regex", "\\S"), ("measure", None), ("regime", "pending")),
                    models.Q(
                        ("measure__isnull", False), models.Q(("regime", "pending"), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="career_block_comes_from_a_measure_or_a_matter",
                violation_error_message="A block comes from a measure or from a pending matter.",
            ),
        ),
        migrations.AddConstraint(
            model_name="careerblock",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__regex", "\\S")), name="career_block_names_its_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="careerblock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lift_reason", ""), ("lifted_on", None)),
                    models.Q(("lift_reason__regex", "\\S.{18,}\\S"), ("lifted_on__isnull", False)),
                    _connector="OR",
                ),
                name="career_block_lifted_says_why",
                violation_error_message="Give the reason in at least 20 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="careerblock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("what__in", ["planning", "higher_post", "any_post", "training", "moves"])
                ),
                name="career_block_what_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="careerblock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("regime__in", ["party_377", "in_effect", "state_law", "pending"])
                ),
                name="career_block_regime_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="retirementoverride",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_on", None)),
                fields=("cadre",),
                name="retirement_override_one_in_force",
                violation_error_message="A decided retirement is in force; withdraw it first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retirementoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(("retires_on__day", 1)),
                name="retirement_override_begins_a_month",
                violation_error_message="People retire at the beginning of a month.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retirementoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S.{18,}\\S")),
                name="retirement_override_has_a_reason",
                violation_error_message="Give the reason in at least 20 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retirementoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ground__in", ["senior_woman", "scientist", "term", "early", "streamlining"])
                ),
                name="retirement_override_ground_is_known",
            ),
        ),
        # A row never changes; how it ended early is filled in once.
        freeze("cadres_disciplinemeasure", once=("ended_on", "end", "end_decision_id")),
        freeze("cadres_careerblock", once=("lifted_on", "lift_reason")),
        freeze("cadres_blockexception", once=()),
        freeze("cadres_retirementoverride", once=("revoked_on",)),
        watch(
            "cadres_disciplinemeasure",
            "cadres_careerblock",
            "cadres_blockexception",
            "cadres_retirementoverride",
        ),
    ]
