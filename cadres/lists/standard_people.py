"""Who meets a standard, and who would newly fail one: people with what stands against them."""

from functools import cached_property
from hashlib import sha256
from uuid import UUID

from django.core.cache import cache
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cadres.lists.records import posts_shown
from cadres.lists.standards import TONES
from cadres.models import Cadre, CheckOutcome, Sex, TitleStandard
from cadres.rules.sentences import sentence
from cadres.rules.standards import Verdict
from cadres.selectors.cadres import cadres_for, search_cadres
from cadres.selectors.facts import closed_to
from cadres.selectors.standard_checks import cadres_to_check, holders, newly_failing, survey
from cadres.selectors.standards import CodeNames, edition_before, titles_of, tree_of, trees_of
from cadres.selectors.units import find_units, units_for
from portal.jobs.keys import fingerprint
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, ScopedIdFilter
from portal.lists.walk import Page
from portal.templatetags.ui import badge
from portal.web import spoken

MOST_AT_ONCE = 8_000  # people judged while somebody waits; more are asked for by unit or as a job
KEPT_SECONDS = 300
HOLDERS = "holders"


def in_unit(queryset, unit):
    return queryset.filter(employing_unit__path__startswith=unit.path)


class TooMany(Exception):
    """More people than can be judged while somebody waits: a job does it."""


class PeopleFilter(ListFilter):
    """Unit and sex narrow the people; the outcome is looked for among those who are left."""

    outcome = ChoiceFilter(
        choices=CheckOutcome.choices, label=_("Outcome of the check"), method="by_outcome"
    )
    who = ChoiceFilter(
        choices=[(HOLDERS, _("who hold the title now"))], label=_("People"), method="by_post"
    )
    unit = ScopedIdFilter(
        "employing_unit", rows=units_for, apply=in_unit, find=find_units, label=_("Unit")
    )
    sex = ChoiceFilter(choices=Sex.choices, label=_("Sex"))
    page: "StandardPeople"

    class Meta:
        model = Cadre
        fields: list[str] = []

    def filter_queryset(self, queryset):
        """The wanted outcome last, when the others have made the people few."""
        given = self.form.cleaned_data
        wanted = given.get("outcome")
        self.form.cleaned_data = {**given, "outcome": ""}
        found = super().filter_queryset(queryset)
        self.form.cleaned_data = given
        return self.by_outcome(found, "outcome", wanted) if wanted else found

    def by_outcome(self, queryset, name, value):
        stand = self.page.everybody(queryset)
        return queryset.filter(pk__in=[pk for pk, each in stand.items() if each == value])

    def by_post(self, queryset, name, value):
        return queryset.filter(pk__in=holders(self.page.standard, timezone.localdate()))


class JudgedPage(Page):
    """A page whose rows know how they stand."""

    @cached_property
    def rows(self) -> list:
        found = super().rows
        if new := [row.pk for row in found if row.pk not in self.list.known]:
            self.list.know(Cadre.objects.filter(pk__in=new))
        return found


