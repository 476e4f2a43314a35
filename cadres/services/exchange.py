"""Use cases about exchange packages: check, pack, hand over, note the answer, send again."""

from datetime import date, datetime
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from cadres import access
from cadres.models import Unit
from cadres.rules.exchange import PACKAGE_CHART, systems
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.records import save_changes
from portal import jobs
from portal.models import ExchangePackage, PackageError, PackageState, StoredFile

CHECK_JOB, PACK_JOB = "cadres.check_package", "cadres.pack_package"


@transaction.atomic
def prepare_package(
    *,
    system: str,
    unit: Unit,
    by: Actor,
    at: datetime,
    repeats: ExchangePackage | None = None,
) -> ExchangePackage:
    """Open a package and let its records be checked; nothing is packed by that."""
    access.require(by, access.EDIT, over=unit, data_class=DataClass.PERSONAL)
    package = ExchangePackage(
        system=system,
        mapping_version=systems()[system].version,
        unit_ref=unit.pk,
        unit_name=unit.name_vi,
        path=unit.path,
        as_of=localdate(at),
        prepared_by_id=by.account_id,
        prepared_at=at,
        repeats=repeats,
    )
    package.full_clean()
    tell(package, "prepare_package", by)
    package.save(force_insert=True)
    package.job = jobs.submit(
        kind=CHECK_JOB,
        params={"package": str(package.pk)},
        by=by,
        label=str(package),
        key_parts=(uuid4().hex,),
    )
    tell(package, "prepare_package", by)
    return save_changes(package, expected_version=1, changes={"job": package.job})


@transaction.atomic
def pack(*, package: ExchangePackage, version: int, by: Actor) -> ExchangePackage:
    """Let the records that fit be packed; they are checked once more while it is done."""
    require_over(package, by)
    PACKAGE_CHART.require(package.state, PackageState.PACKED)
    job = jobs.submit(
        kind=PACK_JOB,
        params={"package": str(package.pk)},
        by=by,
        label=str(package),
        key_parts=(uuid4().hex,),
    )
    tell(package, "pack_package", by)
    return save_changes(package, expected_version=version, changes={"job": job})


@transaction.atomic
def hand_over(
    *, package: ExchangePackage, version: int, handed_over_on: date, receipt: str, by: Actor
) -> ExchangePackage:
    """Note that somebody handed the file to the receiver: the portal itself sends nothing."""
    require_over(package, by)
    PACKAGE_CHART.require(package.state, PackageState.HANDED_OVER)
    tell(package, "hand_over_package", by)
    changes = {
        "state": PackageState.HANDED_OVER,
        "handed_over_on": handed_over_on,
        "receipt": receipt,
    }
    return save_changes(package, expected_version=version, changes=changes)


@transaction.atomic
def note_answer(
    *, package: ExchangePackage, version: int, accepted: bool, answer: str, by: Actor
) -> ExchangePackage:
    """Note what the receiver answered."""
    require_over(package, by)
    state = PackageState.ACCEPTED if accepted else PackageState.RETURNED
    PACKAGE_CHART.require(package.state, state)
    tell(package, "note_answer_to_package", by)
    changes = {"state": state, "answer": answer}
    return save_changes(package, expected_version=version, changes=changes)


@transaction.atomic
def drop_package(*, package: ExchangePackage, version: int, by: Actor) -> ExchangePackage:
    """Drop a package that was not handed over."""
    require_over(package, by)
    PACKAGE_CHART.require(package.state, PackageState.CANCELLED)
    tell(package, "drop_package", by)
    return save_changes(
        package, expected_version=version, changes={"state": PackageState.CANCELLED}
    )


@transaction.atomic
def send_again(*, package: ExchangePackage, by: Actor, at: datetime) -> ExchangePackage:
    """Open a new package of the same units for the same system, from today's records."""
    unit = Unit.objects.get(pk=package.unit_ref)
    return prepare_package(system=package.system, unit=unit, by=by, at=at, repeats=package)


@transaction.atomic
def note_download(*, package: ExchangePackage, by: Actor) -> None:
    """Tell the trail that somebody took the file of a package."""
    require_over(package, by)
    tell(package, "download_package", by)


def require_over(package: ExchangePackage, by: Actor) -> None:
    if not access.may(by, access.EDIT, over=package.path, data_class=DataClass.PERSONAL):
        raise PermissionDenied


def tell(package: ExchangePackage, action: str, by: Actor) -> None:
    audit.record(by=by, action=f"cadres.{action}", subject=package, unit_path=package.path)


@transaction.atomic
def keep_outcome(
    *, package: ExchangePackage, persons: int, errors: list[PackageError], kept, by: Actor
) -> None:
    """What a check or a packing found, and the file of the latter; in the job's last act."""
    now = ExchangePackage.objects.select_for_update(no_key=True).get(pk=package.pk)
    wanted = PackageState.PACKED if kept else PackageState.CHECKED
    PACKAGE_CHART.require(now.state, wanted)
    tell(package, "pack_package" if kept else "check_package", by)
    old = PackageError.objects.filter(package=package)
    old._raw_delete(using=old.db)
    PackageError.objects.bulk_create(errors, batch_size=1000)
    changes = {
        "state": wanted,
        "persons": persons,
        "faulty": len({error.subject_ref for error in errors}),
    }
    if kept:
        stored, _new = StoredFile.objects.get_or_create(
            sha256=kept.sha256,
            defaults={"size": kept.size, "content_type": kept.content_type},
        )
        changes |= {"stored": stored, "sha256": kept.sha256}
    save_changes(now, expected_version=now.version, changes=changes)
