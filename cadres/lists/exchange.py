"""Exchange packages, and the errors of one."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.rules.exchange import systems
from cadres.selectors.exchange import errors_for, packages_for, reason_text
from governance.classes import DataClass
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage
from portal.models import ExchangePackage, PackageError, PackageState
from portal.templatetags.ui import badge
from portal.web import spoken

TONES = {
    PackageState.DRAFT: "info",
    PackageState.CHECKED: "warn",
    PackageState.PACKED: "info",
    PackageState.ACCEPTED: "ok",
    PackageState.RETURNED: "bad",
}


def system_name(package: ExchangePackage) -> str:
    known = systems().get(package.system)
    return known.name if known else package.system


class PackageFilter(ListFilter):
    state = ChoiceFilter(choices=PackageState.choices, label=_("State"))

    class Meta:
        model = ExchangePackage
        fields: list[str] = []


class PackageList(ListPage):
    """The packages of the units an actor may see, newest first."""

    key = "packages"
    title = _("Exchange packages")
    filterset = PackageFilter
    default_sort = "-prepared"
    scope_paths = {DataClass.PERSONAL: "path"}
    empty_text = _("No package was prepared yet.")
    columns = (
        Column(
            "unit",
            _("Unit"),
            value="unit_name",
            url=ExchangePackage.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("system", _("Receiving system"), value=system_name, lang="vi"),
        Column("as_of", _("As of"), value="as_of"),
        Column("prepared", _("Prepared at"), value="prepared_at", sort=("prepared_at",)),
        Column("persons", _("Records"), value="persons", css="num"),
        Column("faulty", _("With errors"), value="faulty", css="num"),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda p: badge(p.get_state_display(), TONES.get(p.state, "")),
        ),
        Column("handed_over", _("Handed over on"), value="handed_over_on", default=False),
        Column("receipt", _("Receipt number"), value="receipt", default=False),
    )

    def actions(self):
        if access.may_somewhere(self.actor, access.EDIT, data_class=DataClass.PERSONAL):
            yield reverse("cadres:prepare_package"), _("Prepare a package")

    def queryset(self, actor):
        return packages_for(actor)


def subject_address(error: PackageError) -> str:
    return reverse("cadres:cadre", args=[error.subject_ref])


class PackageErrorList(ListPage):
    """Why records do not go into a package."""

    key = "package-errors"
    title = _("Records with errors")
    default_sort = "code"
    scope_paths = {DataClass.PERSONAL: "package__path"}
    search_placeholder = _("Cadre number")
    columns = (
        Column("code", _("Cadre number"), value="subject_code", sort=("subject_code", "field")),
        Column(
            "name",
            _("Full name"),
            value="subject_name",
            url=subject_address,
            always=True,
            lang="vi",
        ),
        Column("field", _("Field there"), value="field"),
        Column(
            "reason",
            _("Reason"),
            value=lambda e: spoken(reason_text(e.package.system, e.field, e.code)),
        ),
        Column("rule", _("Rule"), value="code", data_class=DataClass.BASIC, default=False),
    )

    def queryset(self, actor):
        return errors_for(actor, self.given["package_id"])

    def search(self, queryset, text):
        return queryset.filter(subject_code__iexact=text.strip())
