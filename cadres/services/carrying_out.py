"""Use case: a reorganisation takes effect. Set-based: seconds, however many people it moves.

Order matters: people leave, then what closes closes, so that codes and seats are free for what
is founded; then units change, people arrive, and their records follow them.
"""

from datetime import date

from django.db import connection, transaction

from cadres import access
from cadres.models import Reorganisation, ReorganisationState
from cadres.rules import reorganisation as rules
from cadres.selectors.plan_facts import plan_facts
from cadres.services.arrivals import ARRIVALS
from cadres.services.changing_units import CHANGES, move_subtrees
from cadres.services.departures import DEPARTURES
from cadres.services.fates import work_out_fates
from cadres.services.moving_quotas import QUOTAS
from governance import audit
from governance.actor import Actor
from governance.findings import Refused, enforce
from governance.records import save_changes

# Whoever fills a seat locks it first; this lets the carrying out come before or after.
LOCK = """
SELECT count(*) FROM (SELECT FROM cadres_seat s WHERE s.id IN (
    SELECT a.seat_id FROM cadres_placement p JOIN cadres_assignment a ON a.id = p.assignment_id
    WHERE p.reorganisation_id = %(plan)s AND NOT p.dropped) FOR NO KEY UPDATE) locked
"""


@transaction.atomic
def carry_out_reorganisation(*, plan: Reorganisation, by: Actor, on: date) -> Reorganisation:
    """Let an approved plan take effect on its day; done twice it changes nothing."""
    access.require(by, access.APPROVE, over=plan.unit)
    plan = Reorganisation.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if plan.state == ReorganisationState.EFFECTIVE:
        return plan
    rules.REORGANISATION_CHART.require(plan.state, ReorganisationState.EFFECTIVE)
    enforce(rules.CARRYING_OUT, rules.DayFacts(plan.effective_on, on))
    work_out_fates(plan=plan, by=by, on=on)  # who came since is not left behind
    enforce(rules.PLAN, plan_facts(plan, on=on))
    done = _carry_out(plan)
    audit.record(
        by=by,
        action="cadres.carry_out_reorganisation",
        subject=plan,
        unit_path=plan.unit.path,
        basis=plan.instrument,
        changes={"rows": done},
    )
    return save_changes(
        plan,
        expected_version=plan.version,
        changes={"state": ReorganisationState.EFFECTIVE, "carried_out_on": on},
    )


def carry_out_what_is_due(*, by: Actor, on: date) -> tuple[int, list[tuple[Reorganisation, str]]]:
    """Every night: what is due takes effect, each plan for itself; says what was refused."""
    due = Reorganisation.objects.filter(state=ReorganisationState.SCHEDULED, effective_on__lte=on)
    done, refused = 0, []
    for plan in due.order_by("effective_on", "approved_on", "id"):
        try:
            carry_out_reorganisation(plan=plan, by=by, on=on)
            done += 1
        except Refused as refusal:
            refused.append((plan, str(refusal)))
    return done, refused


def _carry_out(plan: Reorganisation) -> dict[str, int]:
    """How many rows each stroke changed, by its name."""
    what = {"plan": plan.pk, "day": plan.effective_on, "instrument": plan.instrument}
    what["decision"] = plan.decision_id
    counts = {}
    with connection.cursor() as cursor:
        cursor.execute(LOCK, what)
        for name, statement in {**DEPARTURES, **CHANGES}.items():
            cursor.execute(statement, what)
            counts[name] = cursor.rowcount
        counts["units_moved"] = move_subtrees(cursor, plan)
        for name, statement in {**ARRIVALS, **QUOTAS}.items():
            cursor.execute(statement, what)
            counts[name] = cursor.rowcount
    return counts
