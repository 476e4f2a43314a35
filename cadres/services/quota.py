"""Use cases of the payroll ledger: assign, revise, end; and the room a filled post needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cadres import access
from cadres.models import Assignment, Cadre, Decision, QuotaEntry, QuotaWaiver, Unit
from cadres.rules.quota import FILLING, REVISION, FillingFacts, QuotaLaw, RevisionFacts
from cadres.selectors import quota as selectors
from governance import audit
from governance.actor import Actor
from governance.findings import Finding, check, enforce
from governance.periods import period
from governance.records import save_changes


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave of an authority to fill a post beyond the quota."""

    reason: str
    allowed_by: Unit


@transaction.atomic
def assign_quota(
    *,
    unit: Unit,
    category: str,
    number: int,
    from_day: date,
    decision: Decision,
    by: Actor,
    on: date,
) -> QuotaEntry:
    """Enter the number a decision assigns from a day on; one in force then ends the day before."""
    require_keeper(by, unit)
    # Two officers may revise at once; the lock lets the second see what the first entered.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    current = _replaced(unit, category, from_day, on)
    audit.record(
        by=by,
        action="cadres.assign_quota",
        subject=unit,
        unit_path=unit.path,
        basis=str(decision),
        changes={"category": category, "number": [current.number if current else None, number]},
    )
    if current:
        end_entry(current, from_day)
    entry = QuotaEntry(
        unit=unit,
        category=category,
        number=number,
        valid=period(from_day, unit.valid.upper),
        decision=decision,
    )
    entry.full_clean()
    entry.save()
    return entry


def _replaced(unit: Unit, category: str, from_day: date, on: date) -> QuotaEntry | None:
    """The number in force on that day, if a new one may begin then."""
    entries = unit.quotas.filter(category=category)
    current = entries.filter(valid__contains=from_day).first()
    following = entries.filter(valid__startswith__gt=from_day).order_by("valid").first()
    facts = RevisionFacts(
        from_day=from_day,
        unit_from=unit.valid.lower,
        unit_until=unit.valid.upper,
        replaced_from=current.valid.lower if current else None,
        followed_on=following.valid.lower if following else None,
    )
    enforce(REVISION, facts, QuotaLaw.on(on))
    return current


@transaction.atomic
def end_quotas(*, units: Iterable[Unit], from_day: date, by: Actor, on: date) -> int:
    """Close the ledger of units that end on a day; called by who closes them."""
    units = list(units)
    for unit in units:
        access.require(by, access.APPROVE, access.EDIT, over=unit)
    audit.record(by=by, action="cadres.end_quotas", changes={"units": [u.pk for u in units]})
    open_then = QuotaEntry.objects.filter(
        unit__in=units, valid__contains=from_day, valid__startswith__lt=from_day
    )
    return len([end_entry(entry, from_day) for entry in open_then.order_by("pk")])


def require_keeper(by: Actor, unit: Unit) -> None:
    """The organisation officer keeps the ledger; a unit's own clerk does not."""
    access.require(by, access.EDIT, over=unit)
    access.require(by, access.PROPOSE, over=unit)


def may_keep(actor: Actor, unit: Unit) -> bool:
    """Does the acting hat enter quotas of this unit?"""
    return all(access.may(actor, verb, over=unit) for verb in (access.EDIT, access.PROPOSE))


def end_entry(entry: QuotaEntry, from_day: date) -> QuotaEntry:
    return save_changes(
        entry,
        expected_version=entry.version,
        changes={"valid": period(entry.valid.lower, from_day)},
    )


# -- filling a post ---------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class RoomNeeded:
    """The line of the ledger that one more person would stand on, and what the rules see of it."""

    line: selectors.Line
    facts: FillingFacts

    def against(self, on: date) -> list[Finding]:
        return check(FILLING, self.facts, QuotaLaw.on(on))


def room_needed(unit: Unit, cadre: Cadre, from_day: date, leave: Leave | None):
    """What the ledger says of one more; the entry stays locked until the seat is filled."""
    line = selectors.room_for(cadre, unit, from_day)
    if line is None:
        return None
    # Two officers may take the last place at once; behind the lock the head count is true.
    QuotaEntry.objects.select_for_update(no_key=True).get(pk=line.entry.pk)
    [line] = selectors.standing([line.entry], from_day)
    facts = FillingFacts(
        assigned=line.room.assigned,
        present=line.room.present,
        waived=leave is not None,
        reason=leave.reason if leave else "",
        allowed_from_within=bool(leave) and leave.allowed_by.path.startswith(unit.path),
    )
    return RoomNeeded(line, facts)


def note_waiver(*, assignment: Assignment, room: RoomNeeded, leave: Leave) -> QuotaWaiver:
    """Keep with the assignment who allowed it, why, and against which number."""
    waiver = QuotaWaiver(
        assignment=assignment,
        entry=room.line.entry,
        allowed_by=leave.allowed_by,
        reason=leave.reason.strip(),
        assigned=room.facts.assigned,
        present=room.facts.present + 1,
    )
    waiver.full_clean()
    waiver.save()
    return waiver
