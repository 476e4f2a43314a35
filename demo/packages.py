"""Exchange packages of the demo: one just checked, with its errors, one accepted long since."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from cadres.models import Cadre, CadreStatus, Level, Unit
from cadres.rules.exchange import systems
from cadres.selectors.exchange import outgoing, people_of
from cadres.selectors.package_file import write_package
from governance.actor import Actor
from portal.jobs import store
from portal.models import ExchangePackage, PackageError, PackageState, StoredFile

SYSTEM = "csdl-ccvc"


def examples(by: Actor, on: date) -> None:
    """Two localities as an officer would have prepared them, from the records that are there."""
    for unit, state, days in zip(
        localities(on), (PackageState.CHECKED, PackageState.ACCEPTED), (1, 30), strict=False
    ):
        example(unit, state, on - timedelta(days=days), by)


def localities(on: date) -> list[Unit]:
    """Two localities with people in service, the same ones in every load."""
    staffed = Cadre.objects.filter(status=CadreStatus.ACTIVE).values("employing_unit__parent")
    found = Unit.objects.filter(level=Level.COMMUNE, pk__in=staffed, valid__contains=on)
    return list(found.order_by("code")[:2])


def example(unit: Unit, state: str, on: date, by: Actor) -> None:
    package = ExchangePackage(
        system=SYSTEM,
        mapping_version=systems()[SYSTEM].version,
        unit_ref=unit.pk,
        unit_name=unit.name_vi,
        path=unit.path,
        as_of=on,
        state=PackageState.CHECKED,
        prepared_at=timezone.now() - (timezone.localdate() - on),
    )
    found = list(outgoing(package, people_of(package), actor=by, on=on))
    records = [each.record for each in found if each.record is not None]
    package.persons, package.faulty = len(found), len(found) - len(records)
    if state == PackageState.ACCEPTED and records:
        package.stored = file_of(package, records)
        package.sha256, package.state = package.stored.sha256, state
        package.handed_over_on, package.receipt = on + timedelta(days=2), "BN-0112"
        package.answer = "Đã tiếp nhận đủ số hồ sơ"
    package.save(force_insert=True)
    PackageError.objects.bulk_create(
        PackageError(
            package=package,
            subject_ref=each.dossier.cadre_id,
            subject_code=each.dossier.code,
            subject_name=each.dossier.name,
            field=field,
            code=code,
        )
        for each in found
        for field, code in each.faults
    )


def file_of(package: ExchangePackage, records: list[dict]) -> StoredFile:
    path = store.temporary(uuid4(), 0, 0)
    write_package(path, package, lambda: records, len(records))
    kept = store.keep(
        path, temporary=path, name="package.zip", content_type="application/zip", held=True
    )
    return StoredFile.objects.get_or_create(
        sha256=kept.sha256, defaults={"size": kept.size, "content_type": kept.content_type}
    )[0]
