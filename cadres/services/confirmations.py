"""Use case: somebody went through a record and says that it is right."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from cadres import access
from cadres.models import Cadre, RecordConfirmation
from cadres.selectors.compartments import is_own
from cadres.services.scores import count_records
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass


@transaction.atomic
def confirm_record(*, cadre: Cadre, by: Actor, at: datetime, note: str = "") -> RecordConfirmation:
    """The person, or the clerk with the person, confirms the record as it stands."""
    own = is_own(by, cadre)
    if not own:
        access.require(by, access.EDIT, over=cadre.employing_unit, data_class=DataClass.PERSONAL)
    confirmation = RecordConfirmation(
        cadre=cadre,
        confirmed_on=localdate(at),
        confirmed_by=by.name,
        account_id=by.account_id,
        by_self=own,
        note=note,
    )
    confirmation.full_clean()
    audit.record(
        by=by,
        action="cadres.confirm_record",
        subject=confirmation,
        unit_path=cadre.employing_unit.path,
        reason=note,
    )
    confirmation.save()
    count_records(on=localdate(at), cadres=[cadre.pk])
    return confirmation
