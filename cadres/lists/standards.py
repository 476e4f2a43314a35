"""Lists of standards and checks."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cadres.models import (
    CheckOutcome,
    Level,
    StandardCheck,
    StandardState,
    TitleStandard,
)
from cadres.selectors.standard_checks import checks_for
from cadres.selectors.standards import standards_listed
from governance.access import may_propose_law
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage
from portal.templatetags.ui import badge, law
from portal.vietnamese import fold

STATES = {StandardState.IN_FORCE: "ok", StandardState.DRAFT: "info"}
TONES = {
    CheckOutcome.PASS: "ok",
    CheckOutcome.FAIL: "bad",
    CheckOutcome.MISSING: "warn",
    CheckOutcome.JUDGEMENT: "info",
}


def of_level(queryset, value):
    return queryset.filter(level=value) | queryset.filter(title__level=value)


class StandardFilter(ListFilter):
    state = ChoiceFilter(choices=StandardState.choices, label=_("State"))
    level = ChoiceFilter(
        choices=Level.choices,
        label=_("Level"),
        method=lambda queryset, name, value: of_level(queryset, value),
    )

    class Meta:
        model = TitleStandard
        fields: list[str] = []


class StandardList(ListPage):
    key = "standards"
    title = _("Title standards")
    empty_text = _("No standard is entered yet. Draft the first one.")
    filterset = StandardFilter
    default_sort = "-entered"
    columns = (
        Column(
            "subject",
            _("Title or group"),
            value=lambda row: row.subject,
            url=TitleStandard.get_absolute_url,
            always=True,
        ),
        Column("edition", _("Edition"), value="edition", css="num"),
        Column("from", _("In force from"), value=lambda row: row.valid.lower),
        Column("until", _("Until"), value=lambda row: row.valid.upper),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda row: badge(row.get_state_display(), STATES.get(row.state, "")),
        ),
        Column(
            "entered", _("Entered on"), value="entered_on", sort=("entered_on",), default=False
        ),
        Column("criteria", _("Criteria"), value="criteria", css="num"),
        Column(
            "source",
            _("Source document"),
            value="source_document",
            html=lambda row: law(row.source_document, row.badge),
        ),
    )

    def queryset(self, actor):
        return standards_listed()

    def actions(self):
        found = [
            (reverse("cadres:check_standard"), _now("Check a person")),
            (reverse("cadres:standard_checks"), _now("Checks made")),
            (reverse("cadres:structure"), _now("Structure review")),
        ]
        if may_propose_law(self.actor):
            found.insert(0, (reverse("cadres:open_standard"), _now("Draft a standard")))
        return found


class CheckList(ListPage):
    """Who was checked for which post, by whom and with what outcome."""

    key = "standard_checks"
    title = _("Standards checks")
    empty_text = _("Nobody was checked yet.")
    search_placeholder = _("Name, with or without accents")
    default_sort = "-at"
    columns = (
        Column(
            "cadre",
            _("Full name"),
            value="cadre.full_name",
            url=StandardCheck.get_absolute_url,
            sort=("cadre__sort_key",),
            always=True,
            lang="vi",
        ),
        Column("post", _("Post"), value=lambda row: row.post),
        Column("on", _("As of"), value="on", sort=("on",)),
        Column(
            "outcome",
            _("Outcome of the check"),
            value="get_outcome_display",
            html=lambda row: badge(row.get_outcome_display(), TONES[row.outcome]),
        ),
        Column("by", _("Checked by"), value="checked_by_name"),
        Column("at", _("Checked at"), value="checked_at", sort=("checked_at",)),
    )

    class Filter(ListFilter):
        outcome = ChoiceFilter(choices=CheckOutcome.choices, label=_("Outcome of the check"))

        class Meta:
            model = StandardCheck
            fields: list[str] = []

    filterset = Filter

    def queryset(self, actor):
        return checks_for(actor)

    def search(self, queryset, text):
        return queryset.filter(cadre__search_key__contains=fold(text))
