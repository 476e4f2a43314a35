"""The lists of this room."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.models import (
    Cadre,
    CadreStatus,
    Education,
    LegalCategory,
    Sex,
    Theory,
    Tier,
    TitleGroup,
)
from cadres.selectors.cadres import cadres_for, search_cadres
from cadres.selectors.past import (
    cadres_as_of,
    education_shown,
    holders,
    status_shown,
    theory_shown,
    unit_shown,
)
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from portal.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    ListFilter,
    ListPage,
    NumberFilter,
    ScopedIdFilter,
    TextFilter,
    YesNoFilter,
    day_asked,
)
from portal.partial_dates import PartialDate
from portal.templatetags.ui import badge, partial_date


def untouched(queryset, _row):
    """The filter is applied together with others, once for all of them."""
    return queryset


class YearFilter(NumberFilter):
    def __init__(self, field_name, **extra):
        super().__init__(field_name, min_value=1900, max_value=2100, **extra)


class CadreFilter(ListFilter):
    """Search over all that a list of people is asked for; `on` shows a past or coming day."""

    unit = ScopedIdFilter(
        "employing_unit", rows=units_for, find=find_units, apply=untouched, label=_("Unit")
    )
    on = DateFilter(label=_("As of"), method="unchanged")
    sex = ChoiceFilter(choices=Sex.choices, label=_("Sex"))
    education = ChoiceFilter(choices=Education.choices, label=_("Professional level"))
    theory = ChoiceFilter(choices=Theory.choices, label=_("Political theory"))
    status = ChoiceFilter(choices=CadreStatus.choices, label=_("Status"))
    title = ChoiceFilter(choices=TitleGroup.choices, label=_("Post held"), method="unchanged")
    legal_category = ChoiceFilter(choices=LegalCategory.choices, label=_("Legal category"))
    tier = ChoiceFilter(choices=Tier.choices, label=_("Management tier"))
    born_since = YearFilter("born", method="filter_since", label=_("Born from (year)"))
    born_until = YearFilter("born", method="filter_until", label=_("Born to (year)"))
    minority = YesNoFilter("ethnicity", method="filter_minority", label=_("Ethnic minority"))
    party = YesNoFilter("party_joined", method="filter_party", label=_("Party member"))
    origin = TextFilter("origin_text", label=_("Family origin"))

    class Meta:
        model = Cadre
        fields: list[str] = []

    def filter_queryset(self, queryset):
        """Unit, post and day belong together: who held such a post there on that day."""
        asked = dict(self.form.cleaned_data)
        on, group, unit = asked.get("on"), asked.get("title"), asked.get("unit")
        queryset = super().filter_queryset(queryset)
        if on or group:
            queryset = holders(queryset, on or timezone.localdate(), unit=unit, group=group)
        elif unit:
            queryset = queryset.filter(employing_unit__path__startswith=unit.path)
        return queryset

    def unchanged(self, queryset, name, value):
        return queryset

    # Text sorts as dates do: "1970" stands before "1970-03" and "1970-03-15".
    def filter_since(self, queryset, name, year):
        return queryset.filter(born__gte=PartialDate(f"{year:04d}"))

    def filter_until(self, queryset, name, year):
        return queryset.filter(born__lt=PartialDate(f"{year + 1:04d}"))

    def filter_minority(self, queryset, name, wanted):
        return queryset.exclude(ethnicity="Kinh") if wanted else queryset.filter(ethnicity="Kinh")

    def filter_party(self, queryset, name, wanted):
        return queryset.filter(party_joined__isnull=not wanted)


def posts_shown(cadre) -> str:
    return "; ".join(str(a.seat.title) for a in cadre.posts_now[:2])


class CadreList(ListPage):
    """The records an actor may see, by given name as Vietnamese lists go."""

    key = "cadres"
    title = _("Cadre records")
    filterset = CadreFilter
    default_sort = "name"
    search_placeholder = _("Name, with or without accents, or cadre number")
    scope_paths = {DataClass.PERSONAL: "employing_unit__path"}
    columns = (
        Column(
            "name",
            _("Full name"),
            value="full_name",
            sort=("sort_key",),
            url=Cadre.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("code", _("Cadre number"), value="code", sort=("code",), default=False),
        Column(
            "born",
            _("Born"),
            value="born",
            html=lambda c: partial_date(c.born),
            data_class=DataClass.PERSONAL,
            css="num",
        ),
        Column("sex", _("Sex"), value="get_sex_display"),
        Column("post", _("Post"), value=posts_shown),
        Column("unit", _("Unit"), value=unit_shown),
        Column("education", _("Professional level"), value=education_shown),
        Column("theory", _("Political theory"), value=theory_shown),
        Column(
            "ethnicity",
            _("Ethnic group"),
            value="ethnicity",
            data_class=DataClass.PERSONAL,
            default=False,
        ),
        Column("origin", _("Family origin"), value="origin_text", default=False),
        Column(
            "status",
            _("Status"),
            value=status_shown,
            html=lambda c: badge(
                status_shown(c), "ok" if status_shown(c) == CadreStatus.ACTIVE.label else ""
            ),
        ),
    )

    def actions(self):
        if access.may_somewhere(self.actor, access.READ, data_class=DataClass.PERSONAL):
            yield f"{reverse('cadres:print_forms')}?{self.state.query()}", _("Print forms")

    def queryset(self, actor):
        if day := day_asked(self.request.GET.get("on", "")):
            return cadres_as_of(actor, day)
        return cadres_for(actor, timezone.localdate())

    def search(self, queryset, text):
        return search_cadres(queryset, text)
