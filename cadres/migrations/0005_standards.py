import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from governance.sql import freeze, seal, watch

# Criteria stand in the tree of their own edition, and change only while it is a draft.
ITEMS_OF_A_DRAFT = """
CREATE FUNCTION cadres_standard_items_of_a_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above record;
BEGIN
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND NEW.standard_id <> OLD.standard_id) THEN
        RAISE EXCEPTION 'a criterion stays in its edition' USING ERRCODE = '23514';
    END IF;
    IF (SELECT state FROM cadres_titlestandard WHERE id = NEW.standard_id) <> 'draft' THEN
        RAISE EXCEPTION 'criteria change only while their edition is a draft'
            USING ERRCODE = '23514';
    END IF;
    IF NEW.parent_id IS NOT NULL THEN
        SELECT standard_id, kind INTO above FROM cadres_standarditem WHERE id = NEW.parent_id;
        IF above.standard_id <> NEW.standard_id OR above.kind NOT IN ('all', 'any') THEN
            RAISE EXCEPTION 'criteria stand in a group of their own edition'
                USING ERRCODE = '23514';
        END IF;
        IF EXISTS (
            WITH RECURSIVE up(id) AS (
                SELECT NEW.parent_id
                UNION SELECT i.parent_id FROM cadres_standarditem i JOIN up ON i.id = up.id
            ) SELECT FROM up WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'a group does not stand in itself' USING ERRCODE = '23514';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER items_of_a_draft BEFORE INSERT OR UPDATE OR DELETE ON cadres_standarditem
    FOR EACH ROW EXECUTE FUNCTION cadres_standard_items_of_a_draft();
"""
DROP_ITEMS_OF_A_DRAFT = """
DROP TRIGGER items_of_a_draft ON cadres_standarditem;
DROP FUNCTION cadres_standard_items_of_a_draft();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cadres", "0004_posts"),
        ("governance", "0003_passwords_stay_out_of_the_trail"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandardCheck",
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
                ("on", models.DateField(verbose_name="as of")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pass", "met"),
                            ("fail", "not met"),
                            ("missing", "evidence missing"),
                            ("judgement", "for people to judge"),
                        ],
                        max_length=9,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "law_versions",
                    models.JSONField(blank=True, default=dict, verbose_name="law applied"),
                ),
                ("inputs", models.JSONField(default=dict, verbose_name="facts looked at")),
                ("engine", models.CharField(max_length=8, verbose_name="version of the reading")),
                ("checked_at", models.DateTimeField(verbose_name="checked at")),
                (
                    "checked_by",
                    models.CharField(max_length=60, verbose_name="checked by (person)"),
                ),
                ("checked_by_name", models.CharField(max_length=150, verbose_name="checked by")),
                (
                    "cadre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standard_checks",
                        to="cadres.cadre",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.seat",
                    ),
                ),
                (
                    "title",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.title",
                    ),
                ),
            ],
            options={
                "verbose_name": "standards check",
                "ordering": ["-checked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="StandardItem",
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
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="place")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("all", "all of these"),
                            ("any", "one of these"),
                            ("min_degree", "professional level"),
                            ("min_theory", "political theory"),
                            ("min_state", "state management"),
                            ("language", "foreign language"),
                            ("it", "information technology"),
                            ("defence", "defence and security"),
                            ("months_in_post", "months in posts"),
                            ("held_post", "post held before"),
                            ("max_age", "age limit"),
                            ("eval_level", "quality classes"),
                            ("party_member", "Party membership"),
                            ("no_discipline", "no discipline in force"),
                            ("planned_for", "planned for the post"),
                            ("assets", "declaration of assets and income"),
                            ("health", "health certificate"),
                            ("text", "judged by people"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "operator",
                    models.CharField(
                        choices=[
                            ("at_least", "at least"),
                            ("at_most", "at most"),
                            ("all_of", "all of these"),
                            ("any_of", "one of these"),
                            ("is", "is so"),
                            ("none", "none"),
                            ("judged", "judged by people"),
                        ],
                        max_length=8,
                        verbose_name="comparison",
                    ),
                ),
                ("value", models.JSONField(blank=True, default=dict, verbose_name="value")),
                ("mandatory", models.BooleanField(default=True, verbose_name="mandatory")),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("record", "the entry in the record is enough"),
                            ("document", "a certificate or decision must be named"),
                        ],
                        default="record",
                        max_length=8,
                        verbose_name="evidence",
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(blank=True, max_length=300, verbose_name="legal basis"),
                ),
                (
                    "origin",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, verbose_name="first entered as"
                    ),
                ),
                (
                    "is_dropped",
                    models.BooleanField(default=False, verbose_name="removed from the draft"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="cadres.standarditem",
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion",
                "ordering": ["standard", "position", "id"],
            },
        ),
        migrations.CreateModel(
            name="StandardResult",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pass", "met"),
                            ("fail", "not met"),
                            ("missing", "evidence missing"),
                            ("judgement", "for people to judge"),
                        ],
                        max_length=9,
                        verbose_name="outcome",
                    ),
                ),
                ("found", models.JSONField(blank=True, null=True, verbose_name="found")),
                ("evidence", models.JSONField(blank=True, default=list, verbose_name="evidence")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.standarditem",
                    ),
                ),
                (
                    "standard_check",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="cadres.standardcheck",
                    ),
                ),
            ],
            options={
                "verbose_name": "result of a criterion",
            },
        ),
        migrations.CreateModel(
            name="StandardJudgement",
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
                ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                ("decided_on", models.DateField(verbose_name="decided on")),
                (
                    "decided_by",
                    models.CharField(max_length=60, verbose_name="decided by (person)"),
                ),
                ("decided_by_name", models.CharField(max_length=150, verbose_name="decided by")),
                ("is_met", models.BooleanField(verbose_name="met")),
                (
                    "result",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgement",
                        to="cadres.standardresult",
                    ),
                ),
            ],
            options={
                "verbose_name": "judgement",
            },
        ),
        migrations.CreateModel(
            name="StandardWaiver",
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
                ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                ("decided_on", models.DateField(verbose_name="decided on")),
                (
                    "decided_by",
                    models.CharField(max_length=60, verbose_name="decided by (person)"),
                ),
                ("decided_by_name", models.CharField(max_length=150, verbose_name="decided by")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.unit",
                    ),
                ),
                (
                    "result",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiver",
                        to="cadres.standardresult",
                    ),
                ),
            ],
            options={
                "verbose_name": "waiver",
            },
        ),
        migrations.CreateModel(
            name="TitleStandard",
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
                    "title_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("secretary", "secretary"),
                            ("deputy_secretary", "deputy secretary"),
                            ("committee_member", "committee member"),
                            ("council_chair", "chair of the People's Council"),
                            ("peoples_chair", "chair of the People's Committee"),
                            ("deputy_chair", "deputy chair"),
                            ("head", "head"),
                            ("deputy_head", "deputy head"),
                            ("specialist", "specialist"),
                        ],
                        max_length=20,
                        verbose_name="group of titles",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("province", "province"),
                            ("district", "district"),
                            ("commune", "commune"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                (
                    "track",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("party", "Party"),
                            ("state", "State"),
                            ("front", "Front and mass organisations"),
                            ("service", "public service"),
                        ],
                        max_length=8,
                        verbose_name="track",
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="edition")),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        verbose_name="in force during"
                    ),
                ),
                (
                    "source_document",
                    models.CharField(max_length=300, verbose_name="source document"),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("OFFICIAL_TEXT", "official text"),
                            ("PUBLIC_PAGE", "public page"),
                            ("MEMORY", "from memory"),
                            ("UNSURE", "unsure"),
                            ("DESIGN", "design of the portal"),
                        ],
                        default="OFFICIAL_TEXT",
                        max_length=20,
                        verbose_name="how sure it is",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_force", "in force"),
                            ("superseded", "superseded"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "entered_by",
                    models.CharField(max_length=60, verbose_name="entered by (person)"),
                ),
                ("entered_by_name", models.CharField(max_length=150, verbose_name="entered by")),
                ("entered_on", models.DateField(verbose_name="entered on")),
                (
                    "confirmed_by",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="confirmed by (person)"
                    ),
                ),
                (
                    "confirmed_by_name",
                    models.CharField(blank=True, max_length=150, verbose_name="confirmed by"),
                ),
                (
                    "confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="confirmed on"),
                ),
                (
                    "title",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standards",
                        to="cadres.title",
                    ),
                ),
            ],
            options={
                "verbose_name": "title standard",
                "ordering": ["title_group", "level", "track", "-edition", "id"],
            },
        ),
        migrations.AddField(
            model_name="standarditem",
            name="standard",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="cadres.titlestandard",
            ),
        ),
        migrations.AddField(
            model_name="standardcheck",
            name="standard",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="cadres.titlestandard",
            ),
        ),
        migrations.AddConstraint(
            model_name="standardresult",
            constraint=models.UniqueConstraint(
                fields=("standard_check", "item"), name="standard_result_once_per_criterion"
            ),
        ),
        migrations.AddConstraint(
            model_name="standardresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["pass", "fail", "missing", "judgement"])),
                name="standard_result_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="standardjudgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S.{18,}\\S")),
                name="standard_judgement_has_a_reason",
                violation_error_message="Give the reason in at least 20 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="standardwaiver",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S.{18,}\\S")),
                name="standard_waiver_has_a_reason",
                violation_error_message="Give the reason in at least 20 characters.",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("level", ""), ("title__isnull", False), ("title_group", ""), ("track", "")
                    ),
                    models.Q(
                        ("title__isnull", True),
                        models.Q(("title_group", ""), _negated=True),
                        models.Q(("level", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="standard_is_of_a_title_or_of_a_group",
                violation_error_message="Name one title, or a group of titles and its level.",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.UniqueConstraint(
                condition=models.Q(("title__isnull", False)),
                fields=("title", "edition"),
                name="standard_edition_once_per_title",
                violation_error_message="This title has an edition of that number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.UniqueConstraint(
                condition=models.Q(("title__isnull", True)),
                fields=("title_group", "level", "track", "edition"),
                name="standard_edition_once_per_group",
                violation_error_message="This group of titles has an edition of that number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    ("state__in", ["in_force", "superseded"]), ("title__isnull", False)
                ),
                expressions=[("title", "="), ("valid", "&&")],
                name="standard_of_a_title_one_at_a_time",
                violation_error_message="Another edition is in force in that period.",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    ("state__in", ["in_force", "superseded"]), ("title__isnull", True)
                ),
                expressions=[
                    ("title_group", "="),
                    ("level", "="),
                    ("track", "="),
                    ("valid", "&&"),
                ],
                name="standard_of_a_group_one_at_a_time",
                violation_error_message="Another edition is in force in that period.",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid__isempty", False), ("valid__startswith__isnull", False)
                ),
                name="standard_has_a_first_day",
                violation_error_message="Say from which day the standard is in force.",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                name="standard_is_confirmed_by_another_person",
                violation_error_message="Another person must confirm this edition.",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("confirmed_by", ""),
                        ("state__in", ["draft", "withdrawn"]),
                        ("confirmed_on__isnull", True),
                    ),
                    models.Q(
                        ("confirmed_on__isnull", False),
                        ("state__in", ["in_force", "superseded"]),
                        models.Q(("confirmed_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="standard_applied_is_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(("source_document__regex", "\\S")),
                name="standard_names_its_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "title_group__in",
                        [
                            "",
                            "secretary",
                            "deputy_secretary",
                            "committee_member",
                            "council_chair",
                            "peoples_chair",
                            "deputy_chair",
                            "head",
                            "deputy_head",
                            "specialist",
                        ],
                    )
                ),
                name="standard_group_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["", "province", "district", "commune"])),
                name="standard_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(("track__in", ["", "party", "state", "front", "service"])),
                name="standard_track_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "confidence__in",
                        ["OFFICIAL_TEXT", "PUBLIC_PAGE", "MEMORY", "UNSURE", "DESIGN"],
                    )
                ),
                name="standard_confidence_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="titlestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "in_force", "superseded", "withdrawn"])
                ),
                name="standard_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="standarditem",
            constraint=models.UniqueConstraint(
                fields=("standard", "origin"), name="standard_item_once_per_edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="standarditem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="standard_item_is_not_its_own_group",
            ),
        ),
        migrations.AddConstraint(
            model_name="standarditem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "all",
                            "any",
                            "min_degree",
                            "min_theory",
                            "min_state",
                            "language",
                            "it",
                            "defence",
                            "months_in_post",
                            "held_post",
                            "max_age",
                            "eval_level",
                            "party_member",
                            "no_discipline",
                            "planned_for",
                            "assets",
                            "health",
                            "text",
                        ],
                    )
                ),
                name="standard_item_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="standarditem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "operator__in",
                        ["at_least", "at_most", "all_of", "any_of", "is", "none", "judged"],
                    )
                ),
                name="standard_item_operator_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="standarditem",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence__in", ["record", "document"])),
                name="standard_item_evidence_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="standardcheck",
            index=models.Index(fields=["cadre", "-checked_at"], name="standard_check_by_cadre"),
        ),
        migrations.AddConstraint(
            model_name="standardcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["pass", "fail", "missing", "judgement"])),
                name="standard_check_outcome_is_known",
            ),
        ),
        migrations.RunSQL(ITEMS_OF_A_DRAFT, DROP_ITEMS_OF_A_DRAFT),
        watch(
            "cadres_titlestandard",
            "cadres_standarditem",
            "cadres_standardcheck",
            "cadres_standardresult",
            "cadres_standardwaiver",
            "cadres_standardjudgement",
        ),
        seal(
            "cadres_titlestandard",
            when="OLD.state IN ('in_force', 'superseded')",
            free=("state", "valid"),
        ),
        freeze("cadres_standardcheck", once=()),
        freeze("cadres_standardresult", once=()),
        freeze("cadres_standardwaiver", once=()),
        freeze("cadres_standardjudgement", once=()),
    ]
