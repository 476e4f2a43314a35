import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from governance.sql import watch


def same_parent(table, column, target, parent):
    """A composite key: what a row points to has the same parent as the row itself."""
    name = f"cadres_{table}_{column}_has_the_same_parent"
    yield migrations.RunSQL(
        f"ALTER TABLE cadres_{table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, {parent})"
        f" REFERENCES cadres_{target} (id, {parent}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE cadres_{table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("cadres", "0003_establishment")]

    operations = [
        migrations.CreateModel(
            name="AuthorityVersion",
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
                    "number",
                    models.PositiveSmallIntegerField(unique=True, verbose_name="version number"),
                ),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="instrument and article"),
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
                        max_length=20,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        verbose_name="in force during"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "waits for a second person"),
                            ("confirmed", "confirmed"),
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
            ],
            options={
                "verbose_name": "version of the authority matrix",
                "ordering": ["-number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", models.F("entered_by")), _negated=True
                        ),
                        name="authorityversion_is_confirmed_by_another_person",
                        violation_error_message="Another person must confirm this version.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            models.Q(
                                ("confirmed_on__isnull", False),
                                models.Q(("confirmed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="authorityversion_in_force_was_confirmed",
                        violation_error_message="A version is in force once a second person confirmed it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid__isempty", False), ("valid__startswith__isnull", False)
                        ),
                        name="authorityversion_has_a_first_day",
                        violation_error_message="The version needs a first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "confirmed", "withdrawn"])),
                        name="authorityversion_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "confidence__in",
                                ["OFFICIAL_TEXT", "PUBLIC_PAGE", "MEMORY", "UNSURE", "DESIGN"],
                            )
                        ),
                        name="authorityversion_confidence_is_known",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state", "confirmed")),
                        expressions=[("valid", "&&")],
                        name="authorityversion_one_in_force_at_a_time",
                        violation_error_message="Another version is in force in that time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthorityLine",
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
                    "group",
                    models.CharField(
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
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("tw", "managed by the Centre"),
                            ("btv_tinh_uy", "managed by the provincial Standing Committee"),
                            ("cap_uy_truc_thuoc", "managed by the subordinate Party committee"),
                            ("tap_the_lanh_dao", "managed by the leadership of the agency"),
                        ],
                        max_length=20,
                        verbose_name="management tier",
                    ),
                ),
                (
                    "title",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authority_lines",
                        to="cadres.title",
                    ),
                ),
                (
                    "of_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="cadres.authorityversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of the authority matrix",
                "ordering": ["level", "group", "track"],
            },
        ),
        migrations.CreateModel(
            name="Competency",
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
                ("name_vi", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("name_ar", models.CharField(max_length=200, verbose_name="Arabic name")),
                ("code", models.CharField(max_length=24, unique=True, verbose_name="code")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("core", "common to all"),
                            ("professional", "professional"),
                            ("leadership", "leadership"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "competency",
                "ordering": ["kind", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["core", "professional", "leadership"])),
                        name="competency_kind_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CompetencyAnchor",
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
                ("name_vi", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("name_ar", models.CharField(max_length=200, verbose_name="Arabic name")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anchors",
                        to="cadres.competency",
                    ),
                ),
            ],
            options={
                "verbose_name": "behavioural anchor",
                "ordering": ["level"],
            },
        ),
        migrations.CreateModel(
            name="Duty",
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
                    "group",
                    models.CharField(
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
                ("ordinal", models.PositiveSmallIntegerField(default=1, verbose_name="number")),
                ("text", models.CharField(max_length=1000, verbose_name="responsibility")),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="instrument and article"),
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
                        max_length=20,
                        verbose_name="confidence",
                    ),
                ),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        verbose_name="in force during"
                    ),
                ),
                (
                    "title",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="cadres.title",
                    ),
                ),
            ],
            options={
                "verbose_name": "responsibility by regulation",
                "ordering": ["group", "level", "ordinal"],
            },
        ),
        migrations.CreateModel(
            name="EquivalenceGroup",
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
                ("name_vi", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("name_ar", models.CharField(max_length=200, verbose_name="Arabic name")),
                ("code", models.CharField(max_length=24, verbose_name="code")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order, highest first")),
                (
                    "broader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narrower",
                        to="cadres.equivalencegroup",
                        verbose_name="next broader group",
                    ),
                ),
            ],
            options={
                "verbose_name": "group of equivalent posts",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="EquivalenceVersion",
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
                    "number",
                    models.PositiveSmallIntegerField(unique=True, verbose_name="version number"),
                ),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="instrument and article"),
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
                        max_length=20,
                        verbose_name="confidence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        verbose_name="in force during"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "waits for a second person"),
                            ("confirmed", "confirmed"),
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
            ],
            options={
                "verbose_name": "version of the equivalence groups",
                "ordering": ["-number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", models.F("entered_by")), _negated=True
                        ),
                        name="equivalenceversion_is_confirmed_by_another_person",
                        violation_error_message="Another person must confirm this version.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            models.Q(
                                ("confirmed_on__isnull", False),
                                models.Q(("confirmed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="equivalenceversion_in_force_was_confirmed",
                        violation_error_message="A version is in force once a second person confirmed it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid__isempty", False), ("valid__startswith__isnull", False)
                        ),
                        name="equivalenceversion_has_a_first_day",
                        violation_error_message="The version needs a first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "confirmed", "withdrawn"])),
                        name="equivalenceversion_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "confidence__in",
                                ["OFFICIAL_TEXT", "PUBLIC_PAGE", "MEMORY", "UNSURE", "DESIGN"],
                            )
                        ),
                        name="equivalenceversion_confidence_is_known",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state", "confirmed")),
                        expressions=[("valid", "&&")],
                        name="equivalenceversion_one_in_force_at_a_time",
                        violation_error_message="Another version is in force in that time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EquivalenceMember",
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
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="cadres.equivalencegroup",
                    ),
                ),
                (
                    "title",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equivalences",
                        to="cadres.title",
                    ),
                ),
                (
                    "of_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="cadres.equivalenceversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "place of a title among the groups",
                "ordering": ["title__precedence", "title__code"],
            },
        ),
        migrations.AddField(
            model_name="equivalencegroup",
            name="of_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="cadres.equivalenceversion",
            ),
        ),
        migrations.CreateModel(
            name="Goal",
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
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2016),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("province", "province"),
                            ("unit", "unit"),
                            ("division", "division"),
                            ("post", "post"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="goal")),
                ("measure", models.CharField(max_length=200, verbose_name="measure")),
                (
                    "target",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="target"),
                ),
                (
                    "unit_of_measure",
                    models.CharField(max_length=60, verbose_name="unit of measure"),
                ),
                (
                    "weight",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="weight, %"),
                ),
                ("due", models.DateField(verbose_name="due")),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="source resolution or plan"),
                ),
                (
                    "achieved",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="achieved",
                    ),
                ),
                (
                    "achieved_on",
                    models.DateField(blank=True, null=True, verbose_name="counted on"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="cadres.goal",
                        verbose_name="goal it serves",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="cadres.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "goal",
                "ordering": ["-year", "unit", "-weight", "id"],
            },
        ),
        migrations.CreateModel(
            name="JobPosition",
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
                ("name_vi", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("name_ar", models.CharField(max_length=200, verbose_name="Arabic name")),
                ("code", models.CharField(max_length=24, verbose_name="code")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="revision")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("leadership", "leadership and management"),
                            ("professional", "professional work"),
                            ("support", "support and service"),
                        ],
                        max_length=12,
                        verbose_name="group",
                    ),
                ),
                (
                    "rank",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01.001", "senior expert"),
                            ("01.002", "principal expert"),
                            ("01.003", "expert"),
                            ("01.004", "officer"),
                            ("01.005", "employee"),
                        ],
                        max_length=6,
                        verbose_name="rank",
                    ),
                ),
                (
                    "level",
                    models.CharField(
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
                    "unit_kind",
                    models.CharField(
                        choices=[
                            ("tinh", "province"),
                            ("thanh_pho", "city under the province"),
                            ("thi_xa", "town"),
                            ("huyen", "rural district"),
                            ("xa", "commune"),
                            ("phuong", "ward"),
                            ("thi_tran", "township"),
                            ("dac_khu", "special zone"),
                            ("cap_uy", "Party committee"),
                            ("btv", "standing committee"),
                            ("ban_dang", "Party advisory body"),
                            ("hdnd", "People's Council"),
                            ("ubnd", "People's Committee"),
                            ("so", "department"),
                            ("phong", "division"),
                            ("mttq", "Fatherland Front committee"),
                            ("doan_the", "mass organisation"),
                            ("dvsn", "public service unit"),
                            ("truong_ct", "political school"),
                        ],
                        max_length=12,
                        verbose_name="kind of unit",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="job description")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(default=1, verbose_name="seats in each unit"),
                ),
                (
                    "ratio",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share of the payroll, %",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("appraised", "appraised"),
                            ("approved", "approved"),
                            ("in_force", "in force"),
                            ("superseded", "superseded"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        blank=True, null=True, verbose_name="in force during"
                    ),
                ),
                (
                    "drafted_by",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="drafted by (person)"
                    ),
                ),
                (
                    "drafted_by_name",
                    models.CharField(blank=True, max_length=150, verbose_name="drafted by"),
                ),
                (
                    "appraised_by",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="appraised by (person)"
                    ),
                ),
                (
                    "appraised_by_name",
                    models.CharField(blank=True, max_length=150, verbose_name="appraised by"),
                ),
                (
                    "approved_by",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="approved by (person)"
                    ),
                ),
                (
                    "approved_by_name",
                    models.CharField(blank=True, max_length=150, verbose_name="approved by"),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.decision",
                    ),
                ),
                (
                    "title",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="cadres.title",
                    ),
                ),
            ],
            options={
                "verbose_name": "job position",
                "ordering": ["code", "-revision"],
            },
        ),
        migrations.CreateModel(
            name="PositionCompetency",
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
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.competency",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competencies",
                        to="cadres.jobposition",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of the competency frame",
                "ordering": ["competency__kind", "competency__code"],
            },
        ),
        migrations.CreateModel(
            name="SeatPosition",
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
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="during"),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seat_links",
                        to="cadres.jobposition",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="cadres.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "position of a seat",
                "ordering": ["valid"],
            },
        ),
        migrations.CreateModel(
            name="UnitRole",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("centre", "Politburo or Secretariat"),
                            ("cap_uy", "Party committee"),
                            ("btv", "standing committee"),
                            ("org_board", "organisation board"),
                            ("inspection", "Inspection Committee"),
                            ("hdnd", "People's Council"),
                            ("ubnd", "People's Committee"),
                            ("home_affairs", "home affairs office"),
                            ("mttq", "Fatherland Front committee"),
                            ("agency", "leadership collective of the agency"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="during"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="cadres.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "role of a unit",
                "ordering": ["role"],
            },
        ),
        migrations.CreateModel(
            name="WorkItem",
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
                ("ordinal", models.PositiveSmallIntegerField(verbose_name="number")),
                ("product", models.CharField(max_length=300, verbose_name="product")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="quantity"),
                ),
                (
                    "unit_of_measure",
                    models.CharField(max_length=60, verbose_name="unit of measure"),
                ),
                (
                    "conversion_factor",
                    models.DecimalField(
                        decimal_places=2, default=1, max_digits=6, verbose_name="conversion factor"
                    ),
                ),
                ("due", models.DateField(verbose_name="due")),
                (
                    "delivered",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="delivered",
                    ),
                ),
                (
                    "delivered_on",
                    models.DateField(blank=True, null=True, verbose_name="counted on"),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="cadres.goal",
                    ),
                ),
            ],
            options={
                "verbose_name": "contracted work",
                "ordering": ["ordinal"],
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "answers for it"),
                            ("co_owner", "works with the owner"),
                            ("deputy", "deputy in charge"),
                            ("supervisor", "supervises"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "weight",
                    models.DecimalField(
                        decimal_places=2,
                        default=100,
                        max_digits=5,
                        verbose_name="share of the work, %",
                    ),
                ),
                (
                    "held",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="during"),
                ),
                ("basis", models.CharField(max_length=200, verbose_name="assigned by")),
                (
                    "cadre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="cadres.cadre",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="cadres.goal",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="cadres.workitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "responsibility",
                "ordering": ["role", "held"],
            },
        ),
        migrations.CreateModel(
            name="AuthorityCell",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("propose", "propose"),
                            ("consult", "consult"),
                            ("appraise", "appraise"),
                            ("decide", "decide"),
                            ("sign", "sign"),
                        ],
                        max_length=8,
                        verbose_name="step",
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("centre", "Politburo or Secretariat"),
                            ("cap_uy", "Party committee"),
                            ("btv", "standing committee"),
                            ("org_board", "organisation board"),
                            ("inspection", "Inspection Committee"),
                            ("hdnd", "People's Council"),
                            ("ubnd", "People's Committee"),
                            ("home_affairs", "home affairs office"),
                            ("mttq", "Fatherland Front committee"),
                            ("agency", "leadership collective of the agency"),
                        ],
                        max_length=12,
                        verbose_name="body",
                    ),
                ),
                (
                    "body_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("province", "province"),
                            ("district", "district"),
                            ("commune", "commune"),
                        ],
                        max_length=10,
                        verbose_name="level of the body",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="cadres.authorityline",
                    ),
                ),
            ],
            options={
                "verbose_name": "cell of the authority matrix",
                "ordering": ["step"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "step"), name="authority_cell_is_one_for_each_step"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("step__in", ["propose", "consult", "appraise", "decide", "sign"])
                        ),
                        name="authority_cell_step_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "body__in",
                                [
                                    "",
                                    "centre",
                                    "cap_uy",
                                    "btv",
                                    "org_board",
                                    "inspection",
                                    "hdnd",
                                    "ubnd",
                                    "home_affairs",
                                    "mttq",
                                    "agency",
                                ],
                            )
                        ),
                        name="authority_cell_body_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("body_level__in", ["", "province", "district", "commune"])
                        ),
                        name="authority_cell_level_is_known",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="authorityline",
            constraint=models.UniqueConstraint(
                fields=("of_version", "group", "level", "track", "title"),
                name="authority_line_is_written_once",
                nulls_distinct=False,
                violation_error_message="The matrix has this line already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorityline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "group__in",
                        [
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
                name="authority_line_group_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorityline",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["province", "district", "commune"])),
                name="authority_line_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorityline",
            constraint=models.CheckConstraint(
                condition=models.Q(("track__in", ["", "party", "state", "front", "service"])),
                name="authority_line_track_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorityline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("tier__in", ["tw", "btv_tinh_uy", "cap_uy_truc_thuoc", "tap_the_lanh_dao"])
                ),
                name="authority_line_tier_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="competencyanchor",
            constraint=models.UniqueConstraint(
                fields=("competency", "level"), name="anchor_is_one_for_each_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="competencyanchor",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 1), ("level__lte", 5)),
                name="anchor_level_is_one_to_five",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid__isempty", False), ("valid__startswith__isnull", False)
                ),
                name="duty_has_a_first_day",
                violation_error_message="The responsibility needs a first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("source", ""), _negated=True)
                ),
                name="duty_says_something_and_where_it_is_written",
                violation_error_message="Write the responsibility and its source.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "group__in",
                        [
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
                name="duty_group_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["", "province", "district", "commune"])),
                name="duty_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "confidence__in",
                        ["OFFICIAL_TEXT", "PUBLIC_PAGE", "MEMORY", "UNSURE", "DESIGN"],
                    )
                ),
                name="duty_confidence_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="equivalencemember",
            constraint=models.UniqueConstraint(
                fields=("of_version", "title"),
                name="equivalence_places_a_title_once",
                violation_error_message="This title stands in a group of the version already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="equivalencegroup",
            constraint=models.UniqueConstraint(
                fields=("of_version", "code"),
                name="equivalence_group_code_once_a_version",
                violation_error_message="This version has a group of that code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="equivalencegroup",
            constraint=models.UniqueConstraint(
                fields=("id", "of_version"), name="equivalence_group_is_of_its_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="equivalencegroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("broader", models.F("id")), _negated=True),
                name="equivalence_group_is_not_its_own_broader",
                violation_error_message="A group is not broader than itself.",
            ),
        ),
        migrations.AddIndex(
            model_name="goal",
            index=models.Index(fields=["unit", "year"], name="goal_by_unit_and_year"),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.UniqueConstraint(
                fields=("unit", "year", "name"),
                name="goal_is_set_once_a_year",
                violation_error_message="The unit has this goal in that year already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 2016), ("year__lte", 2100)),
                name="goal_year_is_plausible",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gt", 0), ("weight__lte", 100)),
                name="goal_weight_is_a_share",
                violation_error_message="The weight lies above 0 and is at most 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(("target__gte", 0)),
                name="goal_target_is_not_below_zero",
                violation_error_message="The target is not below zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="goal_does_not_serve_itself",
                violation_error_message="A goal does not serve itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("achieved__isnull", True), ("achieved_on__isnull", True)),
                    models.Q(("achieved__gte", 0), ("achieved_on__isnull", False)),
                    _connector="OR",
                ),
                name="goal_result_has_its_day",
                violation_error_message="A result says on which day it was counted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["province", "unit", "division", "post"])),
                name="goal_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.UniqueConstraint(
                fields=("code", "revision"),
                name="position_revision_is_numbered_once",
                violation_error_message="This position has a revision of that number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("code", "="), ("valid", "&&")],
                name="position_one_revision_in_force_at_a_time",
                violation_error_message="Another revision is in force in that time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["in_force", "superseded"]),
                        ("valid__isempty", False),
                        ("valid__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state__in", ["in_force", "superseded"]), _negated=True),
                        ("valid__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="position_in_force_has_a_period",
                violation_error_message="A position in force says from when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "appraised"]),
                    ("decision__isnull", False),
                    _connector="OR",
                ),
                name="position_approval_rests_on_a_decision",
                violation_error_message="A position is approved by a decision.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("appraised_by", ""),
                    models.Q(("appraised_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="position_is_appraised_by_another_person",
                violation_error_message="Another person must appraise this position.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", ""),
                    models.Q(
                        models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                        models.Q(("approved_by", models.F("appraised_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="position_is_approved_by_a_third_person",
                violation_error_message="A third person must approve this position.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(("seats__gte", 1), ("seats__lte", 500)),
                name="position_has_seats",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ratio__isnull", True),
                    models.Q(("ratio__gte", 0), ("ratio__lte", 100)),
                    _connector="OR",
                ),
                name="position_share_is_a_percentage",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(("group__in", ["leadership", "professional", "support"])),
                name="position_group_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rank__in", ["", "01.001", "01.002", "01.003", "01.004", "01.005"])
                ),
                name="position_rank_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["province", "district", "commune"])),
                name="position_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "unit_kind__in",
                        [
                            "tinh",
                            "thanh_pho",
                            "thi_xa",
                            "huyen",
                            "xa",
                            "phuong",
                            "thi_tran",
                            "dac_khu",
                            "cap_uy",
                            "btv",
                            "ban_dang",
                            "hdnd",
                            "ubnd",
                            "so",
                            "phong",
                            "mttq",
                            "doan_the",
                            "dvsn",
                            "truong_ct",
                        ],
                    )
                ),
                name="position_unit_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "appraised", "approved", "in_force", "superseded"])
                ),
                name="position_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="positioncompetency",
            constraint=models.UniqueConstraint(
                fields=("position", "competency"),
                name="frame_names_a_competency_once",
                violation_error_message="The frame has this competency already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="positioncompetency",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 0), ("level__lte", 5)),
                name="frame_level_is_none_to_five",
            ),
        ),
        migrations.AddConstraint(
            model_name="seatposition",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("seat", "="), ("valid", "&&")],
                name="seat_is_of_one_position_at_a_time",
                violation_error_message="The seat has a position in that time already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seatposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid__isempty", False), ("valid__startswith__isnull", False)
                ),
                name="seat_position_has_a_first_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitrole",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("unit", "="), ("role", "="), ("valid", "&&")],
                name="unit_has_a_role_once_at_a_time",
                violation_error_message="The unit has this role in that time already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "centre",
                            "cap_uy",
                            "btv",
                            "org_board",
                            "inspection",
                            "hdnd",
                            "ubnd",
                            "home_affairs",
                            "mttq",
                            "agency",
                        ],
                    )
                ),
                name="unit_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.UniqueConstraint(
                fields=("goal", "ordinal"),
                name="work_item_is_numbered_once",
                violation_error_message="The goal has work of that number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.UniqueConstraint(
                fields=("id", "goal"), name="work_item_is_of_its_goal"
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("conversion_factor__gt", 0), ("quantity__gt", 0)),
                name="work_item_quantity_is_above_zero",
                violation_error_message="Quantity and factor are above zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivered__isnull", True), ("delivered_on__isnull", True)),
                    models.Q(("delivered__gte", 0), ("delivered_on__isnull", False)),
                    _connector="OR",
                ),
                name="work_item_delivery_has_its_day",
                violation_error_message="A delivery says on which day it was counted.",
            ),
        ),
        migrations.AddIndex(
            model_name="responsibility",
            index=models.Index(fields=["cadre"], name="responsibility_by_cadre"),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("item__isnull", True), ("role", "owner")),
                expressions=[("goal", "="), ("held", "&&")],
                name="goal_has_one_owner_at_a_time",
                violation_error_message="Somebody answers for this goal in that time already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("item__isnull", False), ("role", "owner")),
                expressions=[("item", "="), ("held", "&&")],
                name="work_item_has_one_owner_at_a_time",
                violation_error_message="Somebody answers for this work in that time already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.CheckConstraint(
                condition=models.Q(("held__isempty", False), ("held__startswith__isnull", False)),
                name="responsibility_has_a_first_day",
                violation_error_message="The responsibility needs a first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gt", 0), ("weight__lte", 100)),
                name="responsibility_share_is_a_percentage",
                violation_error_message="The share lies above 0 and is at most 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["owner", "co_owner", "deputy", "supervisor"])),
                name="responsibility_role_is_known",
            ),
        ),
        *same_parent("equivalencemember", "group_id", "equivalencegroup", "of_version_id"),
        *same_parent("equivalencegroup", "broader_id", "equivalencegroup", "of_version_id"),
        *same_parent("responsibility", "item_id", "workitem", "goal_id"),
        watch(
            "cadres_jobposition",
            "cadres_competency",
            "cadres_competencyanchor",
            "cadres_positioncompetency",
            "cadres_seatposition",
            "cadres_equivalenceversion",
            "cadres_equivalencegroup",
            "cadres_equivalencemember",
            "cadres_authorityversion",
            "cadres_authorityline",
            "cadres_authoritycell",
            "cadres_unitrole",
            "cadres_goal",
            "cadres_workitem",
            "cadres_responsibility",
            "cadres_duty",
        ),
    ]