class StandardPeople(ListPage):
    """The people of a scope against one edition; `given` says when a job may judge them all."""

    key = "standard_people"
    filterset = PeopleFilter
    default_sort = "name"
    search_placeholder = _("Name, with or without accents, or cadre number")
    template = "cadres/standard_people.html"

    def __init__(self, request, **given):
        super().__init__(request, **given)
        self.known: dict[UUID, Verdict] = {}
        self.names = CodeNames()

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
        Column("post", _("Post"), value=posts_shown),
        Column("unit", _("Unit"), value="employing_unit.name"),
    )

    @cached_property
    def known_columns(self):
        judged = (
            Column(
                "outcome",
                _("Outcome of the check"),
                value=lambda row: CheckOutcome(self.verdict(row).outcome).label,
                html=lambda row: outcome(self.verdict(row)),
            ),
            Column("unmet", _("Not met"), value=lambda row: self.listed(self.verdict(row).unmet)),
            Column(
                "missing",
                _("Evidence missing"),
                value=lambda row: self.listed(self.verdict(row).missing),
            ),
            Column(
                "judged",
                _("For people to judge"),
                value=lambda row: self.listed(self.verdict(row).judged),
                default=False,
            ),
        )
        return [*super().known_columns, *judged]

    # -- what is asked ----------------------------------------------------------------
    @cached_property
    def standard(self) -> TitleStandard:
        rows = TitleStandard.objects.select_related("title")
        return get_object_or_404(rows, pk=self.given["standard_id"])

    @property
    def title(self):
        return _now("Who meets the standard: %(subject)s") % {"subject": self.standard.subject}

    @cached_property
    def tree(self):
        return tree_of(self.standard)

    @cached_property
    def sentences(self) -> dict[str, str]:
        return {node.key: spoken(sentence(node, self.names)) for node in walked(self.tree)}

    def listed(self, keys) -> str:
        return "; ".join(self.sentences.get(key, "") for key in keys)

    @cached_property
    def filters(self):
        found = super().filters
        found.page = self
        return found

    def queryset(self, actor):
        inside = cadres_to_check(actor).values("pk")
        return cadres_for(actor, timezone.localdate()).filter(pk__in=inside)

    def search(self, queryset, text):
        return search_cadres(queryset, text)

    # -- how people stand -----------------------------------------------------------------
    @cached_property
    def page(self) -> JudgedPage:
        return JudgedPage(self)

    def verdict(self, row) -> Verdict:
        """How one person stands; an export looks at the people of the whole list at once."""
        if row.pk not in self.known:
            self.know(self.matching)
        return self.known[row.pk]

    def know(self, people) -> None:
        """Judge a queryset of people, in a few questions."""
        found = survey([self.tree], people, on=timezone.localdate(), closed=self.closed)
        self.known |= {pk: verdicts[0] for pk, verdicts in found}

    @cached_property
    def closed(self):
        return closed_to(self.actor)

    def everybody(self, rows) -> dict[UUID, str]:
        """The outcome of each of the rows, kept for a few minutes for turning pages."""
        if not self.given.get("whole") and rows.count() > MOST_AT_ONCE:
            raise TooMany
        asked = f"{self.standard.version} {fingerprint(self.actor)} {rows.order_by().query}"
        key = f"standard:{self.standard.pk}:{sha256(asked.encode()).hexdigest()}"
        found = cache.get(key)
        if found is None:
            self.know(rows)
            found = {pk: str(each.outcome) for pk, each in self.known.items()}
            cache.set(key, found, KEPT_SECONDS)
        return found

    def context(self):
        return {
            "standard": self.standard,
            "titles": titles_of(self.standard, timezone.localdate()),
        }


class NewlyFilter(ListFilter):
    unit = ScopedIdFilter(
        "employing_unit", rows=units_for, apply=in_unit, find=find_units, label=_("Unit")
    )

    class Meta:
        model = Cadre
        fields: list[str] = []


class NewlyFailing(StandardPeople):
    """Holders of the title who meet the edition before, or might, and fail this one."""

    filterset = NewlyFilter

    key = "standard_newly"
    template = "_lists/page.html"
    empty_text = _("Nobody who holds the title would newly fail.")

    @property
    def title(self):
        return _now("Who would newly fail: %(subject)s") % {"subject": self.standard.subject}

    @cached_property
    def failing(self) -> dict[UUID, Verdict]:
        before = edition_before(self.standard)
        if before is None:
            return {}
        trees = trees_of([before, self.standard])
        self.tree = trees[self.standard.pk]
        return newly_failing(
            self.standard,
            old=trees[before.pk],
            new=self.tree,
            on=timezone.localdate(),
            actor=self.actor,
        )

    @cached_property
    def count(self) -> int:
        """They are all known by name; only a filter makes the database count them."""
        asked = self.state.q or self.request.GET.get("unit")
        return super().count if asked else len(self.failing)

    def queryset(self, actor):
        self.known |= self.failing
        return cadres_for(actor, timezone.localdate()).filter(pk__in=list(self.failing))


def outcome(verdict: Verdict):
    return badge(CheckOutcome(verdict.outcome).label, TONES[verdict.outcome])


def walked(node):
    for child in node.children:
        yield child
        yield from walked(child)
