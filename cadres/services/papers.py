"""Use cases about documents that leave the portal: forms of one or many, a whole file."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from cadres.models import Cadre, ReadingKind, RecordReading
from cadres.rules import papers as rules
from cadres.rules.layouts import forms
from cadres.selectors.dossier import Dossier, dossiers
from governance import audit
from governance.actor import Actor
from governance.findings import enforce
from portal import jobs
from portal.models import Job

FORMS_JOB, FILE_JOB = "cadres.forms", "cadres.whole_file"


@transaction.atomic
def take_form(*, cadre: Cadre, form: str, by: Actor, at: datetime) -> Dossier:
    """The dossier of one person for a form, its reading noted before it is handed out."""
    found = dossiers([cadre.pk], actor=by, on=localdate(at))
    if not found:
        raise PermissionDenied
    audit.record(
        by=by,
        action="cadres.print_form",
        subject=cadre,
        unit_path=cadre.employing_unit.path,
        changes={"form": form, "left_out": sorted(found[0].closed)},
    )
    note_readings([cadre.pk], what=ReadingKind.DOCUMENT, by=by, at=at)
    return found[0]


@transaction.atomic
def request_forms(
    *, ids: Iterable[UUID], form: str, ending: str, reason: str, by: Actor, at: datetime
) -> Job:
    """Ask for the forms of many as one batch; what is closed in a record stays empty there."""
    chosen = list(ids)
    on = localdate(at)
    law = rules.PapersLaw.on(on)
    enforce(rules.TAKING, rules.TakingFacts(len(chosen), reason), law)
    people = Cadre.objects.visible_to(by).filter(pk__in=chosen).values_list("pk", "code")
    names = dict(people)
    audit.record(
        by=by,
        action="cadres.request_forms",
        reason=reason,
        changes={"form": form, "ending": ending, "persons": len(names)},
    )
    nonce = uuid4().hex  # a record may have changed since the last time: never an old paper
    items = [
        {
            "params": {"cadre": str(pk), "form": form, "ending": ending, "on": on.isoformat()},
            "key_parts": (nonce,),
            "label": names[pk],
        }
        for pk in chosen
        if pk in names
    ]
    title = f"{forms()[form].name}: {len(items)}"
    return jobs.submit_batch(kind=FORMS_JOB, title=title, items=items, by=by, lang="vi")


@transaction.atomic
def request_whole_file(*, cadre: Cadre, by: Actor, at: datetime) -> Job:
    """Ask for everything the actor may see of one record, as one ZIP."""
    if not dossiers([cadre.pk], actor=by, on=localdate(at)):
        raise PermissionDenied
    audit.record(
        by=by,
        action="cadres.request_whole_file",
        subject=cadre,
        unit_path=cadre.employing_unit.path,
    )
    note_readings([cadre.pk], what=ReadingKind.EXPORT, by=by, at=at)
    return jobs.submit(
        kind=FILE_JOB,
        params={"cadre": str(cadre.pk), "on": localdate(at).isoformat()},
        by=by,
        key_parts=(uuid4().hex,),
        label=f"{cadre.code} {cadre.full_name}",
        lang="vi",
    )


def note_readings(ids: Iterable[UUID], *, what: str, by: Actor, at: datetime) -> None:
    """Log whose records were taken away, once a day for each kind; the own one is not logged."""
    if by.account_id is None:
        return
    RecordReading.objects.bulk_create(
        [
            RecordReading(
                cadre_id=pk,
                account_id=by.account_id,
                reader=by.name,
                hat=by.hat,
                day=localdate(at),
                at=at,
                what=what,
            )
            for pk in ids
            if pk != by.cadre_id
        ],
        ignore_conflicts=True,
    )
