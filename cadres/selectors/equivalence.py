"""Questions about equivalent posts on a day. Nothing here writes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Prefetch

from cadres.models import (
    Assignment,
    EquivalenceGroup,
    EquivalenceMember,
    EquivalenceVersion,
    Seat,
    Title,
    VersionState,
)
from cadres.rules import authority as rules

MOST_BROADER = 6  # groups above one another; more would be a circle


def version_on(on: date) -> EquivalenceVersion | None:
    """The version of the groups in force on a day."""
    return EquivalenceVersion.objects.filter(
        state=VersionState.CONFIRMED, valid__contains=on
    ).first()


def versions() -> list[EquivalenceVersion]:
    """Every version, the latest first."""
    return list(EquivalenceVersion.objects.order_by("-number"))


def group_of(title: Title, on: date) -> EquivalenceGroup | None:
    """The group in which a title stands on a day."""
    return (
        EquivalenceGroup.objects.filter(
            members__title=title,
            of_version__state=VersionState.CONFIRMED,
            of_version__valid__contains=on,
        )
        .select_related("of_version", "broader")
        .first()
    )


def equivalents_of(title: Title, on: date) -> list[Title]:
    """The titles equivalent to one on a day, itself among them; only itself when in no group."""
    group = group_of(title, on)
    if group is None:
        return [title]
    return list(
        Title.objects.filter(equivalences__group=group).order_by("precedence", "code", "id")
    )


def equal_or_higher(title: Title, on: date) -> list[Title]:
    """The titles equivalent to one or above it on a day; itself when it stands in no group."""
    group = group_of(title, on)
    if group is None:
        return [title]
    return list(
        Title.objects.filter(
            equivalences__group__of_version=group.of_version,
            equivalences__group__order__lte=group.order,
        ).order_by("precedence", "code", "id")
    )


def is_equal_or_higher(title: Title, than: Title, on: date) -> bool | None:
    """Is one title equivalent to another or above it? None where a group does not tell."""
    if title.pk == than.pk:
        return True
    one, other = group_of(title, on), group_of(than, on)
    if one is None or other is None:
        return None
    return one.order <= other.order


@dataclass(frozen=True, slots=True)
class Peers:
    """With whom the holders of a title are compared, and how that group was chosen."""

    group: EquivalenceGroup | None
    titles: tuple[Title, ...]
    holders: int
    broadened: bool
    enough: bool
    least: int


def peers_of(title: Title, on: date) -> Peers:
    """The peer group of a title: its own group, or the next broader one with enough holders."""
    law = rules.AuthorityLaw.known_on(on)
    least = law.equivalence_least_peers if law else 0
    chain = _broader_and_broader(title, on)
    if not law or not chain:
        holders = _holders([title.pk], on)
        return Peers(None, (title,), holders, False, holders >= least, least)
    families = [_family(group) for group in chain]
    counts = [_holders([t.pk for t in titles], on) for titles in families]
    choice = rules.choose_peers(counts, law)
    return Peers(
        chain[choice.place],
        families[choice.place],
        counts[choice.place],
        choice.broadened,
        choice.enough,
        least,
    )


def _broader_and_broader(title: Title, on: date) -> list[EquivalenceGroup]:
    chain, group = [], group_of(title, on)
    while group is not None and group not in chain and len(chain) < MOST_BROADER:
        chain.append(group)
        group = group.broader
    return chain


def _family(group: EquivalenceGroup) -> tuple[Title, ...]:
    """The titles of a group and of every narrower one."""
    every = EquivalenceGroup.objects.filter(of_version=group.of_version_id)
    beneath: dict = {}
    for one in every:
        beneath.setdefault(one.broader_id, []).append(one.pk)
    found, waiting = set(), [group.pk]
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += beneath.get(pk, [])
    return tuple(
        Title.objects.filter(equivalences__group__in=found).order_by("precedence", "code", "id")
    )


def _holders(titles: list, on: date) -> int:
    """How many people hold these titles: a number, never who."""
    return (
        Assignment.objects.filter(seat__title__in=titles, held__contains=on)
        .values("cadre")
        .distinct()
        .count()
    )


def groups_of(version: EquivalenceVersion) -> list[EquivalenceGroup]:
    """The groups of a version with `titles` placed in them, the highest first."""
    placed = EquivalenceMember.objects.select_related("title").order_by(
        "title__precedence", "title__code"
    )
    return list(
        version.groups.select_related("broader")
        .prefetch_related(Prefetch("members", placed, to_attr="placed"))
        .order_by("order", "code")
    )


def groups_named(version: EquivalenceVersion):
    """The groups of a version, for a choice."""
    return EquivalenceGroup.objects.filter(of_version=version).order_by("order", "code")


def unplaced(version: EquivalenceVersion) -> list[Title]:
    """The titles that have seats in the time of a version and stand in none of its groups."""
    placed = EquivalenceMember.objects.filter(of_version=version, group__isnull=False)
    lived = Seat.objects.filter(title=OuterRef("pk"), valid__overlap=version.valid)
    return list(
        Title.objects.filter(Exists(lived))
        .exclude(pk__in=placed.values("title"))
        .order_by("precedence", "code")
    )


def next_number() -> int:
    return (EquivalenceVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def rows_of(version: EquivalenceVersion) -> int:
    return version.members.filter(group__isnull=False).aggregate(n=Count("pk"))["n"]
