import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from governance.sql import watch


class Migration(migrations.Migration):
    dependencies = [
        ("cadres", "0008_imports"),
        ("portal", "0006_exchange"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
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
                    "target",
                    models.SlugField(
                        db_index=False, max_length=24, verbose_name="part of the record"
                    ),
                ),
                ("row", models.UUIDField(blank=True, null=True, verbose_name="line")),
                (
                    "row_version",
                    models.PositiveIntegerField(default=0, verbose_name="version of the line"),
                ),
                (
                    "before",
                    models.JSONField(blank=True, default=dict, verbose_name="values before"),
                ),
                ("values", models.JSONField(verbose_name="proposed values")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "handed in"),
                            ("returned", "returned with reasons"),
                            ("verified", "checked against the papers"),
                            ("approved", "approved"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="submitted",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("submitted_on", models.DateField(verbose_name="handed in on")),
                (
                    "returned_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it was returned"
                    ),
                ),
                (
                    "verified_on",
                    models.DateField(blank=True, null=True, verbose_name="checked on"),
                ),
                (
                    "decided_on",
                    models.DateField(blank=True, null=True, verbose_name="approved on"),
                ),
                (
                    "cadre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="cadres.cadre",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.storedfile",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "ordering": ["-submitted_on", "id"],
                "indexes": [
                    models.Index(fields=["cadre", "state"], name="proposal_by_cadre"),
                    models.Index(fields=["state", "submitted_on"], name="proposal_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("row__isnull", False),
                            ("state__in", ("submitted", "returned", "verified")),
                        ),
                        fields=("cadre", "target", "row"),
                        name="proposal_one_at_a_time_for_a_line",
                        violation_error_message="A change of this line is proposed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["submitted", "returned", "verified", "approved", "withdrawn"],
                            )
                        ),
                        name="proposal_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verified_by__isnull", True),
                            models.Q(("verified_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_is_checked_by_another_person",
                        violation_error_message="Nobody checks the own proposal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                models.Q(("decided_by", models.F("verified_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_is_approved_by_a_third_person",
                        violation_error_message="Who proposed or checked does not approve.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["verified", "approved"]), _negated=True),
                            models.Q(
                                ("verified_by__isnull", False), ("verified_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="proposal_checked_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(("decided_by__isnull", False), ("decided_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_approved_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("returned_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_returned_says_why",
                        violation_error_message="Say why the proposal is returned.",
                    ),
                ],
            },
        ),
        watch("cadres_proposal"),
    ]
