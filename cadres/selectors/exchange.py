"""Questions about exchange packages, and the records of one as the other system wants them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import Count

from cadres.models import Cadre, CadreStatus, Unit, covered_paths
from cadres.rules.exchange import REASONS, VALUE, System, ValueFacts, record_of, systems
from cadres.selectors.dossier import Dossier, dossiers
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import check
from governance.text import Text
from portal.models import ExchangePackage, PackageError

AT_ONCE = 200


@dataclass(frozen=True)
class Outgoing:
    """A record on its way out: what would be sent, or why it is not."""

    dossier: Dossier
    record: dict | None
    faults: tuple[tuple[str, str], ...]  # field, rule


def units_to_send(actor: Actor):
    """The units whose records the actor may prepare for another system."""
    if actor.is_system:
        return Unit.objects.all()
    found = Unit.objects.none()
    for path in covered_paths(actor, DataClass.PERSONAL, "edit"):
        found |= Unit.objects.filter(path__startswith=path)
    return found


def people_of(package: ExchangePackage) -> list[UUID]:
    """Who is in service in the units of a package, by cadre number."""
    rows = Cadre.objects.filter(
        employing_unit__path__startswith=package.path, status=CadreStatus.ACTIVE
    )
    return list(rows.order_by("code").values_list("pk", flat=True))


def outgoing(
    package: ExchangePackage, ids: list[UUID], *, actor: Actor, on: date
) -> Iterator[Outgoing]:
    """Each record checked and worded, some at a time; closed parts never leave the portal."""
    system = systems()[package.system]
    seen = {field.source: repeated(field.source, ids) for field in system.fields if field.unique}
    rest = iter(ids)
    while some := list(islice(rest, AT_ONCE)):
        for dossier in dossiers(some, actor=actor, on=on, everything_closed=True):
            faults = tuple(faults_of(system, dossier, seen))
            fits = None if faults else record_of(system, dossier.values, dossier.tables)
            yield Outgoing(dossier, fits, faults)


def repeated(source: str, ids: list[UUID]) -> Counter:
    """Numbers that more than one of these people have."""
    if source != "personal_id":
        raise LookupError(f"nobody knows how to look for doubles of {source}")
    rows = Cadre.objects.filter(pk__in=ids).exclude(details__personal_id="")
    twice = rows.values("details__personal_id").annotate(n=Count("pk")).filter(n__gt=1)
    return Counter(dict(twice.values_list("details__personal_id", "n")))


def faults_of(system: System, dossier: Dossier, seen: dict) -> Iterator[tuple[str, str]]:
    for field in system.fields:
        value = dossier.values.get(field.source, "")
        facts = ValueFacts(field, value, seen.get(field.source, Counter()).get(value, 1))
        for finding in check(VALUE, facts):
            yield field.to, finding.code


def packages_for(actor: Actor, verb: str = "view"):
    found = ExchangePackage.objects.visible_to(actor, verb)
    return found.select_related("prepared_by", "repeats")


def errors_for(actor: Actor, package_id: str):
    rows = PackageError.objects.visible_to(actor).filter(package=package_id)
    return rows.select_related("package")


def reasons_of(package: ExchangePackage) -> list[tuple[str, str, int]]:
    """(field, rule, records) of a package's errors, the most frequent first."""
    rows = PackageError.objects.filter(package=package).values_list("field", "code")
    return list(rows.annotate(n=Count("pk")).order_by("-n", "field"))


def reason_text(system: str, field: str, code: str) -> Text:
    """The reason a rule gives for a field of a system, to be spoken in the reader's language."""
    known = systems().get(system)
    labels = {each.to: each.label for each in known.fields} if known else {}
    return REASONS[code](labels.get(field) or field)
