"""Use cases about coming dates: computing them all at night, deciding a retirement otherwise."""

import json
from datetime import date

from django.db import connection, transaction

from cadres import access
from cadres.models import Cadre, CadreStatus, Decision, RetirementOverride
from cadres.rules import clocks as rules
from cadres.selectors.clocks import SERVING
from cadres.services.clock_sql import CLOSE_AND_OPEN
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import enforce
from governance.regulation import Law

# People are born in some twelve hundred months; each of them is computed once, in Python.
BIRTH_MONTHS = """
    SELECT DISTINCT sex, left(rpad(born, 10, '-01-01'), 7) FROM cadres_cadre
    WHERE status = 'active'
    UNION SELECT DISTINCT sex, left(born, 4) || '-12' FROM cadres_cadre
    WHERE status = 'active' AND length(born) = 4
"""


@transaction.atomic
def refresh_clocks(*, by: Actor, on: date) -> int:
    """Compute every coming date of everybody as of a day; the same day twice changes nothing."""
    audit.record(by=by, action="cadres.refresh_clocks")
    law = rules.ClockLaw.known_on(on)
    with connection.cursor() as cursor:
        cursor.execute(BIRTH_MONTHS)
        table = retirement_rows(cursor.fetchall())
        cursor.execute(CLOSE_AND_OPEN, parameters(table, law, on))
        (open_now,) = cursor.fetchone()
    return open_now


def retirement_rows(births: list[tuple[str, str]]) -> list[list]:
    """For each sex and month of birth: the month of retirement, and by which year's law."""
    table = rules.RetirementTable()
    found = []
    for sex, month in births:
        due = rules.reached(date.fromisoformat(f"{month}-01"), sex, table)
        version = table.of_year(due.year).versions()[f"retirement_months_{sex}"]
        found.append((sex, month, due.month, due.year, due.months, version))
    return [list(column) for column in zip(*found, strict=True)] or [[]] * 6


def parameters(table: list[list], law: rules.ClockLaw, on: date) -> dict:
    sexes, births, months, years, ages, versions = table
    return {
        "on": on,
        "sexes": sexes,
        "births": births,
        "months": months,
        "years": years,
        "ages": ages,
        "versions": versions,
        "active": CadreStatus.ACTIVE,
        "serving": [*map(str, SERVING)],
        "appointment": law.appointment_term_months,
        "appointed": list(law.appointed_groups),
        "appointment_version": version_of(law, "appointment_term_months"),
        "terms": law.head_terms_in_a_row,
        "terms_version": version_of(law, "head_terms_in_a_row"),
        "heads": list(law.head_terms_groups),
        "step": law.pay_step_months_a,
        "lower_step": law.pay_step_months_b,
        "over_scale": law.pay_over_scale_months,
        "lower_ranks": list(law.lower_ranks),
        "pay_versions": json.dumps(law.versions()),
    }


def version_of(law: Law, parameter: str) -> str:
    return law.versions()[parameter]


@transaction.atomic
def decide_retirement(
    *,
    cadre: Cadre,
    retires_on: date,
    ground: str,
    reason: str,
    decision: Decision,
    by: Actor,
    on: date,
) -> RetirementOverride:
    """Record that somebody retires in another month than that of the table, by a decision."""
    access.require(by, access.APPROVE, over=cadre.managing_unit, data_class=DataClass.PERSONAL)
    by_table = rules.retirement_month(cadre.born, cadre.sex)
    facts = rules.OverrideOfRetirement(retires_on, by_table.latest, reason)
    enforce(rules.RETIREMENT_OVERRIDE, facts, rules.ClockLaw.known_on(on))
    override = RetirementOverride(
        cadre=cadre, retires_on=retires_on, ground=ground, reason=reason, decision=decision
    )
    override.full_clean()
    tell("decide_retirement", cadre, override, by, reason=reason, basis=str(decision))
    override.save(force_insert=True)
    return override


@transaction.atomic
def withdraw_retirement(*, cadre: Cadre, by: Actor, on: date) -> RetirementOverride | None:
    """Let the table hold again for somebody whose retirement was decided otherwise."""
    access.require(by, access.APPROVE, over=cadre.managing_unit, data_class=DataClass.PERSONAL)
    rows = RetirementOverride.objects.select_for_update(no_key=True)
    override = rows.filter(cadre=cadre, revoked_on=None).first()
    if override is not None:
        tell("withdraw_retirement", cadre, override, by, basis=str(override.decision))
        override.revoked_on = on
        override.save(update_fields=["revoked_on"])
    return override


def tell(action: str, cadre: Cadre, override, by: Actor, *, reason="", basis="") -> None:
    audit.record(
        by=by,
        action=f"cadres.{action}",
        subject=override,
        unit_path=cadre.managing_unit.path,
        reason=reason,
        basis=basis,
    )
