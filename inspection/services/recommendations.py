"""What a unit must do after an inspection, until another person has verified that it did."""

from datetime import date, timedelta

from django.db import transaction

from cadres import access
from cadres.models import Unit
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import enforce, refuse
from governance.records import save_changes
from governance.text import say
from inspection import rules
from inspection.models import (
    FOLLOWED_UP,
    Finding,
    InspectionState,
    Recommendation,
    RecommendationState,
)
from inspection.services.inspections import advance, locked, stands_at


@transaction.atomic
def recommend(
    *,
    finding: Finding,
    owner: Unit,
    text: str,
    due_on: date | None = None,
    by: Actor,
    on: date,
) -> Recommendation:
    """Tell a unit what to do about a finding, and by when (kiến nghị)."""
    inspection = locked(finding.inspection)
    require(by, access.EDIT, over=inspection.led_by)
    stands_at(inspection, *FOLLOWED_UP)
    law = rules.InspectionLaw.on(on)
    due_on = due_on or on + timedelta(days=law.recommendation_default_days)
    enforce(rules.DUE, rules.DueFacts(due_on, today=on))
    row = Recommendation(finding=finding, owner=owner, text=text.strip(), due_on=due_on)
    row.full_clean()
    tell(row, "recommend", by)
    row.save(force_insert=True)
    if inspection.state == InspectionState.CONCLUDED:
        advance(inspection, inspection.version, InspectionState.FOLLOW_UP)
    return row


@transaction.atomic
def report_done(
    *, recommendation: Recommendation, version: int, report: str, by: Actor, on: date
) -> Recommendation:
    """Say for the unit that owes it that a recommendation is carried out (báo cáo)."""
    require(by, access.REPORT, over=recommendation.owner)
    rules.RECOMMENDATION.require(recommendation.state, RecommendationState.REPORTED)
    tell(recommendation, "report_done", by)
    changes = {
        "state": RecommendationState.REPORTED,
        "report": report.strip(),
        "reported_by": by.person,
        "reported_by_name": by.name,
        "reported_on": on,
        "verified_by": "",
        "verified_by_name": "",
    }
    return save_changes(recommendation, expected_version=version, changes=changes)


@transaction.atomic
def verify_recommendation(
    *,
    recommendation: Recommendation,
    version: int,
    outcome: str,
    remark: str = "",
    by: Actor,
    on: date,
) -> Recommendation:
    """Verify what a unit reported (hậu kiểm): done, partly done, or back to the unit."""
    require(by, access.EDIT, over=recommendation.finding.inspection.led_by)
    if recommendation.state != RecommendationState.REPORTED:
        refuse("STATE", say("Nothing is reported that could be verified. Open it again."))
    rules.RECOMMENDATION.require(recommendation.state, outcome)
    done = outcome == RecommendationState.DONE
    facts = rules.VerificationFacts(recommendation.reported_by, by.person, done, remark)
    law = rules.InspectionLaw.on(on)
    enforce(rules.VERIFICATION, facts, law)
    tell(recommendation, "verify_recommendation", by, basis=law.cite("verified_by_another"))
    changes = {
        "state": outcome,
        "verified_by": by.person,
        "verified_by_name": by.name,
        "settled_on": on if done else None,
        "remark": remark.strip(),
    }
    return save_changes(recommendation, expected_version=version, changes=changes)


@transaction.atomic
def waive(
    *, recommendation: Recommendation, version: int, reason: str, by: Actor, on: date
) -> Recommendation:
    """Let a recommendation go that can no longer be carried out, saying why."""
    require(by, access.APPROVE, over=recommendation.finding.inspection.led_by)
    rules.RECOMMENDATION.require(recommendation.state, RecommendationState.WAIVED)
    facts = rules.VerificationFacts(recommendation.reported_by, by.person, False, reason)
    enforce(rules.VERIFICATION, facts, rules.InspectionLaw.on(on))
    tell(recommendation, "waive", by, reason=reason)
    changes = {
        "state": RecommendationState.WAIVED,
        "verified_by": by.person,
        "verified_by_name": by.name,
        "settled_on": on,
        "remark": reason.strip(),
    }
    return save_changes(recommendation, expected_version=version, changes=changes)


def require(by: Actor, verb: str, *, over: Unit) -> None:
    access.require(by, verb, over=over, data_class=DataClass.DISCIPLINE)


def tell(row: Recommendation, action: str, by: Actor, *, reason: str = "", basis: str = ""):
    audit.record(
        by=by,
        action=f"inspection.{action}",
        subject=row,
        unit_path=row.owner.path,
        reason=reason,
        basis=basis,
    )
