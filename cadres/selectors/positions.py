"""Questions about job positions, titles and the seats of each. Nothing here writes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from cadres.models import (
    Assignment,
    Competency,
    JobPosition,
    PositionState,
    Rank,
    SalaryStep,
    Seat,
    SeatPosition,
    Title,
)
from cadres.rules.positions import RANK_ORDER
from governance.actor import Actor

MOST_SHOWN = 20


def positions_for(actor: Actor):
    """The job positions: a catalogue that everybody may read."""
    return JobPosition.objects.visible_to(actor).select_related("title", "decision")


def find_positions(positions, text: str):
    return positions.filter(Q(code__iexact=text) | Q(name_vi__icontains=text)).order_by("code")


def usable_positions(actor: Actor, seat: Seat, on: date):
    """The positions in force on a day for the kind of unit of a seat."""
    return positions_for(actor).filter(
        unit_kind=seat.unit.kind, level=seat.unit.level, valid__contains=on
    )


def competencies():
    return Competency.objects.order_by("kind", "code")


@dataclass(frozen=True)
class PositionPage:
    """A position's frame with the anchors of its levels, its revisions, seats of the scope."""

    frame: list[tuple]
    revisions: list[JobPosition]
    seats: list[SeatPosition]
    seats_in_all: int


def position_page(position: JobPosition, actor: Actor, on: date) -> PositionPage:
    """What the page of one position shows on a day."""
    lines = (
        position.competencies.filter(level__gt=0)
        .select_related("competency")
        .prefetch_related("competency__anchors")
    )
    frame = [
        (line, next((a for a in line.competency.anchors.all() if a.level == line.level), None))
        for line in lines
    ]
    linked = (
        SeatPosition.objects.visible_to(actor)
        .filter(position=position, valid__contains=on)
        .select_related("seat__title", "seat__unit")
        .order_by("seat__unit__path", "seat__title__precedence", "seat__ordinal")
    )
    revisions = JobPosition.objects.filter(code=position.code).order_by("-revision")
    return PositionPage(frame, list(revisions), list(linked[:MOST_SHOWN]), linked.count())


def waiting_for_approval() -> int:
    """Positions that are not in force yet."""
    before = [PositionState.DRAFT, PositionState.APPRAISED, PositionState.APPROVED]
    return JobPosition.objects.filter(state__in=before).count()


def mismatches_for(actor: Actor, on: date):
    """Holders whose rank is lower than the rank of their seat's position: a report, no block.

    Only ranks of the list are compared; who has another rank, or none recorded, is left out.
    """
    order = [When(rank_held=code, then=Value(n)) for code, n in RANK_ORDER.items()]
    wanted = [When(rank_wanted=code, then=Value(n)) for code, n in RANK_ORDER.items()]
    # Pay is personal: only steps that the actor may see are compared.
    known = SalaryStep.objects.visible_to(actor).standing().exclude(rank_code="")
    latest = known.filter(cadre=OuterRef("cadre")).latest_first()
    link = SeatPosition.objects.filter(seat=OuterRef("seat"), valid__contains=on)
    return (
        Assignment.objects.visible_to(actor)
        .filter(held__contains=on, is_principal=True)
        .annotate(
            rank_held=Subquery(latest.values("rank_code")[:1]),
            rank_wanted=Subquery(link.values("position__rank")[:1]),
            position_id=Subquery(link.values("position")[:1]),
        )
        .annotate(held_order=Case(*order), wanted_order=Case(*wanted))
        .filter(held_order__lt=F("wanted_order"))
        .select_related(
            "cadre__employing_unit", "cadre__managing_unit", "seat__title", "seat__unit"
        )
    )


def rank_name(code: str) -> str:
    """The rank in words, with its code."""
    return f"{Rank(code).label} ({code})" if code in Rank.values else code


def titles_for(actor: Actor, on: date):
    """The titles, each with how many seats and holders of a day the actor may see."""
    seats = (
        Seat.objects.visible_to(actor)
        .filter(title=OuterRef("pk"), valid__contains=on)
        .order_by()
        .values("title")
        .annotate(n=Count("pk"))
    )
    holders = (
        Assignment.objects.filter(
            seat__title=OuterRef("pk"), seat__in=Seat.objects.visible_to(actor), held__contains=on
        )
        .order_by()
        .values("seat__title")
        .annotate(n=Count("cadre", distinct=True))
    )
    return Title.objects.visible_to(actor).annotate(
        seats_now=Coalesce(Subquery(seats.values("n")), 0),
        holders_now=Coalesce(Subquery(holders.values("n")), 0),
    )


def titles_visible(actor: Actor):
    """The catalogue of titles, for a search box."""
    return Title.objects.visible_to(actor)


def find_titles(titles, text: str):
    return titles.filter(Q(code__iexact=text) | Q(name_vi__icontains=text)).order_by(
        "precedence", "code"
    )


@dataclass(frozen=True)
class TitlePage:
    """The seats of a title that an actor may see, with their holders of the day."""

    seats: list[Seat]
    seats_in_all: int


def title_page(title: Title, actor: Actor, on: date) -> TitlePage:
    seats = (
        Seat.objects.visible_to(actor)
        .filter(title=title, valid__contains=on)
        .select_related("unit", "title")
        .order_by("unit__path", "ordinal")
    )
    shown = list(seats[:MOST_SHOWN])
    held: dict = {}
    for each in (
        Assignment.objects.filter(seat__in=shown, held__contains=on)
        .select_related("cadre")
        .order_by("-is_principal", "cadre__sort_key")
    ):
        held.setdefault(each.seat_id, []).append(each)
    for seat in shown:
        seat.holders = held.get(seat.pk, [])
    return TitlePage(shown, seats.count())


def position_of(seat: Seat, on: date) -> SeatPosition | None:
    """The position a seat is of on a day."""
    return (
        SeatPosition.objects.filter(seat=seat, valid__contains=on)
        .select_related("position")
        .first()
    )


def history_of(seat: Seat) -> list[Assignment]:
    """Who held a seat from when to when, the latest first."""
    return list(
        seat.assignments.select_related("cadre", "decision").order_by("-held", "cadre__sort_key")
    )
