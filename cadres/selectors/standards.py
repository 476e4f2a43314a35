"""Questions about title standards: which is in force, what it asks, whom it concerns."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cadres.models import (
    APPLIED,
    Level,
    StandardItem,
    StandardState,
    Title,
    TitleGroup,
    TitleStandard,
)
from cadres.rules.standards import Criterion, Kind
from governance.access import may_confirm_law
from governance.actor import Actor
from portal.inbox import WorkItem

MOST_WORK = 50


def standards_listed():
    """Every edition with the number of its criteria, for a list."""
    asked = Q(items__is_dropped=False) & ~Q(items__kind__in=["all", "any"])
    return TitleStandard.objects.select_related("title").annotate(
        criteria=Count("items", filter=asked)
    )


def tree_of(standard: TitleStandard) -> Criterion:
    """The criteria of an edition as a tree; its root asks all of them."""
    return trees_of([standard])[standard.pk]


def trees_of(standards) -> dict[UUID, Criterion]:
    """The trees of several editions, in one query."""
    wanted = [standard.pk for standard in standards]
    rows: dict = defaultdict(list)
    items = StandardItem.objects.filter(standard__in=wanted, is_dropped=False)
    for item in items.order_by("position", "id"):
        rows[item.standard_id, item.parent_id].append(item)
    return {pk: Criterion(str(pk), Kind.ALL, children=_branch(rows, pk, None)) for pk in wanted}


def _branch(rows: dict, standard: UUID, parent: UUID | None) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            key=str(item.pk),
            kind=Kind(item.kind),
            value=item.value,
            mandatory=item.mandatory,
            needs_paper=item.evidence == "document",
            basis=item.legal_basis,
            origin=str(item.origin),
            children=_branch(rows, standard, item.pk),
        )
        for item in rows.get((standard, parent), ())
    )


def kinds_in(*trees: Criterion) -> frozenset[Kind]:
    return frozenset(leaf.kind for tree in trees for leaf in tree.leaves())


class CodeNames:
    """Names of the codes in criteria, in the reader's language; titles are read once."""

    def __call__(self, code: str) -> str:
        known = self.words.get(code) or self.titles.get(code)
        return str(known or code)

    words = {**dict(TitleGroup.choices), **dict(Level.choices)}

    @cached_property
    def titles(self) -> dict[str, str]:
        return {t.code: f"{t.name} ({t.get_level_display()})" for t in Title.objects.all()}


def in_force(on: date):
    """The editions whose period holds a day; superseded ones answer for the past."""
    return TitleStandard.objects.filter(state__in=APPLIED, valid__contains=on)


def standard_for(title: Title, on: date) -> TitleStandard | None:
    """The edition for a title on a day: its own, else that of its group, the narrower first."""
    found = in_force(on).filter(
        Q(title=title)
        | Q(title__isnull=True, title_group=title.group, level=title.level)
        & Q(track__in=["", title.track])
    )
    return min(found.select_related("title"), key=narrowness, default=None)


def narrowness(standard: TitleStandard) -> int:
    return 0 if standard.title_id else 1 if standard.track else 2


def standards_by_title(on: date) -> dict[UUID, TitleStandard]:
    """For each title that has one: its edition on a day (two queries)."""
    editions = sorted(in_force(on).select_related("title"), key=narrowness, reverse=True)
    found = {}
    for title in Title.objects.all():
        for edition in editions:  # the narrowest comes last and stays
            if covers(edition, title):
                found[title.pk] = edition
    return found


def covers(standard: TitleStandard, title: Title) -> bool:
    if standard.title_id:
        return standard.title_id == title.pk
    return (standard.title_group, standard.level) == (title.group, title.level) and (
        standard.track in ("", title.track)
    )


def titles_of(standard: TitleStandard, on: date) -> list[Title]:
    """The titles an edition speaks of; those with a narrower standard of their own are not."""
    if standard.title_id:
        return [standard.title]
    narrower = {
        pk
        for pk, edition in standards_by_title(on).items()
        if narrowness(edition) < narrowness(standard)
    }
    rows = Title.objects.filter(group=standard.title_group, level=standard.level)
    if standard.track:
        rows = rows.filter(track=standard.track)
    return [title for title in rows if title.pk not in narrower]


def editions_of(standard: TitleStandard):
    """All editions about the same title or group, the newest first."""
    return TitleStandard.objects.filter(
        title=standard.title_id,
        title_group=standard.title_group,
        level=standard.level,
        track=standard.track,
    ).order_by("-edition")


def edition_before(standard: TitleStandard) -> TitleStandard | None:
    """The edition that this one replaces or would replace."""
    older = editions_of(standard).filter(edition__lt=standard.edition)
    return older.exclude(state=StandardState.WITHDRAWN).select_related("title").first()


def work_for(actor: Actor, on: date) -> Iterator[WorkItem]:
    """The drafts that wait for this actor's confirmation, for the inbox."""
    if not may_confirm_law(actor):
        return
    waiting = TitleStandard.objects.filter(state=StandardState.DRAFT).select_related("title")
    for draft in waiting.exclude(entered_by=actor.person or "-")[:MOST_WORK]:
        yield WorkItem(
            title=str(draft),
            url=draft.get_absolute_url(),
            due=draft.valid.lower,
            kind=_("Title standard to confirm"),
        )
