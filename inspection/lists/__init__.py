"""The lists of this room."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from inspection.models import (
    Inspection,
    InspectionKind,
    InspectionState,
    Recommendation,
    RecommendationState,
    Topic,
)
from inspection.selectors import (
    find_inspections,
    inspections_for,
    inspections_listed_for,
    overdue,
    recommendations_for,
    year_choices,
)
from portal.formats import number_text
from portal.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    ListFilter,
    ListPage,
    ScopedIdFilter,
    YesNoFilter,
)
from portal.templatetags.ui import badge, dash

STATE_TONES = {
    InspectionState.DECIDED: "info",
    InspectionState.FIELD: "info",
    InspectionState.EXPLANATION: "info",
    InspectionState.FOLLOW_UP: "warn",
    InspectionState.CLOSED: "ok",
}
FATE_TONES = {
    RecommendationState.REPORTED: "info",
    RecommendationState.PARTLY: "warn",
    RecommendationState.DONE: "ok",
}


def late_words(row: Recommendation) -> str:
    """«Overdue by 12 days», or nothing."""
    days = row.days_overdue(timezone.localdate())
    if not days:
        return ""
    shown = number_text(days, get_language() or "vi")
    return ngettext("overdue by %(n)s day", "overdue by %(n)s days", days) % {"n": shown}


def late_badge(row: Recommendation):
    words = late_words(row)
    return badge(words, "bad") if words else dash(None, _("not overdue"))


def owned_beneath(queryset, unit):
    return queryset.filter(owner__path__startswith=unit.path)


def inspected_beneath(queryset, unit):
    return queryset.filter(unit__path__startswith=unit.path)


def kind_cell(row: Inspection):
    kind = row.get_kind_display()
    return badge(kind, "warn") if row.kind == InspectionKind.SURPRISE else kind


class TopicFilter(ChoiceFilter):
    def filter(self, queryset, value):
        return queryset.filter(topics__contains=[value])


class OverdueFilter(YesNoFilter):
    def filter(self, queryset, value):
        late = overdue(timezone.localdate())
        return queryset.filter(late) if value else queryset.exclude(late)


class InspectionFilter(ListFilter):
    year = ChoiceFilter("starts_on", lookup_expr="year", choices=year_choices, label=_("Year"))
    state = ChoiceFilter(choices=InspectionState.choices, label=_("State"))
    kind = ChoiceFilter(choices=InspectionKind.choices, label=_("Kind"))
    topic = TopicFilter("topics", choices=Topic.choices, label=_("Topic"))
    unit = ScopedIdFilter(
        "unit", rows=units_for, apply=inspected_beneath, find=find_units, label=_("Unit inspected")
    )

    class Meta:
        model = Inspection
        fields: list[str] = []


class InspectionList(ListPage):
    """Which units are inspected, the latest first."""

    key = "inspections"
    title = _("Inspections")
    filterset = InspectionFilter
    default_sort = "-starts"
    search_placeholder = _("Number, or unit inspected")
    columns = (
        Column(
            "code",
            _("Number"),
            sort=("code",),
            url=Inspection.get_absolute_url,
            always=True,
            css="num",
        ),
        Column("unit", _("Unit inspected"), value="unit.name"),
        Column(
            "kind",
            _("Kind"),
            value="get_kind_display",
            html=kind_cell,
        ),
        Column(
            "topics",
            _("Topics"),
            value=lambda row: ", ".join(row.topic_names()),
            data_class=DataClass.DISCIPLINE,
            default=False,
        ),
        Column("led_by", _("Inspecting body"), value="led_by.name", default=False),
        Column("starts", _("Starts on"), value="starts_on", sort=("starts_on",), css="num"),
        Column("ends", _("Ends on"), value="ends_on", css="num"),
        Column("concluded", _("Concluded on"), value="concluded_on", css="num", default=False),
        Column(
            "findings",
            _("Findings"),
            value="n_findings",
            css="num",
            data_class=DataClass.DISCIPLINE,
        ),
        Column(
            "open",
            _("Not settled"),
            value="n_open",
            css="num",
            data_class=DataClass.DISCIPLINE,
        ),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda row: badge(row.get_state_display(), STATE_TONES.get(row.state, "")),
        ),
    )

    def queryset(self, actor):
        return inspections_listed_for(actor)

    def search(self, queryset, text):
        return queryset.filter(Q(code__icontains=text) | Q(unit__name_vi__icontains=text))

    def actions(self):
        if may_plan(self.actor):
            yield reverse("inspection:plan_inspection"), _("Plan an inspection")
            yield reverse("inspection:open_programme"), _("Open a programme")


def may_plan(actor) -> bool:
    return any(
        access.may_somewhere(actor, verb, data_class=DataClass.DISCIPLINE)
        for verb in (access.EDIT, access.APPROVE)
    )


class RecommendationFilter(ListFilter):
    overdue = OverdueFilter("due_on", label=_("Overdue"))
    state = ChoiceFilter(choices=RecommendationState.choices, label=_("State"))
    owner = ScopedIdFilter(
        "owner", rows=units_for, apply=owned_beneath, find=find_units, label=_("Responsible unit")
    )
    inspection = ScopedIdFilter(
        "finding__inspection", rows=inspections_for, find=find_inspections, label=_("Inspection")
    )
    due_until = DateFilter("due_on", lookup_expr="lte", label=_("Due until"))

    class Meta:
        model = Recommendation
        fields: list[str] = []


class RecommendationList(ListPage):
    """What units must do and by when; what is overdue says by how many days."""

    key = "recommendations"
    title = _("Recommendations")
    filterset = RecommendationFilter
    default_sort = "-due"
    search_placeholder = _("Words of the recommendation, or number of the inspection")
    columns = (
        Column(
            "text",
            _("What to do"),
            value=lambda row: Truncator(row.text).chars(120),
            url=Recommendation.get_absolute_url,
            always=True,
            lang="vi",
            data_class=DataClass.DISCIPLINE,
        ),
        Column("owner", _("Responsible unit"), value="owner.name", sort=("owner__name_vi",)),
        Column(
            "inspection",
            _("Inspection"),
            value="finding.inspection.code",
            sort=("finding__inspection__code",),
            css="num",
        ),
        Column(
            "severity",
            _("Severity"),
            value="finding.get_severity_display",
            default=False,
        ),
        Column("due", _("Due on"), value="due_on", sort=("due_on",), css="num"),
        Column(
            "overdue",
            _("Overdue"),
            value=late_words,
            html=late_badge,
            data_class=DataClass.DISCIPLINE,
        ),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda row: badge(row.get_state_display(), FATE_TONES.get(row.state, "")),
        ),
        Column("reported", _("Reported on"), value="reported_on", css="num", default=False),
        Column("settled", _("Settled on"), value="settled_on", css="num", default=False),
    )

    def queryset(self, actor):
        return recommendations_for(actor)

    def search(self, queryset, text):
        return queryset.filter(
            Q(text__icontains=text) | Q(finding__inspection__code__icontains=text)
        )
