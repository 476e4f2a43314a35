"""What cadres propose to change in their own records, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.cadre import Cadre
from cadres.models.scoping import scoped_manager
from governance.classes import DataClass
from governance.records import EditableRecord
from portal.models import StoredFile


class ProposalState(models.TextChoices):
    SUBMITTED = "submitted", _("handed in")
    RETURNED = "returned", _("returned with reasons")
    VERIFIED = "verified", _("checked against the papers")
    APPROVED = "approved", pgettext_lazy("proposal", "approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")


OPEN_PROPOSALS = (
    ProposalState.SUBMITTED,
    ProposalState.RETURNED,
    ProposalState.VERIFIED,
)


def account(name: str, label):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=name != "proposed_by",
        blank=True,
        related_name="+",
        verbose_name=label,
    )


class Proposal(EditableRecord):
    """A change that a person proposes to the own record (đề nghị bổ sung, sửa hồ sơ).

    `target` names a section of lines or a part of the sheet; `row` the line to correct, none
    for a new one. Values are kept as text, as the record stood and as it should stand.
    """

    DATA_CLASS = DataClass.PERSONAL

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="proposals")
    target = models.SlugField(_("part of the record"), max_length=24, db_index=False)
    row = models.UUIDField(_("line"), null=True, blank=True)
    row_version = models.PositiveIntegerField(_("version of the line"), default=0)
    before = models.JSONField(_("values before"), default=dict, blank=True)
    values = models.JSONField(_("proposed values"))
    reason = models.CharField(_("reason"), max_length=300)
    evidence = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("evidence"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.SUBMITTED
    )
    proposed_by = account("proposed_by", _("proposed by"))
    submitted_on = models.DateField(_("handed in on"))
    returned_reason = models.CharField(_("why it was returned"), max_length=500, blank=True)
    verified_by = account("verified_by", _("checked by"))
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    decided_by = account("decided_by", _("approved by"))
    decided_on = models.DateField(_("approved on"), null=True, blank=True)

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("proposal")
        ordering = ["-submitted_on", "id"]
        indexes = [
            models.Index(fields=["cadre", "state"], name="proposal_by_cadre"),
            models.Index(fields=["state", "submitted_on"], name="proposal_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cadre", "target", "row"],
                condition=Q(state__in=OPEN_PROPOSALS, row__isnull=False),
                name="proposal_one_at_a_time_for_a_line",
                violation_error_message=_("A change of this line is proposed already."),
            ),
            models.CheckConstraint(
                name="proposal_state_is_known", condition=Q(state__in=ProposalState.values)
            ),
            models.CheckConstraint(
                name="proposal_is_checked_by_another_person",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("proposed_by")),
                violation_error_message=_("Nobody checks the own proposal."),
            ),
            models.CheckConstraint(
                name="proposal_is_approved_by_a_third_person",
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("verified_by")),
                violation_error_message=_("Who proposed or checked does not approve."),
            ),
            models.CheckConstraint(
                name="proposal_checked_says_who_and_when",
                condition=~Q(state__in=["verified", "approved"])
                | Q(verified_by__isnull=False, verified_on__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_approved_says_who_and_when",
                condition=~Q(state="approved")
                | Q(decided_by__isnull=False, decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_returned_says_why",
                condition=~Q(state="returned") | ~Q(returned_reason=""),
                violation_error_message=_("Say why the proposal is returned."),
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.target}"

    def get_absolute_url(self):
        return reverse("cadres:proposal", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PROPOSALS
