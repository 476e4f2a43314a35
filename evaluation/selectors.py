"""Questions about classes of a year's work. Nothing here writes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cadres.models import Assignment, Cadre, Decision, Seat, TitleGroup, Unit
from cadres.selectors.cadres import Panel
from evaluation import rules
from evaluation.models import State, UnitClass, WorkClass, YearlyClass
from evaluation.rules import ClassFacts, EvaluationLaw, VoteFacts
from governance.actor import Actor
from governance.findings import Finding
from governance.models import CollectiveDecision
from portal.vietnamese import fold

SHOWN_YEARS = 8
STRIP_YEARS = 5


def classes_for(actor: Actor):
    """The yearly classes an actor may see, with what a list row needs."""
    return YearlyClass.objects.visible_to(actor).select_related("cadre", "unit")


def classes_listed_for(actor: Actor):
    """The same for a list, quick whatever the size of the scope."""
    return YearlyClass.objects.listed_for(actor).select_related("cadre", "unit")


def search_classes(classes, text: str):
    return classes.filter(cadre__search_key__contains=fold(text))


def place_in_year(cadre: Cadre, year: int) -> tuple[Unit, Seat | None, str]:
    """Where somebody worked at the end of a year: unit, seat and group of titles."""
    held = (
        Assignment.objects.filter(
            cadre=cadre, is_principal=True, held__contains=date(year, 12, 31)
        )
        .select_related("seat__unit", "seat__title")
        .first()
    )
    if held is None:
        return cadre.employing_unit, None, TitleGroup.SPECIALIST
    return held.seat.unit, held.seat, held.seat.title.group


@dataclass(frozen=True)
class CapGroup:
    """The people among whom the excellent are capped (nhóm tính tỷ lệ xuất sắc)."""

    unit: Unit
    people: int
    excellent: int
    good: int
    candidates: tuple[tuple[str, Decimal | None], ...] = ()

    def over(self, law: EvaluationLaw) -> Finding | None:
        return rules.over_the_cap(self.candidates, self.good, law)

    def cap(self, law: EvaluationLaw) -> int:
        return rules.excellent_cap(self.good, law.excellent_cap_pct)


def cap_group(unit: Unit, year: int, *, without: YearlyClass | None = None) -> CapGroup:
    """The unit itself, or the nearest unit above whose people are enough for a cap."""
    law = EvaluationLaw.of(year)
    group, rows = unit, YearlyClass.objects.filter(unit=unit)
    while True:
        rows = rows.filter(year=year, is_current=True).exclude(work_class=rules.KXL)
        if rows.count() >= law.excellent_cap_min_group or group.parent is None:
            break
        group = group.parent
        rows = YearlyClass.objects.filter(unit__path__startswith=group.path)
    people = rows.count()
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    excellent = Q(work_class=rules.HTXS) & ~Q(state=State.PROPOSED)
    counted = rows.aggregate(
        excellent=Count("pk", filter=excellent),
        good=Count("pk", filter=Q(proposed_class=rules.HTT)),
    )
    candidates = rows.filter(proposed_class=rules.HTXS).order_by("-score", "cadre__sort_key")
    named = tuple(candidates.values_list("cadre__full_name", "score"))
    return CapGroup(unit=group, people=people, candidates=named, **counted)


def class_facts(
    row: YearlyClass, *, work_class: str, grounds: str, reason: str, group: CapGroup
) -> ClassFacts:
    """What the rules look at when a proposed class is decided."""
    return ClassFacts(
        work_class=work_class,
        score=row.score,
        grounds=grounds,
        reason=reason,
        disciplined=row.disciplined,
        unit_classes=units_led(row),
        excellent=group.excellent,
        good=group.good,
        group=group.unit.name,
    )


def units_led(row: YearlyClass) -> tuple[tuple[str, str], ...]:
    """The unit a head leads directly, with its class of the year ("" when not classed)."""
    if not row.is_head or row.seat is None:
        return ()
    unit = row.seat.unit
    found = UnitClass.objects.filter(unit=unit, year=row.year).first()
    return ((unit.name, found.work_class if found else ""),)


def heads_decided(unit: Unit, year: int) -> tuple[tuple[str, str], ...]:
    """The heads of a unit whose class of the year is decided already."""
    rows = (
        YearlyClass.objects.filter(seat__unit=unit, year=year, is_current=True)
        .exclude(state=State.PROPOSED)
        .select_related("cadre")
    )
    return tuple((row.cadre.full_name, row.work_class) for row in rows if row.is_head)


def vote_facts(
    row: YearlyClass, decision: Decision | None, vote: CollectiveDecision | None
) -> VoteFacts:
    return VoteFacts(
        has_decision=decision is not None,
        has_vote=vote is not None,
        vote_sealed=bool(vote and vote.is_sealed),
        vote_carried=bool(vote and vote.outcome == vote.Outcome.CARRIED),
        vote_is_theirs=bool(vote and row.unit.path.startswith(vote.unit_path)),
    )


def votes_for(actor: Actor, unit: Unit):
    """The countersigned votes of a unit and of those above it, newest first."""
    above = [unit.path[: n + 1] for n, letter in enumerate(unit.path) if letter == "/" and n]
    return CollectiveDecision.objects.filter(
        unit_path__in=above, countersigned_on__isnull=False
    ).order_by("-held_on")


@dataclass(frozen=True)
class UnitYear:
    """What the page of one unit and year shows."""

    unit: Unit
    year: int
    unit_class: UnitClass | None
    counts: list[tuple[str, int]]
    undecided: int
    group: CapGroup
    cap: int
    over: Finding | None
    cap_source: str
    cap_confidence: str


def unit_year(unit: Unit, year: int) -> UnitYear:
    """The classes of a unit's own people in a year, against the cap and the unit's class."""
    law = EvaluationLaw.of(year)
    rows = YearlyClass.objects.filter(unit=unit, year=year, is_current=True)
    decided = ~Q(state=State.PROPOSED)
    counted = rows.aggregate(
        undecided=Count("pk", filter=~decided),
        **{name: Count("pk", filter=decided & Q(work_class=name)) for name in WorkClass.values},
    )
    group = cap_group(unit, year)
    return UnitYear(
        unit=unit,
        year=year,
        unit_class=UnitClass.objects.filter(unit=unit, year=year)
        .select_related("decision")
        .first(),
        counts=[(label, counted[name]) for name, label in WorkClass.choices],
        undecided=counted["undecided"],
        group=group,
        cap=group.cap(law),
        over=group.over(law),
        cap_source=law.cite("excellent_cap_pct"),
        cap_confidence=law.confidence("excellent_cap_pct"),
    )


def profile_panel(actor: Actor, cadre: Cadre, on: date) -> Panel | None:
    """The classes of the last years, for the page of one cadre."""
    rows = (
        YearlyClass.objects.visible_to(actor)
        .filter(cadre=cadre, is_current=True, year__lte=on.year)
        .order_by("-year")[:SHOWN_YEARS]
    )
    if not (shown := list(rows)):
        return None
    context = {"rows": shown, "strip": shown[:STRIP_YEARS][::-1]}
    return Panel(_("Quality classes"), "evaluation/_years.html", context)


def standard_evidence(cadre_ids, on: date) -> dict[UUID, tuple]:
    """The decided classes of the last five years of each cadre: standards ask no more."""
    found: dict[UUID, list] = defaultdict(list)
    rows = YearlyClass.objects.filter(
        cadre__in=cadre_ids, is_current=True, year__gte=on.year - 5, year__lt=on.year
    ).exclude(state=State.PROPOSED)
    for cadre, year, work_class in rows.order_by().values_list("cadre_id", "year", "work_class"):
        found[cadre].append((year, work_class))
    return {cadre: tuple(sorted(years, reverse=True)) for cadre, years in found.items()}
