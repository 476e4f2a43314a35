"""The confirmed amendments that overlay the books, read once for as long as somebody acts."""

from governance import actor
from governance.models import Amendment
from governance.regulation import AmendedProvision, Confidence, Provision

MEMO = "governance.amendments"


def confirmed() -> tuple[AmendedProvision, ...]:
    """All amendments in force; without an actor the books speak alone, as in rule tests."""
    if not actor.somebody_acts():
        return ()
    memo = actor.memo()
    if MEMO not in memo:
        rows = Amendment.objects.filter(confirmed_on__isnull=False).order_by("confirmed_on", "id")
        memo[MEMO] = tuple(
            AmendedProvision(
                row.parameter,
                Provision(
                    since=row.since,
                    amended=True,
                    value=row.value,
                    source=row.source,
                    scope=row.scope,
                    confidence=Confidence(row.confidence),
                ),
            )
            for row in rows
        )
    return memo[MEMO]


def forget() -> None:
    """An amendment was confirmed: read them again."""
    actor.memo().pop(MEMO, None)
