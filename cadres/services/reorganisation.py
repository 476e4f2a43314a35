"""Use cases about the plan of a reorganisation: preparing, handing in, approving, cancelling."""

from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cadres import access
from cadres.models import Decision, Reorganisation, ReorganisationState, ReorganisationStep, Unit
from cadres.rules import reorganisation as rules
from cadres.selectors.plan_facts import plan_facts
from cadres.services.fates import work_out_fates
from governance import audit
from governance.actor import Actor
from governance.findings import enforce
from governance.records import save_changes
from governance.rules import TwoPersons, second_person_is_another

PREPARE = (access.PROPOSE,)


@transaction.atomic
def draft_reorganisation(
    *,
    title: str,
    unit: Unit,
    effective_on: date,
    instrument: str,
    by: Actor,
    on: date,
    identifier: UUID | None = None,
) -> Reorganisation:
    """Open the plan of a reorganisation within a unit, to take effect on a day."""
    access.require(by, *PREPARE, over=unit)
    plan = Reorganisation(
        id=identifier or uuid4(),
        title=title.strip(),
        unit=unit,
        effective_on=effective_on,
        instrument=instrument.strip(),
        prepared_on=on,
        prepared_by=by.person,
        prepared_by_name=by.name,
    )
    plan.full_clean()
    tell(plan, "draft_reorganisation", by)
    plan.save(force_insert=True)
    return plan


@transaction.atomic
def amend_reorganisation(
    *,
    plan: Reorganisation,
    version: int,
    title: str,
    effective_on: date,
    instrument: str,
    by: Actor,
    on: date,
) -> Reorganisation:
    """Correct title, day or instrument while the plan is in preparation."""
    plan = open_plan(plan, by)
    tell(plan, "amend_reorganisation", by)
    changes = {"title": title, "effective_on": effective_on, "instrument": instrument}
    return save_changes(plan, expected_version=version, changes=changes)


@transaction.atomic
def drop_step(*, step: ReorganisationStep, by: Actor, on: date) -> ReorganisationStep:
    """Take a step out of a plan in preparation; the row stays, crossed out."""
    plan = open_plan(step.reorganisation, by)
    tell(plan, "drop_reorganisation_step", by)
    return save_changes(step, expected_version=step.version, changes={"dropped": True})


@transaction.atomic
def submit_reorganisation(
    *, plan: Reorganisation, version: int, by: Actor, on: date
) -> Reorganisation:
    """Hand the plan in for approval, if the rules allow it; where people go is worked out."""
    plan = open_plan(plan, by)
    work_out_fates(plan=plan, by=by, on=on)
    enforce(rules.APPROVAL, plan_facts(plan, on=on))
    return _step_on(plan, version, ReorganisationState.SUBMITTED, "submit_reorganisation", by)


@transaction.atomic
def return_reorganisation(
    *, plan: Reorganisation, version: int, by: Actor, on: date
) -> Reorganisation:
    """Give a plan that was handed in back for correction."""
    access.require(by, *PREPARE, access.APPROVE, over=plan.unit)
    return _step_on(plan, version, ReorganisationState.DRAFT, "return_reorganisation", by)


@transaction.atomic
def approve_reorganisation(
    *,
    plan: Reorganisation,
    version: int,
    by: Actor,
    on: date,
    decision: Decision | None = None,
) -> Reorganisation:
    """Approve what another person prepared; from then on it waits for its day."""
    access.require(by, access.APPROVE, over=plan.unit)
    enforce([second_person_is_another], TwoPersons(plan.prepared_by, by.person))
    work_out_fates(plan=plan, by=by, on=on)  # the records may have changed since
    enforce(rules.APPROVAL, plan_facts(plan, on=on))
    changes = {
        "approved_on": on,
        "approved_by": by.person,
        "approved_by_name": by.name,
        "decision": decision,
    }
    return _step_on(
        plan, version, ReorganisationState.SCHEDULED, "approve_reorganisation", by, **changes
    )


@transaction.atomic
def cancel_reorganisation(
    *, plan: Reorganisation, version: int, reason: str, by: Actor, on: date
) -> Reorganisation:
    """Drop a plan before its day; what an approver scheduled only an approver cancels."""
    scheduled = plan.state == ReorganisationState.SCHEDULED
    verbs = (access.APPROVE,) if scheduled else (*PREPARE, access.APPROVE)
    access.require(by, *verbs, over=plan.unit)
    return _step_on(
        plan,
        version,
        ReorganisationState.CANCELLED,
        "cancel_reorganisation",
        by,
        cancel_reason=reason.strip(),
    )


def open_plan(plan: Reorganisation, by: Actor) -> Reorganisation:
    """The plan, locked, if this person may still change it."""
    access.require(by, *PREPARE, over=plan.unit)
    # Two officers may add steps at once; the lock gives each its own number.
    plan = Reorganisation.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if not plan.is_open:
        raise ValidationError(
            _("The plan is no longer in preparation. Have it returned first, then change it.")
        )
    return plan


def tell(plan: Reorganisation, action: str, by: Actor, **changes) -> None:
    audit.record(
        by=by,
        action=f"cadres.{action}",
        subject=plan,
        unit_path=plan.unit.path,
        basis=plan.instrument,
        changes=changes,
    )


def _step_on(plan, version: int, state: str, action: str, by: Actor, **changes):
    rules.REORGANISATION_CHART.require(plan.state, state)
    tell(plan, action, by, state=[str(plan.state), str(state)])
    return save_changes(plan, expected_version=version, changes={"state": state, **changes})
