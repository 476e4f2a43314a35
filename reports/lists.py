"""The report centre's list."""

from django.utils.translation import gettext_lazy as _

from cadres.selectors.units import find_units, units_for
from portal.lists import (
    ChoiceFilter,
    Column,
    ListFilter,
    ListPage,
    NumberFilter,
    ScopedIdFilter,
)
from portal.templatetags.ui import badge
from reports.models import LANGUAGES, Family, Report, ReportState
from reports.selectors import reports_for

TONES = {
    ReportState.ISSUED: "ok",
    ReportState.REVIEW: "warn",
    ReportState.SIGNED: "info",
}


def of_unit(queryset, unit):
    return queryset.filter(unit__path__startswith=unit.path)


class ReportFilter(ListFilter):
    unit = ScopedIdFilter("unit", rows=units_for, apply=of_unit, find=find_units, label=_("Unit"))
    year = NumberFilter(label=_("Year"))
    state = ChoiceFilter(choices=ReportState.choices, label=_("State"))
    lang = ChoiceFilter(choices=LANGUAGES, label=_("Language"))
    family = ChoiceFilter(choices=Family.choices, label=_("Layout"))

    class Meta:
        model = Report
        fields: list[str] = []


class ReportList(ListPage):
    """The annual reports an actor may see, the latest first."""

    key = "reports"
    title = _("Reports")
    filterset = ReportFilter
    default_sort = "-year"
    columns = (
        Column(
            "unit",
            _("Unit"),
            value="unit.name",
            sort=("unit__path",),
            url=Report.get_absolute_url,
            always=True,
        ),
        Column("year", _("Year"), value=lambda r: str(r.year), sort=("year",), css="num"),
        Column("family", _("Layout"), value="get_family_display"),
        Column("lang", _("Language"), value="get_lang_display"),
        Column("edition", _("Edition"), value="edition", css="num"),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda r: badge(r.get_state_display(), TONES.get(r.state, "")),
        ),
        Column("number", _("Number"), value="number"),
    )

    def queryset(self, actor):
        return reports_for(actor)
