"""Use cases about papers and photos: the scan behind a decision, the photo of a record."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from cadres import access
from cadres.models import Cadre, Decision, DecisionScan, PersonalDetails
from cadres.services.lines import amend_sheet
from governance import audit
from governance.actor import Actor
from governance.records import save_changes
from portal.uploads import Purpose, keep_upload


@transaction.atomic
def attach_scan(*, decision: Decision, file, by: Actor, at: datetime) -> DecisionScan:
    """Attach the scanned paper to a recorded decision."""
    access.require(by, access.EDIT, over=decision.issuer)
    stored = keep_upload(file, purpose=Purpose.SCAN, by=by)
    scan = DecisionScan(
        decision=decision,
        stored=stored,
        name=file.name[:120],
        added_on=localdate(at),
        added_by=by.name,
    )
    scan.full_clean()
    audit.record(
        by=by,
        action="cadres.attach_scan",
        subject=scan,
        unit_path=decision.issuer.path,
        basis=str(decision),
    )
    scan.save()
    return scan


@transaction.atomic
def strike_scan(
    *, scan: DecisionScan, version: int, reason: str, by: Actor, at: datetime
) -> DecisionScan:
    """Take a wrong scan off a decision; the file stays in the trail."""
    access.require(by, access.EDIT, over=scan.decision.issuer)
    audit.record(
        by=by,
        action="cadres.strike_scan",
        subject=scan,
        unit_path=scan.decision.issuer.path,
        reason=reason,
    )
    return save_changes(scan, expected_version=version, changes={"struck_on": localdate(at)})


@transaction.atomic
def set_photo(
    *, cadre: Cadre, version: int, file, reason: str, by: Actor, at: datetime
) -> PersonalDetails:
    """Put a photo on the record."""
    audit.record(
        by=by, action="cadres.set_photo", subject=cadre, unit_path=cadre.employing_unit.path
    )
    stored = keep_upload(file, purpose=Purpose.PHOTO, by=by)
    return amend_sheet(
        cadre=cadre,
        model=PersonalDetails,
        version=version,
        changes={"photo": stored},
        reason=reason,
        by=by,
        at=at,
    )
