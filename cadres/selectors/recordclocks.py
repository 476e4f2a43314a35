"""Coming dates that lines of a record bring: the next salary step, certificates that expire."""

from datetime import date

from cadres.models import Cadre, ClockKind, PayBasis, Qualification, SalaryStep
from cadres.rules import clocks as rules
from cadres.selectors.clockwords import Clock
from governance.dates import add_months


def record_clocks_of(cadre: Cadre, on: date) -> list[Clock]:
    return [clock for clock in (salary_of(cadre, on), certificate_of(cadre)) if clock]


def salary_of(cadre: Cadre, on: date) -> Clock | None:
    """When the next salary step is due after the last one known by a day."""
    steps = SalaryStep.objects.standing().filter(
        cadre=cadre, basis=PayBasis.RANK_STEP, from_date__earliest__lte=on
    )
    step = steps.order_by("-from_date", "-pk").first()
    if step is None:
        return None
    law = rules.ClockLaw.known_on(on)
    over, lower = step.over_scale_percent, step.rank_code in law.lower_ranks
    months = rules.months_of_step(step.rank_code, over, step.delayed_months, law)
    parameter = "pay_over_scale_months" if over else "pay_step_months_" + "ab"[lower]
    return Clock(
        ClockKind.SALARY_STEP,
        add_months(step.from_date.earliest(), months),
        add_months(step.from_date.latest(), months),
        {
            "rank": step.rank_code,
            "step": step.step,
            "since": step.from_date.value,
            "months": months,
        },
        source=law.cite(parameter),
        confidence=law.badge(parameter),
        law_versions={parameter: law.versions()[parameter]},
    )


def certificate_of(cadre: Cadre) -> Clock | None:
    """The certificate that expires first, of the last ones of each kind."""
    rows = Qualification.objects.standing().filter(cadre=cadre, expires__isnull=False)
    last = rows.order_by("axis", "-expires", "-pk").distinct("axis")
    first = min(last, key=lambda row: (row.expires.earliest(), row.level), default=None)
    if first is None:
        return None
    return Clock(
        ClockKind.CERTIFICATE,
        first.expires.earliest(),
        first.expires.latest(),
        {"level": first.level, "until": first.expires.value},
    )
