"""The lists of this room."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.models import Cadre, CadreStatus, Education, Sex, Theory
from cadres.selectors.cadres import cadres_for, search_cadres
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, ScopedIdFilter
from portal.templatetags.ui import badge, partial_date

STATUS_TONES = {CadreStatus.ACTIVE: "ok"}


def in_unit(queryset, unit):
    return queryset.filter(employing_unit__path__startswith=unit.path)


class CadreFilter(ListFilter):
    unit = ScopedIdFilter(
        "employing_unit", rows=units_for, apply=in_unit, find=find_units, label=_("Unit")
    )
    sex = ChoiceFilter(choices=Sex.choices, label=_("Sex"))
    education = ChoiceFilter(choices=Education.choices, label=_("Professional level"))
    theory = ChoiceFilter(choices=Theory.choices, label=_("Political theory"))
    status = ChoiceFilter(choices=CadreStatus.choices, label=_("Status"))

    class Meta:
        model = Cadre
        fields: list[str] = []


def post_now(cadre) -> str:
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
        Column("post", _("Post"), value=post_now),
        Column("unit", _("Unit"), value="employing_unit.name"),
        Column("education", _("Professional level"), value="get_education_display"),
        Column("theory", _("Political theory"), value="get_theory_display"),
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
            value="get_status_display",
            html=lambda c: badge(c.get_status_display(), STATUS_TONES.get(c.status, "")),
        ),
    )

    def actions(self):
        if access.may_somewhere(self.actor, access.READ, data_class=DataClass.PERSONAL):
            yield f"{reverse('cadres:print_forms')}?{self.state.query()}", _("Print forms")

    def queryset(self, actor):
        return cadres_for(actor, timezone.localdate())

    def search(self, queryset, text):
        return search_cadres(queryset, text)
