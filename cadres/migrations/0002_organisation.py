import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from governance.sql import watch


class Migration(migrations.Migration):
    dependencies = [("cadres", "0001_units_seats_cadres")]
    operations = [
        migrations.CreateModel(
            name="PlannedUnit",
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
                    "name_vi",
                    models.CharField(blank=True, max_length=200, verbose_name="Vietnamese name"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="English name"),
                ),
                (
                    "name_ar",
                    models.CharField(blank=True, max_length=200, verbose_name="Arabic name"),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        max_length=24,
                        validators=[django.core.validators.RegexValidator("^[A-Za-z0-9.-]+\\Z")],
                        verbose_name="code",
                    ),
                ),
                (
                    "official_code",
                    models.CharField(blank=True, max_length=5, verbose_name="official code"),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
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
                        verbose_name="kind",
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
                    "block",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("territory", "territory"),
                            ("party", "Party"),
                            ("government", "government"),
                            ("front", "Front and mass organisations"),
                            ("service", "public service"),
                        ],
                        max_length=12,
                        verbose_name="block",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.unit",
                    ),
                ),
                (
                    "planned_parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planned_children",
                        to="cadres.plannedunit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "planned unit",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="PlannedSeat",
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
                ("ordinal", models.PositiveSmallIntegerField(default=1, verbose_name="number")),
                (
                    "label",
                    models.CharField(blank=True, max_length=120, verbose_name="field of work"),
                ),
                (
                    "title",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.title",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="cadres.plannedunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "planned seat",
                "ordering": ["title__precedence", "ordinal"],
            },
        ),
        migrations.CreateModel(
            name="Reorganisation",
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("effective_on", models.DateField(verbose_name="effective on")),
                ("instrument", models.CharField(max_length=120, verbose_name="instrument")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in preparation"),
                            ("submitted", "waiting for approval"),
                            ("scheduled", "approved, waiting for its day"),
                            ("effective", "carried out"),
                            ("cancelled", "cancelled"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("prepared_on", models.DateField(verbose_name="prepared on")),
                ("prepared_by", models.CharField(blank=True, editable=False, max_length=60)),
                ("prepared_by_name", models.CharField(max_length=120, verbose_name="prepared by")),
                (
                    "approved_on",
                    models.DateField(blank=True, null=True, verbose_name="approved on"),
                ),
                ("approved_by", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "approved_by_name",
                    models.CharField(blank=True, max_length=120, verbose_name="approved by"),
                ),
                (
                    "carried_out_on",
                    models.DateField(blank=True, null=True, verbose_name="carried out on"),
                ),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it was cancelled"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.decision",
                        verbose_name="decision on the people",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reorganisations",
                        to="cadres.unit",
                        verbose_name="within",
                    ),
                ),
            ],
            options={
                "verbose_name": "reorganisation",
                "ordering": ["-effective_on", "title"],
            },
        ),
        migrations.CreateModel(
            name="Placement",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("seat", "takes a seat of the successor"),
                            ("moves", "moves with the own seat"),
                            ("waits", "without a seat"),
                            ("ends", "the concurrent post ends"),
                            ("leaves", "leaves the service"),
                        ],
                        max_length=6,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary", "principal or regular post"),
                            ("concurrent", "concurrent post"),
                            ("cum", "simultaneously head of both"),
                            ("acting", "acting"),
                            ("in_charge", "in charge"),
                            ("rotation", "rotation"),
                            ("secondment", "secondment"),
                        ],
                        default="primary",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "entry",
                    models.CharField(
                        choices=[
                            ("elected", "elected"),
                            ("designated", "designated"),
                            ("appointed", "appointed"),
                            ("reappointed", "re-appointed"),
                            ("exam", "by examination"),
                            ("transferred", "transferred"),
                            ("rotated", "rotated in"),
                            ("recruited", "recruited"),
                        ],
                        default="transferred",
                        max_length=12,
                        verbose_name="came by",
                    ),
                ),
                (
                    "exit",
                    models.CharField(
                        choices=[
                            ("term_end", "end of term"),
                            ("retirement", "retirement"),
                            ("transfer", "transfer"),
                            ("rotated_out", "rotated out"),
                            ("promoted", "moved to another post"),
                            ("resigned", "resigned"),
                            ("relieved", "relieved of post"),
                            ("removed", "removed"),
                            ("dismissed", "dismissed"),
                            ("unit_dissolved", "unit dissolved"),
                            ("death", "death"),
                        ],
                        default="unit_dissolved",
                        max_length=14,
                        verbose_name="left by",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
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
                ("by_hand", models.BooleanField(default=False, verbose_name="decided by hand")),
                ("dropped", models.BooleanField(default=False, verbose_name="taken out")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="cadres.assignment",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.decision",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.unit",
                        verbose_name="managed by",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.seat",
                    ),
                ),
                (
                    "title",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.title",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.unit",
                    ),
                ),
                (
                    "planned_seat",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.plannedseat",
                    ),
                ),
                (
                    "planned_manager",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.plannedunit",
                    ),
                ),
                (
                    "planned_unit",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.plannedunit",
                    ),
                ),
                (
                    "reorganisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="cadres.reorganisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "placement",
            },
        ),
        migrations.CreateModel(
            name="ReorganisationStep",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rename", "rename"),
                            ("merge", "merge"),
                            ("split", "split"),
                            ("abolish", "abolish"),
                            ("superior", "change of superior"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "old_goes_on",
                    models.BooleanField(
                        default=False, verbose_name="the old unit goes on with the rest"
                    ),
                ),
                ("dropped", models.BooleanField(default=False, verbose_name="taken out")),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="cadres.reorganisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a reorganisation",
                "ordering": ["ordinal"],
            },
        ),
        migrations.AddField(
            model_name="plannedunit",
            name="step",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="planned_units",
                to="cadres.reorganisationstep",
            ),
        ),
        migrations.CreateModel(
            name="PlannedSuccession",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("whole", "taken over whole"),
                            ("part", "taken over in part"),
                            ("rename", "renamed"),
                            ("merge", "merged"),
                            ("split", "split"),
                            ("dissolve", "dissolved"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "new",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.unit",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cadres.unit",
                    ),
                ),
                (
                    "planned",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessions",
                        to="cadres.plannedunit",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="cadres.reorganisationstep",
                    ),
                ),
            ],
            options={
                "verbose_name": "planned succession",
                "ordering": ["old__path"],
            },
        ),
        migrations.AddConstraint(
            model_name="plannedseat",
            constraint=models.UniqueConstraint(
                fields=("unit", "title", "ordinal"), name="planned_seat_number_once_in_its_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "submitted", "scheduled", "effective", "cancelled"])
                ),
                name="reorganisation_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", ""),
                    models.Q(("approved_by", models.F("prepared_by")), _negated=True),
                    _connector="OR",
                ),
                name="reorganisation_is_approved_by_another_person",
                violation_error_message="Another person than the one who prepared it approves.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["scheduled", "effective"]), _negated=True),
                    ("approved_on__isnull", False),
                    _connector="OR",
                ),
                name="reorganisation_beyond_the_draft_is_approved",
                violation_error_message="Nobody has approved the reorganisation yet.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "effective"), ("carried_out_on__gte", models.F("effective_on"))
                    ),
                    models.Q(
                        models.Q(("state", "effective"), _negated=True),
                        ("carried_out_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="reorganisation_is_carried_out_on_its_day_or_later",
                violation_error_message="It cannot be carried out before its day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("cancel_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="reorganisation_that_is_cancelled_says_why",
                violation_error_message="Say why it is cancelled.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                fields=("reorganisation", "assignment"),
                name="placement_of_an_assignment_once",
                violation_error_message="This person is placed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped", False), ("planned_seat__isnull", False)),
                fields=("planned_seat",),
                name="placement_fills_a_planned_seat_once",
                violation_error_message="Somebody else is placed in this seat.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped", False), ("seat__isnull", False)),
                fields=("reorganisation", "seat"),
                name="placement_fills_a_seat_once",
                violation_error_message="Somebody else is placed in this seat.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["seat", "moves", "waits", "ends", "leaves"])),
                name="placement_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "primary",
                            "concurrent",
                            "cum",
                            "acting",
                            "in_charge",
                            "rotation",
                            "secondment",
                        ],
                    )
                ),
                name="placement_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "entry__in",
                        [
                            "elected",
                            "designated",
                            "appointed",
                            "reappointed",
                            "exam",
                            "transferred",
                            "rotated",
                            "recruited",
                        ],
                    )
                ),
                name="placement_entry_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "exit__in",
                        [
                            "term_end",
                            "retirement",
                            "transfer",
                            "rotated_out",
                            "promoted",
                            "resigned",
                            "relieved",
                            "removed",
                            "dismissed",
                            "unit_dissolved",
                            "death",
                        ],
                    )
                ),
                name="placement_exit_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "tier__in",
                        ["", "tw", "btv_tinh_uy", "cap_uy_truc_thuoc", "tap_the_lanh_dao"],
                    )
                ),
                name="placement_tier_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["ends", "leaves"]),
                    models.Q(("planned_unit__isnull", True), ("unit__isnull", False)),
                    models.Q(("planned_unit__isnull", False), ("unit__isnull", True)),
                    _connector="OR",
                ),
                name="placement_loses_nobody",
                violation_error_message="Say in which unit this person goes on.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome", "seat"),
                        models.Q(
                            models.Q(("planned_seat__isnull", True), ("seat__isnull", False)),
                            models.Q(("planned_seat__isnull", False), ("seat__isnull", True)),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("outcome", "seat"), _negated=True),
                        ("planned_seat__isnull", True),
                        ("seat__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="placement_in_a_seat_names_one",
                violation_error_message="Name the seat that this person takes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("manager__isnull", True), ("planned_manager__isnull", True), _connector="OR"
                ),
                name="placement_has_one_manager",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisationstep",
            constraint=models.UniqueConstraint(
                fields=("reorganisation", "ordinal"), name="reorganisation_step_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["rename", "merge", "split", "abolish", "superior"])
                ),
                name="reorganisation_step_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reorganisationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("old_goes_on", False), ("kind__in", ["split", "merge"]), _connector="OR"
                ),
                name="reorganisation_step_goes_on_only_in_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "",
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
                name="planned_unit_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedunit",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["", "province", "district", "commune"])),
                name="planned_unit_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("block__in", ["", "territory", "party", "government", "front", "service"])
                ),
                name="planned_unit_block_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unit__isnull", False),
                    models.Q(
                        models.Q(("code", ""), _negated=True),
                        models.Q(("name_vi", ""), _negated=True),
                        models.Q(("kind", ""), _negated=True),
                        models.Q(("level", ""), _negated=True),
                        models.Q(("block", ""), _negated=True),
                        models.Q(
                            ("parent__isnull", False),
                            ("planned_parent__isnull", False),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="planned_unit_to_be_founded_is_described",
                violation_error_message="A unit to be founded needs a code, a name, a kind, a level and a superior.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True), ("planned_parent__isnull", True), _connector="OR"
                ),
                name="planned_unit_has_one_superior",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedunit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unit__isnull", True)),
                fields=("step", "code"),
                name="planned_unit_code_once_in_a_step",
                violation_error_message="The step founds a unit of this code already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedsuccession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["whole", "part", "rename", "merge", "split", "dissolve"])
                ),
                name="planned_succession_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedsuccession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("new__isnull", True), ("planned__isnull", True), _connector="OR"
                ),
                name="planned_succession_names_at_most_one_successor",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedsuccession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("new__isnull", True),
                    models.Q(("old", models.F("new")), _negated=True),
                    _connector="OR",
                ),
                name="planned_succession_is_between_two_units",
                violation_error_message="A unit cannot succeed itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedsuccession",
            constraint=models.UniqueConstraint(
                fields=("step", "old", "new", "planned"),
                name="planned_succession_is_said_once",
                nulls_distinct=False,
            ),
        ),
        watch(
            "cadres_reorganisation",
            "cadres_reorganisationstep",
            "cadres_plannedunit",
            "cadres_plannedseat",
            "cadres_plannedsuccession",
            "cadres_placement",
        ),
    ]
