"""Use cases about the lines of a record: added, changed, checked, struck out; and its sheets."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from cadres import access
from cadres.models import (
    Cadre,
    FamilyEconomy,
    FamilyMember,
    PersonalDetails,
    RecordLine,
    SalaryStep,
)
from cadres.rules import pay
from cadres.rules import records as rules
from cadres.selectors.sections import SECTIONS, Section
from cadres.services.compartments import require_open
from cadres.services.editing import enforce_editing
from cadres.services.kin import keep_conflicts
from cadres.services.scores import count_records
from governance import audit
from governance.actor import Actor
from governance.findings import enforce
from governance.records import save_changes

UNCHECKED = {"verified_by": "", "verified_on": None}


def section_of(model) -> Section:
    return next(section for section in SECTIONS.values() if section.model is model)


def require_editing(
    *, cadre: Cadre, data_class: str, compartment: str, reason: str, by: Actor, at: datetime
) -> None:
    """Who changes a record has the right, is not concerned, says why, and sees what is there."""
    access.require(by, access.EDIT, over=cadre.employing_unit, data_class=data_class)
    require_open(cadre=cadre, compartment=compartment, at=at, by=by)
    enforce_editing(cadre=cadre, reason=reason, by=by, on=localdate(at))


def enforce_line(line: RecordLine, on: date) -> None:
    """What the rules say of a line as it would stand."""
    facts = rules.ChainFacts(line.from_date, line.cadre.born, on)
    enforce(rules.LINE, facts, rules.RecordLaw.on(on))
    if isinstance(line, SalaryStep):
        step = pay.StepFacts(
            line.rank_code, line.step, line.coefficient, line.from_date, line.over_scale_percent
        )
        enforce(pay.STEP, step, pay.PayLaw.on(on))


@transaction.atomic
def add_line(
    *, cadre: Cadre, section: Section, reason: str, by: Actor, at: datetime, **fields: Any
) -> RecordLine:
    """Enter a line of the record (an award, a step of pay, a relative…)."""
    require_editing(
        cadre=cadre,
        data_class=section.data_class,
        compartment=section.compartment_of(name for name in fields if fields[name]),
        reason=reason,
        by=by,
        at=at,
    )
    line = section.model(cadre=cadre, **fields)
    line.full_clean()
    enforce_line(line, localdate(at))
    _tell("cadres.add_line", line, reason, by)
    line.save()
    count_records(on=localdate(at), cadres=[cadre.pk])
    _follow_kin(line, by, at)
    return line


@transaction.atomic
def change_line(
    *, line: RecordLine, version: int, changes: dict, reason: str, by: Actor, at: datetime
) -> RecordLine:
    """Correct or end a line still as its editor saw it; it must then be checked again."""
    section = section_of(type(line))
    require_editing(
        cadre=line.cadre,
        data_class=section.data_class,
        compartment=section.compartment_of(changes),
        reason=reason,
        by=by,
        at=at,
    )
    for name, value in changes.items():
        setattr(line, name, value)
    line.clean_fields()
    enforce_line(line, localdate(at))
    _tell("cadres.change_line", line, reason, by)
    changed = save_changes(line, expected_version=version, changes={**changes, **UNCHECKED})
    count_records(on=localdate(at), cadres=[line.cadre_id])
    _follow_kin(line, by, at)
    return changed


@transaction.atomic
def check_line(*, line: RecordLine, version: int, by: Actor, at: datetime) -> RecordLine:
    """Mark that the line was compared with its paper, by whom and when."""
    section = section_of(type(line))
    reason = line.paper or str(line.decision or "") or "checked against the file"
    require_editing(
        cadre=line.cadre,
        data_class=section.data_class,
        compartment=section.compartment,
        reason=reason,
        by=by,
        at=at,
    )
    _tell("cadres.check_line", line, reason, by)
    return save_changes(
        line,
        expected_version=version,
        changes={"verified_by": by.name, "verified_on": localdate(at)},
    )


@transaction.atomic
def strike_line(
    *, line: RecordLine, version: int, reason: str, by: Actor, at: datetime
) -> RecordLine:
    """Strike out a line that was wrong; it stays legible in the trail."""
    section = section_of(type(line))
    require_editing(
        cadre=line.cadre,
        data_class=section.data_class,
        compartment=section.compartment,
        reason=reason,
        by=by,
        at=at,
    )
    _tell("cadres.strike_line", line, reason, by)
    struck = save_changes(line, expected_version=version, changes={"struck_on": localdate(at)})
    count_records(on=localdate(at), cadres=[line.cadre_id])
    _follow_kin(line, by, at)
    return struck


@transaction.atomic
def amend_sheet(
    *,
    cadre: Cadre,
    model: type[PersonalDetails | FamilyEconomy],
    version: int,
    changes: dict,
    reason: str,
    by: Actor,
    at: datetime,
    compartment: str = "",
) -> PersonalDetails | FamilyEconomy:
    """Change single values of the record; the row is made when it is not there yet."""
    require_editing(
        cadre=cadre,
        data_class=model.DATA_CLASS,
        compartment=compartment,
        reason=reason,
        by=by,
        at=at,
    )
    # Two clerks may begin the same sheet at once: one waits here and then finds it begun.
    Cadre.objects.select_for_update(no_key=True).get(pk=cadre.pk)
    sheet = model.objects.filter(cadre=cadre).first()
    audit.record(
        by=by,
        action="cadres.amend_sheet",
        subject=sheet or cadre,
        unit_path=cadre.employing_unit.path,
        reason=reason,
    )
    if sheet is None:
        sheet = model(cadre=cadre, **changes)
        sheet.full_clean()
        sheet.save()
    else:
        unchecked = UNCHECKED if model is PersonalDetails else {}
        save_changes(sheet, expected_version=version, changes={**changes, **unchecked})
    count_records(on=localdate(at), cadres=[cadre.pk])
    return sheet


def _follow_kin(line: RecordLine, by: Actor, at: datetime) -> None:
    """A changed family may bring relatives into related posts, or take them out of it."""
    if isinstance(line, FamilyMember):
        keep_conflicts(by=by, on=localdate(at), of=[line.cadre_id])


def _tell(action: str, line: RecordLine, reason: str, by: Actor) -> None:
    audit.record(
        by=by,
        action=action,
        subject=line,
        unit_path=line.cadre.employing_unit.path,
        reason=reason,
        basis=str(line.decision or line.paper),
    )
