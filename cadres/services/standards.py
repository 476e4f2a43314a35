"""Use cases about editions of title standards: drafting, building, putting in force."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cadres.models import (
    EvidenceRule,
    ItemKind,
    StandardItem,
    StandardState,
    Sureness,
    Title,
    TitleStandard,
)
from cadres.rules import standards as rules
from cadres.selectors import standards as selectors
from governance import access, audit
from governance.actor import Actor
from governance.findings import enforce
from governance.periods import period
from governance.records import save_changes


@transaction.atomic
def open_standard(
    *,
    first_day: date,
    source_document: str,
    by: Actor,
    on: date,
    title: Title | None = None,
    title_group: str = "",
    level: str = "",
    track: str = "",
    confidence: str = Sureness.OFFICIAL_TEXT,
    note: str = "",
) -> TitleStandard:
    """Draft an edition; it begins with the criteria of the edition before it, if there is one."""
    access.require(access.may_propose_law(by))
    standard = TitleStandard(
        title=title,
        title_group=title_group,
        level=level,
        track=track,
        valid=period(first_day),
        source_document=source_document.strip(),
        confidence=confidence,
        note=note,
        entered_by=by.person or by.name[:60],
        entered_by_name=by.name,
        entered_on=on,
    )
    before = selectors.editions_of(standard)
    standard.edition = (before.aggregate(last=Max("edition"))["last"] or 0) + 1
    standard.full_clean()
    audit.record(
        by=by, action="cadres.open_standard", subject=standard, basis=standard.source_document
    )
    standard.save(force_insert=True)
    model = before.exclude(pk=standard.pk).exclude(state=StandardState.WITHDRAWN).first()
    if model is not None:
        _copy_items(model, standard)
    return standard


def _copy_items(old: TitleStandard, new: TitleStandard) -> None:
    """The criteria of the older edition, groups first, each with the origin it had."""
    waiting = list(old.items.filter(is_dropped=False).order_by("position", "id"))
    copies: dict = {None: None}
    while waiting:
        ready = [item for item in waiting if item.parent_id in copies]
        for item in ready:
            copies[item.pk] = StandardItem.objects.create(
                standard=new,
                parent=copies[item.parent_id],
                **{
                    name: getattr(item, name)
                    for name in (
                        "position", "kind", "operator", "value", "mandatory", "evidence",
                        "legal_basis", "origin",
                    )
                },
            )  # fmt: skip
        waiting = [item for item in waiting if item.pk not in copies]
        if not ready:
            return


def _lock_draft(standard: TitleStandard, by: Actor) -> TitleStandard:
    """The edition while it may still be built, held so that two builders follow each other."""
    access.require(access.may_propose_law(by))
    locked = TitleStandard.objects.select_for_update(no_key=True, of=("self",)).get(pk=standard.pk)
    if not locked.is_draft:
        raise ValidationError(_("Only a draft can be changed. Draft a new edition."))
    return locked


@transaction.atomic
def add_item(
    *,
    standard: TitleStandard,
    kind: str,
    by: Actor,
    on: date,
    value: dict[str, Any] | None = None,
    parent: StandardItem | None = None,
    mandatory: bool = True,
    evidence: str = EvidenceRule.RECORD,
    legal_basis: str = "",
) -> StandardItem:
    """Add a criterion, or a group, at the end of a group of the draft."""
    standard = _lock_draft(standard, by)
    item = StandardItem(
        standard=standard,
        parent=parent,
        position=_next_place(standard, parent),
        kind=kind,
        operator=rules.operator_of(kind),
        value=value or {},
        mandatory=mandatory,
        evidence=evidence,
        legal_basis=legal_basis.strip(),
    )
    _require_home(item, parent)
    item.full_clean()
    audit.record(by=by, action="cadres.add_criterion", subject=item, basis=item.legal_basis)
    item.save(force_insert=True)
    return item


@transaction.atomic
def change_item(
    *, item: StandardItem, version: int, changes: dict[str, Any], by: Actor, on: date
) -> StandardItem:
    """Change what a criterion asks, or the group it stands in."""
    _lock_draft(item.standard, by)
    if "parent" in changes and changes["parent"] != item.parent:
        _require_home(item, changes["parent"])
        changes = {**changes, "position": _next_place(item.standard, changes["parent"])}
    audit.record(by=by, action="cadres.change_criterion", subject=item)
    return save_changes(item, expected_version=version, changes=changes)


@transaction.atomic
def move_item(*, item: StandardItem, direction: str, by: Actor, on: date) -> StandardItem:
    """One place up or down among its neighbours, or into the group before, or out of its group."""
    standard = _lock_draft(item.standard, by)
    item = StandardItem.objects.select_related("parent").get(pk=item.pk)
    audit.record(by=by, action="cadres.move_criterion", subject=item)
    around = list(
        standard.items.filter(parent=item.parent, is_dropped=False).order_by("position", "id")
    )
    place = [each.pk for each in around].index(item.pk)
    if direction == "out" and item.parent:
        _place(item, item.parent.parent, _next_place(standard, item.parent.parent))
    elif direction == "in":
        groups = [each for each in around[:place][::-1] + around[place:] if each.kind in GROUPS]
        home = next((each for each in groups if each.pk != item.pk), None)
        if home is None:
            raise ValidationError(_("There is no group beside it. Add a group first."))
        _place(item, home, _next_place(standard, home))
    elif direction in STEPS:
        around.insert(max(place + STEPS[direction], 0), around.pop(place))
        for number, each in enumerate(around, start=1):
            _place(each, each.parent, number)
    return item


GROUPS = {ItemKind.ALL, ItemKind.ANY}
STEPS = {"up": -1, "down": 1}


def _place(item: StandardItem, parent: StandardItem | None, position: int) -> None:
    if (item.parent, item.position) != (parent, position):
        changes = {"parent": parent, "position": position}
        save_changes(item, expected_version=item.version, changes=changes)


def _next_place(standard: TitleStandard, parent: StandardItem | None) -> int:
    rows = standard.items.filter(parent=parent, is_dropped=False)
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _require_home(item: StandardItem, parent: StandardItem | None) -> None:
    """A criterion stands in a group of its own edition, and no group in itself."""
    above = parent
    if parent and (parent.standard_id != item.standard_id or parent.kind not in GROUPS):
        raise ValidationError({"parent": _("Choose a group of this standard.")})
    while above is not None:
        if above.pk == item.pk:
            raise ValidationError({"parent": _("A group cannot stand in itself.")})
        above = above.parent


@transaction.atomic
def drop_item(*, item: StandardItem, by: Actor, on: date) -> None:
    """Remove a criterion, or a group with all that stands in it, from the draft."""
    _lock_draft(item.standard, by)
    audit.record(by=by, action="cadres.drop_criterion", subject=item)
    waiting = [item]
    while waiting:
        one = waiting.pop()
        waiting += one.children.filter(is_dropped=False)
        save_changes(one, expected_version=one.version, changes={"is_dropped": True})


@transaction.atomic
def confirm_standard(*, standard: TitleStandard, by: Actor, on: date) -> TitleStandard:
    """Put a draft in force: a second person vouches for it; the edition before it ends."""
    access.require(access.may_confirm_law(by))
    # Two officers may confirm two drafts of one title; the lock lets them follow each other.
    rows = selectors.editions_of(standard).select_for_update(no_key=True, of=("self",))
    locked = {row.pk: row for row in rows.select_related("title").order_by("pk")}
    standard = locked[standard.pk]
    rules.EDITIONS.require(standard.state, StandardState.IN_FORCE)
    enforce(rules.CONFIRMING, _confirming_facts(standard, by), rules.StandardsLaw.on(on))
    audit.record(
        by=by,
        action="cadres.confirm_standard",
        subject=standard,
        basis=standard.source_document,
    )
    for older in locked.values():
        if older.state == StandardState.IN_FORCE:
            _supersede(older, standard)
    return save_changes(
        standard,
        expected_version=standard.version,
        changes={
            "state": StandardState.IN_FORCE,
            "confirmed_by": by.person or by.name[:60],
            "confirmed_by_name": by.name,
            "confirmed_on": on,
        },
    )


def _confirming_facts(standard: TitleStandard, by: Actor) -> rules.ConfirmingFacts:
    tree = selectors.tree_of(standard)
    leaves = list(tree.leaves())
    items = standard.items.filter(is_dropped=False)
    groups = items.filter(kind__in=GROUPS)
    filled = items.filter(parent__isnull=False).values("parent")
    return rules.ConfirmingFacts(
        criteria=len(leaves),
        empty_groups=groups.exclude(pk__in=filled).count(),
        without_basis=sum(not leaf.basis for leaf in leaves),
        entered_by=standard.entered_by,
        confirmed_by=by.person,
    )


def _supersede(older: TitleStandard, newer: TitleStandard) -> None:
    """The edition in force ends the day the new one begins."""
    if older.valid.lower >= newer.valid.lower:
        raise ValidationError(
            _("An edition is in force from %(day)s on. Choose a later first day.")
            % {"day": older.valid.lower.strftime("%d/%m/%Y")}
        )
    save_changes(
        older,
        expected_version=older.version,
        changes={
            "state": StandardState.SUPERSEDED,
            "valid": period(older.valid.lower, newer.valid.lower),
        },
    )


@transaction.atomic
def withdraw_standard(*, standard: TitleStandard, by: Actor, on: date) -> TitleStandard:
    """Give up a draft; it stays on record without effect."""
    standard = _lock_draft(standard, by)
    audit.record(by=by, action="cadres.withdraw_standard", subject=standard)
    return save_changes(
        standard,
        expected_version=standard.version,
        changes={"state": StandardState.WITHDRAWN},
    )
