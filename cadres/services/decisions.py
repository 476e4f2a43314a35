"""Use case: the paper behind an event."""

from datetime import date

from django.db import transaction

from cadres import access
from cadres.models import Decision, Unit
from governance import audit
from governance.actor import Actor


@transaction.atomic
def record_decision(
    *, number: str, issued_on: date, issuer: Unit, kind: str, summary: str, by: Actor, on: date
) -> Decision:
    """Enter a signed decision, so that events can name it."""
    access.require(by, access.EDIT, access.APPROVE, over=issuer)
    decision = Decision(
        number=number.strip(), issued_on=issued_on, issuer=issuer, kind=kind, summary=summary
    )
    decision.full_clean()
    audit.record(by=by, action="cadres.record_decision", subject=decision, unit_path=issuer.path)
    decision.save()
    return decision
