"""When a cadre may be moved, and how a rotation ends: pure functions over dated law."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from governance.dates import add_months, whole_months
from governance.findings import rule
from governance.regulation import Law
from governance.states import StateChart
from governance.text import Text, say

SPECIAL_HEAD = "nonlocal_or_two_terms"
ROTATION, REAPPOINTMENT, RETURNING = "rotation", "reappointment", "return"
FIRST_DAY = date(2002, 1, 25)  # the book of moves begins
LONGEST_NOTICE = 12  # months ahead that a move may be dated


@dataclass(frozen=True)
class RotationLaw(Law):
    """The parameters of moves in force on one day."""

    book = Path(__file__).with_name("regulation.toml")

    must_be_planned: bool
    months_left: int
    rotation_months: int
    consecutive_terms: int
    term_limited_groups: tuple[str, ...]
    district_level_exists: bool
    announced_before: int


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """All a rule of moving may look at; `selectors.move_facts` fills it from the records."""

    kind: str
    effective_on: date
    expected_until: date | None
    today: date
    planned: bool
    months_left: int
    retires: date
    title_group: str
    terms_with_this: int
    basis_is_own: bool = True
    seat_holder: str = ""
    holds_this_seat: bool = False
    direction: str = ""


@rule("ROT-01", enforces="must_be_planned")
def rotated_cadre_is_planned(facts: MoveFacts, law: RotationLaw) -> Text | None:
    """A cadre is rotated only when planned for a higher post."""
    if facts.kind == ROTATION and law.must_be_planned and not facts.planned:
        return say(
            "No planning entry of this cadre is in force on {day}. Approve one first.",
            day=facts.effective_on,
        )
    return None


@rule("ROT-02", enforces="months_left")
def rotated_cadre_can_serve_long_enough(facts: MoveFacts, law: RotationLaw) -> Text | None:
    """A rotated cadre can still serve the required months when the rotation begins."""
    if facts.kind == ROTATION and facts.months_left < law.months_left:
        return say(
            "{left} months of service are left on {day}, because retirement falls in {month};"
            " {required} are required.",
            left=facts.months_left,
            day=facts.effective_on,
            month=f"{facts.retires:%m/%Y}",
            required=law.months_left,
        )
    return None


@rule("ROT-03", enforces="rotation_months")
def rotation_lasts_long_enough(facts: MoveFacts, law: RotationLaw) -> Text | None:
    """A rotation lasts at least the required months."""
    if facts.kind != ROTATION:
        return None
    earliest = add_months(facts.effective_on, law.rotation_months)
    if facts.expected_until is None:
        return say("Give the day until which the rotation is expected to last.")
    if facts.expected_until < earliest:
        return say(
            "A rotation that begins on {day} lasts {months} months, until {earliest} at least.",
            day=facts.effective_on,
            months=law.rotation_months,
            earliest=earliest,
        )
    return None


@rule("ROT-04", enforces="consecutive_terms")
def head_serves_no_more_terms_than_allowed(facts: MoveFacts, law: RotationLaw) -> Text | None:
    """Nobody heads the same locality or agency for more consecutive terms than allowed."""
    limited = facts.title_group in law.term_limited_groups
    if limited and facts.terms_with_this > law.consecutive_terms:
        return say(
            "This would be term {term} in a row at the head of this unit; {most} is the limit.",
            term=facts.terms_with_this,
            most=law.consecutive_terms,
        )
    return None


@rule("ROT-05")
def seat_is_vacant(facts: MoveFacts, law: RotationLaw | None) -> Text | None:
    """The seat moved to is vacant on the day the move takes effect."""
    if not facts.seat_holder or (facts.kind == REAPPOINTMENT and facts.holds_this_seat):
        return None
    return say(
        "The seat is held by {holder} on {day}. End that assignment first, or choose another"
        " seat.",
        holder=facts.seat_holder,
        day=facts.effective_on,
    )


@rule("ROT-06")
def reappointment_is_to_the_seat_held(facts: MoveFacts, law: RotationLaw | None) -> Text | None:
    """A cadre is re-appointed to the seat held, and moved only to another one."""
    if facts.kind == REAPPOINTMENT and not facts.holds_this_seat:
        return say("This cadre does not hold the seat on that day; choose the seat now held.")
    if facts.kind != REAPPOINTMENT and facts.holds_this_seat:
        return say("This cadre holds that seat already. Choose another seat.")
    return None


@rule("ROT-07", enforces="district_level_exists")
def direction_exists(facts: MoveFacts, law: RotationLaw) -> Text | None:
    """Nobody moves to or from a level that no longer exists."""
    if "district" in facts.direction and not law.district_level_exists:
        return say(
            "There is no district level on {day}. Choose a seat of the new units.",
            day=facts.effective_on,
        )
    return None


@rule("ROT-08")
def effect_is_not_too_far_ahead(facts: MoveFacts, law: RotationLaw | None) -> Text | None:
    """A move is dated at most a year ahead."""
    if facts.effective_on > add_months(facts.today, LONGEST_NOTICE):
        return say("{day} is more than a year ahead. Check the date.", day=facts.effective_on)
    return None


@rule("ROT-11")
def basis_is_of_this_cadre(facts: MoveFacts, law: RotationLaw | None) -> Text | None:
    """The planning entry or exam result that a move names is in force for its own cadre."""
    if not facts.basis_is_own:
        return say("The planning entry or exam result named is not one of this cadre's.")
    return None


@rule("ROT-12")
def return_is_recorded_at_the_end(facts: MoveFacts, law: RotationLaw | None) -> Text | None:
    """A return is not proposed; it is recorded when a rotation ends."""
    if facts.kind == RETURNING:
        return say("A return is recorded on the page of the rotation it ends.")
    return None


@rule("ROT-13")
def law_is_known_on_that_day(facts: MoveFacts, law: RotationLaw | None) -> Text | None:
    """A move is dated on a day whose law the portal knows."""
    if facts.effective_on < FIRST_DAY:
        return say("The law of moves is known here from {day} on. Check the date.", day=FIRST_DAY)
    return None


@dataclass(frozen=True, slots=True)
class PlacementFacts:
    """Where somebody goes when a rotation ends."""

    stays: bool
    has_seat: bool


@rule("ROT-14")
def who_leaves_takes_a_seat(facts: PlacementFacts, law: RotationLaw | None) -> Text | None:
    """Whoever leaves at the end of a rotation takes a seat, and whoever stays takes none."""
    if facts.stays == facts.has_seat:
        return say("Name a seat for whoever leaves, and none for whoever stays.")
    return None


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What the end of a rotation looks like."""

    began_on: date
    ended_on: date
    today: date
    reason: str = ""


