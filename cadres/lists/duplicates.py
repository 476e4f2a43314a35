"""Lists of probable duplicates, and of records that fail a measure of quality."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.models import Cadre, DuplicatePair
from cadres.rules.quality import MEASURES
from cadres.selectors.duplicates import pairs_for
from cadres.selectors.quality import records_failing
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, ScopedIdFilter
from portal.templatetags.ui import badge
from portal.web import spoken

TONES = {"old_id": "bad", "same": "bad", "alike": "warn"}


class PairFilter(ListFilter):
    grounds = ChoiceFilter(choices=DuplicatePair.Grounds.choices, label=gettext_lazy("Grounds"))

    class Meta:
        model = DuplicatePair
        fields = ("grounds",)


class DuplicateList(ListPage):
    """Pairs of records that are probably one person, the most alike first."""

    key = "duplicates"
    title = gettext_lazy("Probable duplicates")
    filterset = PairFilter
    default_sort = "-closeness"
    empty_text = gettext_lazy("No two records look like one person.")
    columns = (
        Column(
            "first",
            gettext_lazy("First record"),
            value=lambda p: f"{p.first.full_name} ({p.first.code})",
            url=DuplicatePair.get_absolute_url,
            always=True,
            lang="vi",
            data_class=DataClass.PERSONAL,
        ),
        Column(
            "second",
            gettext_lazy("Second record"),
            value=lambda p: f"{p.second.full_name} ({p.second.code})",
            lang="vi",
            data_class=DataClass.PERSONAL,
        ),
        Column(
            "born",
            gettext_lazy("Born"),
            value=lambda p: f"{p.first.born} · {p.second.born}",
            css="num",
            data_class=DataClass.PERSONAL,
        ),
        Column(
            "units",
            gettext_lazy("Units"),
            value=lambda p: "; ".join(
                dict.fromkeys([p.first.employing_unit.name, p.second.employing_unit.name])
            ),
        ),
        Column(
            "grounds",
            gettext_lazy("Grounds"),
            value="get_grounds_display",
            html=lambda p: badge(p.get_grounds_display(), TONES[p.grounds]),
        ),
        Column(
            "closeness",
            gettext_lazy("Alike in per cent"),
            value="closeness",
            sort=("closeness",),
            css="num",
        ),
    )

    def queryset(self, actor):
        return pairs_for(actor)


def in_unit(queryset, unit):
    return queryset.filter(employing_unit__path__startswith=unit.path)


class FailingFilter(ListFilter):
    unit = ScopedIdFilter(
        "employing_unit",
        rows=units_for,
        apply=in_unit,
        find=find_units,
        label=gettext_lazy("Unit"),
    )

    class Meta:
        model = Cadre
        fields: list[str] = []


class FailingList(ListPage):
    """The records in service that fail one measure, each with the way to put it right."""

    key = "quality_records"
    title = gettext_lazy("Records to put right")
    filterset = FailingFilter
    default_sort = "name"
    scope_paths = {DataClass.PERSONAL: "employing_unit__path"}
    template = "cadres/quality_records.html"
    columns = (
        Column(
            "name",
            gettext_lazy("Full name"),
            value="full_name",
            sort=("sort_key",),
            url=Cadre.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("code", gettext_lazy("Cadre number"), value="code", sort=("code",)),
        Column("unit", gettext_lazy("Unit"), value="employing_unit.name"),
        Column(
            "fix",
            gettext_lazy("Put right"),
            value=lambda c: _("Correct the record"),
            url=lambda c: reverse("cadres:amend_cadre", args=[c.pk]),
        ),
    )

    def measure(self):
        return next(m for m in MEASURES if m.code == self.given["measure"])

    def context(self):
        return {"statement": spoken(self.measure().statement), "code": self.given["measure"]}

    def queryset(self, actor):
        return records_failing(actor, self.given["measure"], timezone.localdate())
