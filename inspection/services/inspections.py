"""From the programme of a year to the conclusion of one inspection.

The body that leads an inspection plans, works and concludes; whoever approves for it decides.
The unit inspected is heard before the conclusion.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from cadres import access
from cadres.models import Decision, Unit
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import enforce, refuse
from governance.records import save_changes
from governance.text import say
from inspection import rules, selectors
from inspection.models import Finding, Inspection, InspectionState, Programme


@transaction.atomic
def open_programme(
    *, unit: Unit, year: int, title: str, decision: Decision | None = None, by: Actor, on: date
) -> Programme:
    """Open the programme of inspections of a body for a year (chương trình kiểm tra)."""
    require(by, access.EDIT, access.APPROVE, over=unit)
    programme = Programme(unit=unit, year=year, title=title.strip(), decision=decision)
    programme.full_clean()
    audit.record(
        by=by,
        action="inspection.open_programme",
        subject=programme,
        unit_path=unit.path,
        basis=str(decision or ""),
    )
    programme.save(force_insert=True)
    return programme


@transaction.atomic
def plan_inspection(
    *,
    code: str,
    kind: str,
    topics: Iterable[str],
    led_by: Unit,
    unit: Unit,
    starts_on: date,
    ends_on: date,
    programme: Programme | None = None,
    team: Iterable[str] = (),
    by: Actor,
    on: date,
) -> Inspection:
    """Plan to inspect a unit's personnel work (lập kế hoạch kiểm tra)."""
    require(by, access.EDIT, access.APPROVE, over=led_by)
    inspection = Inspection(
        code=code.strip(),
        kind=kind,
        topics=sorted(set(topics)),
        led_by=led_by,
        unit=unit,
        programme=programme,
        team=members(team),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    inspection.full_clean()
    tell(inspection, "plan_inspection", by)
    inspection.save(force_insert=True)
    return inspection


@transaction.atomic
def decide_inspection(
    *,
    inspection: Inspection,
    version: int,
    team: Iterable[str],
    starts_on: date,
    ends_on: date,
    decision: Decision,
    by: Actor,
    on: date,
) -> Inspection:
    """Decide who inspects and when (quyết định kiểm tra), with a team that can check itself."""
    require(by, access.APPROVE, over=inspection.led_by)
    rules.INSPECTION.require(inspection.state, InspectionState.DECIDED)
    team = members(team)
    facts = rules.DecisionFacts(len(team), starts_on, ends_on, decision.issued_on)
    law = rules.InspectionLaw.on(starts_on)
    enforce(rules.DECISION, facts, law)
    tell(inspection, "decide_inspection", by, basis=str(decision))
    return advance(
        inspection,
        version,
        InspectionState.DECIDED,
        team=team,
        starts_on=starts_on,
        ends_on=ends_on,
        decision=decision,
    )


@transaction.atomic
def start_field_work(*, inspection: Inspection, version: int, by: Actor, on: date) -> Inspection:
    """Let the team go to the unit; from now on a surprise is no secret (công bố quyết định)."""
    require(by, access.EDIT, over=inspection.led_by)
    rules.INSPECTION.require(inspection.state, InspectionState.FIELD)
    enforce(rules.FIELD, rules.FieldFacts(today=on, starts_on=inspection.starts_on))
    tell(inspection, "start_field_work", by)
    return advance(inspection, version, InspectionState.FIELD)


@transaction.atomic
def record_finding(
    *,
    inspection: Inspection,
    topic: str,
    severity: str,
    text: str,
    rule_cited: str = "",
    by: Actor,
    on: date,
) -> Finding:
    """Write down what the team found (phát hiện), under the next number."""
    require(by, access.EDIT, over=inspection.led_by)
    now = locked(inspection)
    stands_at(now, InspectionState.FIELD)
    last = now.findings.aggregate(last=Max("ordinal"))["last"] or 0
    finding = Finding(
        inspection=now,
        ordinal=last + 1,
        topic=topic,
        severity=severity,
        text=text.strip(),
        rule_cited=rule_cited.strip(),
    )
    finding.full_clean()
    tell(inspection, "record_finding", by, subject=finding)
    finding.save(force_insert=True)
    return finding


@transaction.atomic
def hear_unit(*, inspection: Inspection, version: int, by: Actor, on: date) -> Inspection:
    """Show the unit inspected what was found, so that it can answer (giải trình)."""
    require(by, access.EDIT, over=inspection.led_by)
    rules.INSPECTION.require(inspection.state, InspectionState.EXPLANATION)
    tell(inspection, "hear_unit", by)
    return advance(inspection, version, InspectionState.EXPLANATION)


@transaction.atomic
def record_answer(
    *, finding: Finding, version: int, answer: str, answered_on: date, by: Actor, on: date
) -> Finding:
    """Keep what the unit inspected answers to a finding, or that it declined to answer."""
    inspection = locked(finding.inspection)
    if not selectors.may_answer(inspection, by):
        require(by, access.EDIT, over=inspection.led_by)
    stands_at(inspection, InspectionState.EXPLANATION)
    enforce(rules.ANSWER, rules.AnswerFacts(answered_on, inspection.starts_on, today=on))
    tell(inspection, "record_answer", by, subject=finding)
    changes = {"answer": answer.strip(), "answered_on": answered_on}
    return save_changes(finding, expected_version=version, changes=changes)


@transaction.atomic
def conclude_inspection(
    *, inspection: Inspection, version: int, conclusion: str, by: Actor, on: date
) -> Inspection:
    """Conclude an inspection whose every finding the unit has answered (kết luận kiểm tra)."""
    require(by, access.EDIT, over=inspection.led_by)
    rules.INSPECTION.require(inspection.state, InspectionState.CONCLUDED)
    locked(inspection)  # no finding may come in while the unheard ones are counted
    law = rules.InspectionLaw.on(on)
    enforce(rules.CONCLUSION, selectors.conclusion_facts(inspection), law)
    tell(inspection, "conclude_inspection", by, basis=law.cite("subject_is_heard"))
    return advance(
        inspection,
        version,
        InspectionState.CONCLUDED,
        conclusion=conclusion.strip(),
        concluded_on=on,
    )


@transaction.atomic
def close_inspection(*, inspection: Inspection, version: int, by: Actor, on: date) -> Inspection:
    """Close an inspection when nothing of it remains to be done."""
    require(by, access.EDIT, over=inspection.led_by)
    rules.INSPECTION.require(inspection.state, InspectionState.CLOSED)
    locked(inspection)
    enforce(rules.CLOSING, rules.ClosingFacts(selectors.unsettled(inspection).count()))
    tell(inspection, "close_inspection", by)
    return advance(inspection, version, InspectionState.CLOSED)


@transaction.atomic
def cancel_inspection(
    *, inspection: Inspection, version: int, reason: str, by: Actor, on: date
) -> Inspection:
    """Drop an inspection that has not begun; the trail keeps the reason."""
    require(by, access.EDIT, access.APPROVE, over=inspection.led_by)
    rules.INSPECTION.require(inspection.state, InspectionState.CANCELLED)
    tell(inspection, "cancel_inspection", by, reason=reason)
    return advance(inspection, version, InspectionState.CANCELLED)


def members(team: Iterable[str]) -> list[str]:
    """The names of a team, each once, in the order given."""
    return list(dict.fromkeys(name.strip() for name in team if name.strip()))


def locked(inspection: Inspection) -> Inspection:
    """The inspection as it stands now, held until the transaction ends."""
    rows = Inspection.objects.select_related("led_by", "unit")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=inspection.pk)


def stands_at(inspection: Inspection, *states: str) -> None:
    """Refuse what belongs to another step of an inspection."""
    if inspection.state not in states:
        refuse("STATE", say("The inspection is at another step by now. Open it again."))


def advance(inspection: Inspection, version: int, state: str, **changes: Any) -> Inspection:
    return save_changes(inspection, expected_version=version, changes={"state": state, **changes})


def require(by: Actor, *verbs: str, over: Unit) -> None:
    access.require(by, *verbs, over=over, data_class=DataClass.DISCIPLINE)


def tell(
    inspection: Inspection,
    action: str,
    by: Actor,
    *,
    subject: Any = None,
    reason: str = "",
    basis: str = "",
) -> None:
    """The trail belongs to the body that inspects: it must not warn the unit of a surprise."""
    audit.record(
        by=by,
        action=f"inspection.{action}",
        subject=subject or inspection,
        unit_path=inspection.led_by.path,
        reason=reason,
        basis=basis,
    )
