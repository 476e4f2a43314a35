"""Use cases about job positions: drawn up, appraised, approved, in force, replaced."""

from datetime import date

from django.db import transaction

from cadres import access
from cadres.models import (
    Competency,
    Decision,
    JobPosition,
    PositionCompetency,
    PositionState,
    Seat,
    SeatPosition,
)
from cadres.rules import positions as rules
from governance import audit
from governance.actor import Actor
from governance.findings import enforce
from governance.periods import period
from governance.records import save_changes

COPIED = (
    "code", "group", "rank", "level", "unit_kind", "title", "description", "seats", "ratio",
    "name_vi", "name_en", "name_ar",
)  # fmt: skip


@transaction.atomic
def draw_up_position(*, by: Actor, on: date, **fields) -> JobPosition:
    """Draw up a job position as a draft (xây dựng vị trí việc làm)."""
    access.require_over_a_tree(by, access.EDIT)
    position = JobPosition(drafted_by=by.person, drafted_by_name=by.name, **fields)
    position.full_clean()
    audit.record(by=by, action="cadres.draw_up_position", subject=position)
    position.save(force_insert=True)
    return position


@transaction.atomic
def amend_position(
    *, position: JobPosition, version: int, changes: dict, by: Actor, on: date
) -> JobPosition:
    """Correct a draft; what was appraised goes back first."""
    access.require_over_a_tree(by, access.EDIT)
    _require_draft(position)
    audit.record(by=by, action="cadres.amend_position", subject=position)
    return save_changes(position, expected_version=version, changes=changes)


@transaction.atomic
def demand_competency(
    *, position: JobPosition, competency: Competency, level: int, by: Actor, on: date
) -> PositionCompetency:
    """Write a line of the competency frame of a draft; level 0 takes it out."""
    access.require_over_a_tree(by, access.EDIT)
    _require_draft(position)
    audit.record(by=by, action="cadres.demand_competency", subject=position)
    line = PositionCompetency.objects.filter(position=position, competency=competency).first()
    if line:
        return save_changes(line, expected_version=line.version, changes={"level": level})
    line = PositionCompetency(position=position, competency=competency, level=level)
    line.full_clean()
    line.save(force_insert=True)
    return line


@transaction.atomic
def appraise_position(*, position: JobPosition, version: int, by: Actor, on: date) -> JobPosition:
    """Agree, as another person than who drew it up, that a position is well described."""
    _require_edit_or_approve(by)
    rules.POSITION_CHART.require(position.state, PositionState.APPRAISED)
    enforce(rules.STEP, rules.ThreePersons(position.drafted_by, "", by.person))
    lines = position.competencies.filter(level__gt=0).count()
    facts = rules.PositionFacts(position.description, lines, position.group, position.rank)
    enforce(rules.TO_APPRAISE, facts, rules.PositionsLaw.on(on))
    changes = {
        "state": PositionState.APPRAISED,
        "appraised_by": by.person,
        "appraised_by_name": by.name,
    }
    audit.record(by=by, action="cadres.appraise_position", subject=position)
    return save_changes(position, expected_version=version, changes=changes)


@transaction.atomic
def return_position(
    *, position: JobPosition, version: int, reason: str, by: Actor, on: date
) -> JobPosition:
    """Give a position back to those who drew it up, saying why."""
    _require_edit_or_approve(by)
    rules.POSITION_CHART.require(position.state, PositionState.DRAFT)
    audit.record(by=by, action="cadres.return_position", subject=position, reason=reason)
    changes = {
        "state": PositionState.DRAFT,
        "appraised_by": "",
        "appraised_by_name": "",
        "approved_by": "",
        "approved_by_name": "",
        "decision": None,
    }
    return save_changes(position, expected_version=version, changes=changes)


