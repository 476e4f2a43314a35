"""Use cases about the organisation: opening, renaming, closing and succeeding units and seats."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres import access, rules
from cadres.models import Seat, Title, Unit, UnitRecord, UnitSuccession
from cadres.services.quota import end_entry
from governance import audit
from governance.actor import Actor
from governance.findings import enforce
from governance.records import save_changes

NAMES = ("name_vi", "name_en", "name_ar")


@transaction.atomic
def open_unit(
    *,
    code: str,
    names: dict[str, str],
    kind: str,
    level: str,
    block: str,
    parent: Unit,
    first_day: date,
    instrument: str,
    by: Actor,
    on: date,
    official_code: str = "",
) -> Unit:
    """Establish a unit beneath another from a day on (thành lập)."""
    access.require(by, access.APPROVE, over=parent)
    unit = Unit(
        code=code,
        official_code=official_code,
        kind=kind,
        level=level,
        block=block,
        parent=parent,
        path=f"{parent.path}{code}/",
        valid=DateRange(first_day, None, "[)"),
        **names,
    )
    unit.full_clean()
    audit.record(
        by=by, action="cadres.open_unit", subject=unit, unit_path=unit.path, basis=instrument
    )
    unit.save()
    _note(unit, first_day, instrument)
    return unit


@transaction.atomic
def rename_unit(
    *,
    unit: Unit,
    version: int,
    names: dict[str, str],
    from_day: date,
    instrument: str,
    by: Actor,
    on: date,
    kind: str = "",
) -> Unit:
    """Give a unit another name (or kind) from a day on; the old one stays on old records."""
    access.require(by, access.APPROVE, over=unit)
    audit.record(
        by=by, action="cadres.rename_unit", subject=unit, unit_path=unit.path, basis=instrument
    )
    changed = save_changes(
        unit, expected_version=version, changes={**names, "kind": kind or unit.kind}
    )
    _close_record(unit, from_day)
    _note(changed, from_day, instrument)
    return changed


@transaction.atomic
def succeed_units(
    *,
    old_units: Iterable[Unit],
    new_units: Iterable[Unit],
    kind: str,
    from_day: date,
    instrument: str,
    by: Actor,
    on: date,
) -> list[UnitSuccession]:
    """Close units and name who takes over (merge, split, dissolve); nobody is moved silently.

    Refused while a seat of a closing unit is still held on that day (CADRE-06).
    """
    old_units, new_units = list(old_units), list(new_units)
    for unit in (*old_units, *new_units):
        access.require(by, access.APPROVE, over=unit)
    facts = rules.ClosingFacts(
        held_seats=sum(_held_seats(unit, from_day) for unit in old_units),
        successors=len(new_units),
    )
    enforce(rules.CLOSING, facts)
    audit.record(
        by=by,
        action="cadres.succeed_units",
        unit_path=old_units[0].path,
        basis=instrument,
        changes={"old": [str(u.pk) for u in old_units], "new": [str(u.pk) for u in new_units]},
    )
    successions = [
        UnitSuccession(old=old, new=new, kind=kind, on=from_day, instrument=instrument)
        for old in old_units
        for new in new_units
    ]
    for succession in successions:
        succession.full_clean()
        succession.save()
    for unit in old_units:
        _close(unit, from_day)
    return successions


@transaction.atomic
def open_seat(
    *,
    unit: Unit,
    title: Title,
    ordinal: int,
    first_day: date,
    by: Actor,
    on: date,
    label: str = "",
) -> Seat:
    """Establish a seat of a title in a unit."""
    access.require(by, access.APPROVE, over=unit)
    seat = Seat(
        unit=unit,
        title=title,
        ordinal=ordinal,
        label=label,
        valid=DateRange(first_day, None, "[)"),
    )
    seat.full_clean()
    audit.record(by=by, action="cadres.open_seat", subject=seat, unit_path=unit.path)
    seat.save()
    return seat


def _held_seats(unit: Unit, day: date) -> int:
    from_then_on = DateRange(day, None, "[)")
    return unit.seats.filter(assignments__held__overlap=from_then_on).distinct().count()


def _close(unit: Unit, day: date) -> None:
    _close_record(unit, day)
    for entry in unit.quotas.filter(valid__contains=day, valid__startswith__lt=day):
        end_entry(entry, day)
    for seat in unit.seats.filter(valid__endswith__isnull=True):
        save_changes(
            seat,
            expected_version=seat.version,
            changes={"valid": DateRange(seat.valid.lower, day, "[)")},
        )
    save_changes(
        unit,
        expected_version=unit.version,
        changes={"valid": DateRange(unit.valid.lower, day, "[)")},
    )


def _close_record(unit: Unit, day: date) -> None:
    record = unit.records.get(valid__contains=day)
    record.valid = DateRange(record.valid.lower, day, "[)")
    record.full_clean()
    record.save()


def _note(unit: Unit, first_day: date, instrument: str) -> None:
    UnitRecord.objects.create(
        unit=unit,
        kind=unit.kind,
        parent=unit.parent,
        valid=DateRange(first_day, None, "[)"),
        instrument=instrument,
        **{name: getattr(unit, name) for name in NAMES},
    )