@rule("ROT-09")
def rotation_ends_after_it_began(facts: ReturnFacts, law: RotationLaw | None) -> Text | None:
    """A rotation ends after it began, and not in the future."""
    if facts.ended_on <= facts.began_on:
        return say("The rotation began on {day}; choose a later day.", day=facts.began_on)
    if facts.ended_on > facts.today:
        return say("{day} lies in the future. Check the date.", day=facts.ended_on)
    return None


@rule("ROT-10", enforces="rotation_months")
def early_end_gives_its_reason(facts: ReturnFacts, law: RotationLaw) -> Text | None:
    """A rotation that ends before its least time says why."""
    served = whole_months(facts.began_on, facts.ended_on)
    if served < law.rotation_months and not facts.reason.strip():
        return say(
            "The rotation lasted {served} of {required} months. Give the reason of the early end.",
            served=served,
            required=law.rotation_months,
        )
    return None


DATED = (law_is_known_on_that_day, effect_is_not_too_far_ahead)
WAY_BACK = (
    head_serves_no_more_terms_than_allowed,
    seat_is_vacant,
    reappointment_is_to_the_seat_held,
    direction_exists,
)
MOVE = (
    rotated_cadre_is_planned,
    rotated_cadre_can_serve_long_enough,
    rotation_lasts_long_enough,
    *WAY_BACK,
    basis_is_of_this_cadre,
    return_is_recorded_at_the_end,
)
RETURN = (rotation_ends_after_it_began, early_end_gives_its_reason)
PLACEMENT = (who_leaves_takes_a_seat,)
RULES = (*DATED, *MOVE, *RETURN, *PLACEMENT)

MOVE_CHART = StateChart(
    name="move",
    moves={
        "proposed": ("decided", "cancelled"),
        "decided": ("in_progress",),  # only a rotation goes on; every other move rests here
        "in_progress": ("due", "ended"),
        "due": ("ended",),
        "ended": (),
        "cancelled": (),
    },
    initial="proposed",
    final=("ended", "cancelled"),
)
CHARTS = (MOVE_CHART,)