@transaction.atomic
def approve_position(
    *, position: JobPosition, version: int, decision: Decision, by: Actor, on: date
) -> JobPosition:
    """Approve a position by a decision, as a third person (phê duyệt)."""
    access.require_over_a_tree(by, access.APPROVE)
    rules.POSITION_CHART.require(position.state, PositionState.APPROVED)
    persons = rules.ThreePersons(position.drafted_by, position.appraised_by, by.person)
    enforce(rules.STEP, persons)
    audit.record(by=by, action="cadres.approve_position", subject=position, basis=str(decision))
    changes = {
        "state": PositionState.APPROVED,
        "decision": decision,
        "approved_by": by.person,
        "approved_by_name": by.name,
    }
    return save_changes(position, expected_version=version, changes=changes)


@transaction.atomic
def put_position_in_force(
    *, position: JobPosition, version: int, from_day: date, by: Actor, on: date
) -> JobPosition:
    """Let an approved position be in force from a day; the revision before ends that day."""
    access.require_over_a_tree(by, access.APPROVE)
    rules.POSITION_CHART.require(position.state, PositionState.IN_FORCE)
    # Two officers may put two revisions in force at once; the lock makes them wait.
    before = (
        JobPosition.objects.select_for_update(no_key=True)
        .filter(code=position.code, state=PositionState.IN_FORCE)
        .first()
    )
    starts = before.valid.lower if before else None
    facts = rules.ForceFacts(from_day, position.decision.issued_on, starts)
    enforce(rules.INTO_FORCE, facts)
    audit.record(by=by, action="cadres.put_position_in_force", subject=position)
    if before:
        ended = {
            "state": PositionState.SUPERSEDED,
            "valid": period(starts, from_day),
        }
        save_changes(before, expected_version=before.version, changes=ended)
    changes = {"state": PositionState.IN_FORCE, "valid": period(from_day)}
    return save_changes(position, expected_version=version, changes=changes)


@transaction.atomic
def revise_position(*, position: JobPosition, by: Actor, on: date) -> JobPosition:
    """Begin the next revision of a position as a draft, with its frame copied."""
    access.require_over_a_tree(by, access.EDIT)
    same = JobPosition.objects.select_for_update(no_key=True).filter(code=position.code)
    last = same.order_by("-revision").first()
    revision = JobPosition(
        **{name: getattr(position, name) for name in COPIED},
        revision=last.revision + 1,
        drafted_by=by.person,
        drafted_by_name=by.name,
    )
    revision.full_clean()
    audit.record(by=by, action="cadres.revise_position", subject=revision)
    revision.save(force_insert=True)
    PositionCompetency.objects.bulk_create(
        PositionCompetency(position=revision, competency_id=competency, level=level)
        for competency, level in position.competencies.filter(level__gt=0).values_list(
            "competency", "level"
        )
    )
    return revision


@transaction.atomic
def link_seat(
    *, seat: Seat, position: JobPosition, from_day: date, by: Actor, on: date
) -> SeatPosition:
    """Say of which position a seat is from a day on; what it was before ends that day."""
    access.require(by, access.EDIT, access.APPROVE, over=seat.unit)
    Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    whole = position.valid
    facts = rules.SeatFacts(
        unit_kind=seat.unit.kind,
        unit_level=seat.unit.level,
        position_kind=position.unit_kind,
        position_level=position.level,
        position_from=whole.lower if whole else None,
        position_until=whole.upper if whole else None,
        on=from_day,
    )
    enforce(rules.SEAT, facts)
    audit.record(by=by, action="cadres.link_seat", subject=seat, unit_path=seat.unit.path)
    before = SeatPosition.objects.filter(
        seat=seat, valid__startswith__lt=from_day, valid__contains=from_day
    ).first()
    if before:
        ended = {"valid": period(before.valid.lower, from_day)}
        save_changes(before, expected_version=before.version, changes=ended)
    link = SeatPosition(seat=seat, position=position, valid=period(from_day))
    link.full_clean()
    link.save(force_insert=True)
    return link


def _require_draft(position: JobPosition) -> None:
    now = JobPosition.objects.select_for_update(no_key=True).get(pk=position.pk)
    rules.POSITION_CHART.require(now.state, PositionState.APPRAISED)


def _require_edit_or_approve(by: Actor) -> None:
    if not access.may_over_a_tree(by, access.APPROVE):
        access.require_over_a_tree(by, access.EDIT)
