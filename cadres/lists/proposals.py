"""Proposals of cadres as a list: what waits for a check, for approval, for the person."""

from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, Proposal, ProposalState
from cadres.selectors.cadres import search_cadres
from cadres.selectors.proposals import proposals_for, targets
from governance.classes import DataClass
from portal.lists import ChoiceFilter, Column, DateFilter, ListFilter, ListPage
from portal.templatetags.ui import badge

TONES = {
    ProposalState.SUBMITTED: "info",
    ProposalState.VERIFIED: "info",
    ProposalState.RETURNED: "warn",
    ProposalState.APPROVED: "ok",
}


class ProposalFilter(ListFilter):
    state = ChoiceFilter(choices=ProposalState.choices, label=_("State"))
    since = DateFilter("submitted_on", lookup_expr="gte", label=_("Handed in since"))

    class Meta:
        model = Proposal
        fields: list[str] = []


class ProposalList(ListPage):
    """The values stay on the proposal's own page, behind the compartment they belong to."""

    key = "proposals"
    title = _("Proposals to change records")
    filterset = ProposalFilter
    default_sort = "-submitted"
    search_placeholder = _("Name, with or without accents, or cadre number")
    empty_text = _("No proposal matches.")
    scope_paths = {DataClass.PERSONAL: "cadre__employing_unit__path"}
    columns = (
        Column(
            "name",
            _("Full name"),
            value="cadre.full_name",
            url=Proposal.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("unit", _("Unit"), value="cadre.employing_unit.name"),
        Column("target", _("Part of the record"), value=lambda p: targets()[p.target].title),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda p: badge(p.get_state_display(), TONES.get(p.state, "")),
        ),
        Column(
            "submitted", _("Handed in"), value="submitted_on", sort=("submitted_on",), css="num"
        ),
        Column("reason", _("Reason"), value="reason", default=False),
    )

    def queryset(self, actor):
        return proposals_for(actor)

    def search(self, queryset, text):
        found = search_cadres(Cadre.objects.visible_to(self.actor), text)
        return queryset.filter(cadre__in=found.values("pk"))
