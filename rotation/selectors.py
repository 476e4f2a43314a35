"""Questions about moves. Nothing here writes."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from cadres import access
from cadres.models import STANDING_IN, Assignment, Cadre, Seat
from governance.actor import Actor, current_actor
from governance.classes import DataClass
from governance.dates import add_months
from planning.models import PlanEntry, Term
from planning.rules import months_left, retirement_month
from planning.selectors import entries_serving
from portal.inbox import WorkItem
from recruitment.models import Result
from rotation import rules
from rotation.models import Direction, Move, MoveKind, MoveState

MOST_WORK = 200


def moves_for(actor: Actor):
    """The moves an actor may see, with what a row of the list needs."""
    return Move.objects.visible_to(actor).select_related(
        "cadre__managing_unit",
        "from_seat__title",
        "from_seat__unit",
        "to_seat__title",
        "to_seat__unit",
        "decision",
        "plan_entry__title",
        "plan_entry__unit",
    )


def year_choices() -> list[tuple[str, str]]:
    """The years of the moves that one may see, newest first, for a filter."""
    seen = Move.objects.visible_to(current_actor()).order_by("-effective_on__year")
    years = seen.values_list("effective_on__year", flat=True)
    return [(str(year), str(year)) for year in years.distinct()]


def equal_seat_held(*, cadre: Cadre, seat: Seat, on: date) -> Seat | None:
    """Of several equal seats of a unit, the one this cadre holds on a day."""
    held = Assignment.objects.filter(
        cadre=cadre, held__contains=on, seat__unit=seat.unit, seat__title=seat.title
    ).select_related("seat__title", "seat__unit")
    return next((assignment.seat for assignment in held), None)


def principal_post(*, cadre: Cadre, on: date) -> Assignment | None:
    """The seat somebody would leave: the principal one held on a day."""
    return (
        Assignment.objects.filter(cadre=cadre, held__contains=on, is_principal=True)
        .select_related("seat__title", "seat__unit")
        .first()
    )


def post_left(*, cadre: Cadre, kind: str, to_seat: Seat, on: date) -> Assignment | None:
    """The assignment a move ends: the principal one, or the very seat on re-appointment."""
    if kind != MoveKind.REAPPOINTMENT:
        return principal_post(cadre=cadre, on=on)
    return Assignment.objects.filter(cadre=cadre, seat=to_seat, held__contains=on).first()


def direction_of(from_seat: Seat | None, to_seat: Seat) -> str:
    """From which level to which a move goes, as form 11 counts it; nothing for a first post."""
    if from_seat is None:
        return ""
    direction = f"{from_seat.unit.level}_{to_seat.unit.level}"
    return direction if direction in Direction.values else ""


def move_facts(
    *,
    cadre: Cadre,
    kind: str,
    to_seat: Seat,
    from_seat: Seat | None,
    effective_on: date,
    expected_until: date | None,
    today: date,
    plan_entry: PlanEntry | None = None,
    exam_result: Result | None = None,
) -> rules.MoveFacts:
    """What the rules of moving look at, as of the day the move takes effect."""
    born = cadre.born.earliest()  # a date known to the year only is read to the stricter side
    planned = set(entries_serving(cadre=cadre, on=effective_on).values_list("pk", flat=True))
    holder = (
        Assignment.objects.filter(seat=to_seat)
        .filter(Q(held__contains=effective_on) | Q(held__startswith__gte=effective_on))
        .exclude(kind__in=STANDING_IN)
        .select_related("cadre")
        .order_by("held")
        .first()
    )
    return rules.MoveFacts(
        kind=kind,
        effective_on=effective_on,
        expected_until=expected_until,
        today=today,
        planned=bool(planned),
        months_left=months_left(born, cadre.sex, effective_on),
        retires=retirement_month(born, cadre.sex),
        title_group=to_seat.title.group,
        terms_with_this=terms_in_a_row(cadre=cadre, seat=to_seat, on=effective_on),
        basis_is_own=(plan_entry is None or plan_entry.pk in planned)
        and (exam_result is None or exam_result.candidate.cadre_id == cadre.pk),
        seat_holder=holder.cadre.full_name if holder else "",
        holds_this_seat=holder is not None and holder.cadre_id == cadre.pk,
        direction=direction_of(from_seat, to_seat),
    )


def terms_in_a_row(*, cadre: Cadre, seat: Seat, on: date) -> int:
    """Which consecutive term at the same post of the same unit would begin or go on that day."""
    terms = Term.objects.filter(
        track=seat.title.track, level=seat.title.level, opens_on__lte=on
    ).order_by("-opens_on")
    held = list(
        Assignment.objects.filter(
            cadre=cadre, seat__unit=seat.unit, seat__title=seat.title
        ).values_list("held", flat=True)
    )
    count = 0
    for term in terms:
        serves_now = not count and on < term.closes_on
        served = any(
            (span.upper is None or span.upper > term.opens_on)
            and span.lower < min(term.closes_on, on)
            for span in held
        )
        if not (serves_now or served):
            break
        count += 1
    return max(count, 1)


def law_of(effective_on: date, special_case: str) -> rules.RotationLaw:
    """The law of moves on the day of effect, with its special case where one is claimed."""
    scope = (rules.SPECIAL_HEAD,) if special_case else ()
    return rules.RotationLaw.on(effective_on, scope=scope)


def may(actor: Actor, verb: str, move: Move) -> bool:
    return access.may(actor, verb, over=move.cadre.managing_unit, data_class=DataClass.PLANNING)


def may_decide(move: Move, actor: Actor) -> bool:
    own = bool(move.proposed_by) and move.proposed_by == actor.person
    return move.state == MoveState.PROPOSED and not own and may(actor, access.APPROVE, move)


def may_cancel(move: Move, actor: Actor) -> bool:
    return move.state == MoveState.PROPOSED and any(
        may(actor, verb, move) for verb in (access.PROPOSE, access.APPROVE)
    )


def may_end(move: Move, actor: Actor) -> bool:
    running = move.state in (MoveState.IN_PROGRESS, MoveState.DUE)
    return running and may(actor, access.APPROVE, move)


def work_for(actor: Actor, on: date) -> Iterator[WorkItem]:
    """The moves that wait for this actor's decision, and the rotations that end soon."""
    mine = Move.objects.visible_to(actor, access.APPROVE).select_related(
        "cadre", "to_seat__title", "to_seat__unit"
    )
    proposed = mine.filter(state=MoveState.PROPOSED).exclude(proposed_by=actor.person or "-")
    for move in proposed.order_by("effective_on", "id")[:MOST_WORK]:
        yield _work(move, move.effective_on, _("Move to decide"))
    soon = add_months(on, rules.RotationLaw.on(on).announced_before)
    ending = mine.filter(
        kind=MoveKind.ROTATION,
        state__in=[MoveState.IN_PROGRESS, MoveState.DUE],
        expected_until__lte=soon,
    )
    for move in ending.order_by("expected_until", "id")[:MOST_WORK]:
        yield _work(move, move.expected_until, _("Rotation that ends"))


def _work(move: Move, due: date, kind: str) -> WorkItem:
    return WorkItem(
        title=str(move),
        url=move.get_absolute_url(),
        due=due,
        kind=kind,
        unit=move.to_seat.unit.name,
    )


def pending_in(units, on: date) -> tuple[str, int]:
    """Moves to or from seats of these units that nobody has decided yet."""
    proposed = Move.objects.filter(state=MoveState.PROPOSED)
    moves = proposed.filter(to_seat__unit__in=units) | proposed.filter(from_seat__unit__in=units)
    return _("Moves proposed to or from them"), moves.distinct().count()
