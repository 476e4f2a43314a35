"""Use cases about a cadre's record: opening it, correcting it, ending service."""

from datetime import date

from django.db import transaction

from cadres import access
from cadres.models import Cadre, CadreStatus, Qualification
from cadres.services.editing import enforce_editing, enforce_unconcerned
from cadres.services.scores import count_records
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.records import data_class_of, save_changes

KEYS = ("sort_key", "search_key")


@transaction.atomic
def register_cadre(*, by: Actor, on: date, **fields) -> Cadre:
    """Open the record of a person (lập hồ sơ)."""
    cadre = Cadre(**fields)
    access.require(by, access.EDIT, over=cadre.employing_unit)
    cadre.full_clean()
    audit.record(
        by=by,
        action="cadres.register_cadre",
        subject=cadre,
        unit_path=cadre.employing_unit.path,
    )
    cadre.save()
    return cadre


@transaction.atomic
def amend_cadre(
    *, cadre: Cadre, version: int, changes: dict, reason: str, by: Actor, on: date
) -> Cadre:
    """Correct a record that is still as its editor saw it; each field needs its data class."""
    for data_class in {data_class_of(Cadre, name) for name in changes} | {DataClass.BASIC}:
        access.require(by, access.EDIT, over=cadre.employing_unit, data_class=data_class)
    enforce_editing(cadre=cadre, reason=reason, by=by, on=on)
    if new_employer := changes.get("employing_unit"):
        access.require(by, access.EDIT, over=new_employer)
    if {"full_name", "other_name"} & set(changes):
        keyed = Cadre(
            full_name=changes.get("full_name", cadre.full_name),
            other_name=changes.get("other_name", cadre.other_name),
        )
        keyed.set_keys()
        changes = {**changes, "full_name": keyed.full_name}
        changes |= {key: getattr(keyed, key) for key in KEYS}
    audit.record(
        by=by,
        action="cadres.amend_cadre",
        subject=cadre,
        unit_path=cadre.employing_unit.path,
        reason=reason,
    )
    changed = save_changes(cadre, expected_version=version, changes=changes)
    count_records(on=on, cadres=[cadre.pk])
    return changed


@transaction.atomic
def end_service(
    *, cadre: Cadre, version: int, status: CadreStatus, last_day: date, by: Actor, on: date
) -> Cadre:
    """Close the service of a person (retired, left, deceased); the record stays."""
    access.require(by, access.EDIT, over=cadre.employing_unit)
    enforce_unconcerned(cadre=cadre, by=by, on=on)
    audit.record(
        by=by,
        action="cadres.end_service",
        subject=cadre,
        unit_path=cadre.employing_unit.path,
    )
    return save_changes(
        cadre, expected_version=version, changes={"status": status, "status_on": last_day}
    )


@transaction.atomic
def add_qualification(*, cadre: Cadre, by: Actor, on: date, **fields) -> Qualification:
    """Enter a completed course or degree."""
    access.require(by, access.EDIT, over=cadre.employing_unit)
    qualification = Qualification(cadre=cadre, **fields)
    qualification.full_clean()
    audit.record(
        by=by,
        action="cadres.add_qualification",
        subject=qualification,
        unit_path=cadre.employing_unit.path,
    )
    qualification.save()
    return qualification
