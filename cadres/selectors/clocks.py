"""Questions about coming dates of people and seats, each with its computation. Nothing writes."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cadres import access
from cadres.models import (
    Assignment,
    AssignmentKind,
    BarredFrom,
    Cadre,
    CadreStatus,
    CareerBlock,
    ClockDue,
    ClockKind,
    RetirementOverride,
    Seat,
    TitleGroup,
)
from cadres.models.blocks import in_force
from cadres.rules import clocks as rules
from cadres.selectors.cadres import Panel, may_read
from cadres.selectors.clockwords import Clock
from cadres.selectors.recordclocks import record_clocks_of
from governance.actor import Actor, current_actor
from governance.classes import DataClass
from governance.dates import add_months

# Whoever only stands in serves no term.
SERVING = (
    AssignmentKind.PRIMARY,
    AssignmentKind.CONCURRENT,
    AssignmentKind.CUM,
    AssignmentKind.ROTATION,
)


def clocks_of(cadre: Cadre, on: date) -> list[Clock]:
    """Every coming date of a cadre as of a day, the next first; computed from the records."""
    if cadre.status != CadreStatus.ACTIVE and (not cadre.status_on or cadre.status_on <= on):
        return []
    found = [
        retirement_of(cadre, on),
        *seat_clocks_of(cadre, on),
        *record_clocks_of(cadre, on),
    ]
    return sorted(found, key=lambda clock: (clock.due_on, clock.kind))


def retirement_of(cadre: Cadre, on: date, table: rules.RetirementTable | None = None) -> Clock:
    """When somebody retires: by the table, or as decided otherwise."""
    table = table or rules.RetirementTable()
    due = rules.retirement_month(cadre.born, cadre.sex, table)
    basis = {
        "born": cadre.born.value,
        "sex": cadre.sex,
        "year": due.first.year,
        "months": due.first.months,
        "last_year": due.last.year,
        "last_months": due.last.months,
    }
    first, last = due.earliest, due.latest
    decided = override_of(cadre, on)
    if decided:
        basis |= {"decided": str(decided.decision), "ground": decided.ground}
        first = last = decided.retires_on
    law = table.of_year(due.first.year)
    parameter = f"retirement_months_{cadre.sex}"
    return Clock(
        ClockKind.RETIREMENT,
        first,
        last,
        basis,
        source=law.cite(parameter),
        confidence=law.badge(parameter),
        law_versions={parameter: law.versions()[parameter]},
    )


def override_of(cadre: Cadre, on: date) -> RetirementOverride | None:
    """The decided retirement of a cadre that is known on a day."""
    rows = RetirementOverride.objects.filter(cadre=cadre, decision__issued_on__lte=on)
    return rows.filter(revoked_on=None).select_related("decision").first()


def seat_clocks_of(cadre: Cadre, on: date) -> list[Clock]:
    """Ends of terms, re-appointments and two terms in a row of the seats held on a day."""
    law = rules.ClockLaw.known_on(on)
    rows = (
        Assignment.objects.filter(cadre=cadre, held__startswith__lte=on)
        .select_related("seat__title", "seat__unit")
        .order_by("held")
    )
    spans: dict[tuple, list] = {}
    for row in rows:
        key = (row.seat.unit_id, row.seat.title_id)
        spans.setdefault(key, []).append((row.held.lower, row.held.upper))
    found = []
    for row in rows:
        upper = row.held.upper
        if row.kind in SERVING and (upper is None or upper > on):
            unbroken = rules.unbroken_since(spans[row.seat.unit_id, row.seat.title_id], on)
            found += _clocks_of_seat(row.seat, row.held.lower, unbroken, law)
    return found


def _clocks_of_seat(seat: Seat, since: date, unbroken: date, law: rules.ClockLaw) -> list[Clock]:
    title = seat.title
    if title.group == TitleGroup.SPECIALIST:
        return []
    if title.group in law.appointed_groups or not title.term_years:
        due = rules.reappointment_due(since, title.term_years, law)
        months = rules.appointment_months(title.term_years, law)
        basis = {"since": since.isoformat(), "months": months}
        parameter = "appointment_term_months"
        return [_seat_clock(ClockKind.REAPPOINTMENT, seat, since, due, basis, law, parameter)]
    basis = {"since": since.isoformat(), "years": title.term_years}
    due = rules.term_end(since, title.term_years)
    found = [_seat_clock(ClockKind.TERM_END, seat, since, due, basis, law, "")]
    if title.group in law.head_terms_groups:
        basis = {
            "since": unbroken.isoformat(),
            "years": title.term_years,
            "terms": law.head_terms_in_a_row,
        }
        due = rules.last_term_end(unbroken, title.term_years, law)
        found.append(
            _seat_clock(
                ClockKind.TWO_TERMS, seat, unbroken, due, basis, law, "head_terms_in_a_row"
            )
        )
    return found


def _seat_clock(kind, seat, since, due, basis, law, parameter) -> Clock:
    return Clock(
        kind,
        due,
        due,
        basis,
        seat=seat,
        since=since,
        source=law.cite(parameter) if parameter else "",
        confidence=law.badge(parameter) if parameter else "",
        law_versions={parameter: law.versions()[parameter]} if parameter else {},
    )


# -- badges ---------------------------------------------------------------------------
RETIRING, TERM_ENDING, REAPPOINTMENT, TWO_TERMS, BLOCKED = (
    "retiring",
    "term_ending",
    "reappointment",
    "two_terms",
    "blocked",
)
BADGE_OF = {
    ClockKind.RETIREMENT: RETIRING,
    ClockKind.TERM_END: TERM_ENDING,
    ClockKind.REAPPOINTMENT: REAPPOINTMENT,
    ClockKind.TWO_TERMS: TWO_TERMS,
}


def badge_words() -> dict[str, tuple[str, str]]:
    """What a badge says, and its tone."""
    return {
        RETIRING: (_("retiring soon"), "warn"),
        TERM_ENDING: (_("term ends soon"), "warn"),
        REAPPOINTMENT: (_("re-appointment due"), "warn"),
        TWO_TERMS: (_("two terms soon"), "warn"),
        BLOCKED: (_("not to be promoted now"), "bad"),
    }


def badges_for(cadre_ids: Iterable[UUID], on: date) -> dict[UUID, set[str]]:
    """The badges of these people on a day, as far as the current actor may know of them.

    Two queries however many people; whoever has none is left out.
    """
    ids, law, actor = list(cadre_ids), rules.ClockLaw.known_on(on), current_actor()
    found: dict[UUID, set[str]] = {}
    months = dict.fromkeys(BADGE_OF, law.term_badge_months)
    months[ClockKind.RETIREMENT] = law.retirement_badge_months
    latest = {kind: add_months(on, number) for kind, number in months.items()}
    coming = ClockDue.objects.visible_to(actor).filter(
        cadre__in=ids, is_open=True, kind__in=list(BADGE_OF), due_on__lte=max(latest.values())
    )
    for cadre_id, kind, due_on in coming.values_list("cadre_id", "kind", "due_on"):
        if due_on <= latest[kind]:
            found.setdefault(cadre_id, set()).add(BADGE_OF[kind])
    barred = CareerBlock.objects.visible_to(actor).filter(
        in_force(on), cadre__in=ids, what__in=[BarredFrom.HIGHER_POST, BarredFrom.ANY_POST]
    )
    for cadre_id in barred.values_list("cadre_id", flat=True):
        found.setdefault(cadre_id, set()).add(BLOCKED)
    return found


def profile_panel(actor: Actor, cadre: Cadre, on: date) -> Panel | None:
    """The next dates, for the page of one cadre and who may read the personal record."""
    if not may_read(actor, cadre, "born") or not (clocks := clocks_of(cadre, on)):
        return None
    rows = [
        {"clock": clock, "months": clock.months_left(on), "past": clock.is_past(on)}
        for clock in clocks
    ]
    over, may = cadre.managing_unit, access.may
    may_decide = may(actor, access.APPROVE, over=over, data_class=DataClass.PERSONAL)
    shown = {"rows": rows, "cadre": cadre, "may_decide": may_decide}
    return Panel(_("Next dates"), "cadres/_clocks.html", shown)
