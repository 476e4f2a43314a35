"""Use cases about closed compartments, and the log of who read whose record."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres import access
from cadres.models import Cadre, CompartmentOpening, ReadingKind, RecordReading
from cadres.rules import records as rules
from cadres.selectors.compartments import is_open, is_own
from governance import audit
from governance.actor import Actor
from governance.findings import enforce


@transaction.atomic
def open_compartment(
    *, cadre: Cadre, compartment: str, reason: str, at: datetime, by: Actor
) -> CompartmentOpening:
    """Open a closed compartment of one record, for one account and hat, for some minutes."""
    if not access.may_open(by, compartment, cadre):
        raise PermissionDenied(_("Your hat does not open this compartment."))
    law = rules.RecordLaw.on(localdate(at))
    enforce(rules.OPENING, rules.OpeningFacts(reason), law)
    opening = CompartmentOpening(
        cadre=cadre,
        compartment=compartment,
        account_id=by.account_id,
        opened_by=by.name,
        hat=by.hat,
        reason=reason.strip(),
        opened_at=at,
        until=at + timedelta(minutes=law.compartment_minutes),
    )
    opening.full_clean()
    audit.record(
        by=by,
        action="cadres.open_compartment",
        subject=opening,
        unit_path=cadre.employing_unit.path,
        reason=opening.reason,
    )
    opening.save()
    return opening


def require_open(*, cadre: Cadre, compartment: str, at: datetime, by: Actor) -> None:
    """Refuse with 403 what needs an open compartment while it is closed."""
    if compartment and not is_open(by, cadre, compartment, at):
        raise PermissionDenied(_("This part of the record is closed. Open it with a reason."))


def note_reading(
    *, cadre: Cadre, what: str, at: datetime, by: Actor, compartment: str = ""
) -> None:
    """Log that somebody reads another's record: once a day for each kind, a closed
    compartment every time. The log is frozen, so it is its own trail."""
    if by.account_id is None or is_own(by, cadre):
        return
    row = RecordReading(
        cadre=cadre,
        account_id=by.account_id,
        reader=by.name,
        hat=by.hat,
        day=localdate(at),
        at=at,
        what=ReadingKind.COMPARTMENT if compartment else what,
        compartment=compartment,
    )
    RecordReading.objects.bulk_create([row], ignore_conflicts=True)
