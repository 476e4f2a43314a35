"""What an account keeps of a list: its columns and its saved views."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from governance import audit
from governance.actor import Actor
from governance.records import save_changes
from portal.models import Account, SavedView
from portal.services.accounts import set_preferences

TITLES: dict[str, Any] = {}  # list key → its title, as its page says when it is loaded


def columns_of(account, list_key: str) -> list[str]:
    """The columns this account last chose for the list; unknown ones do no harm."""
    remembered = account.preferences.get("columns", {}).get(list_key, [])
    return [key for key in remembered if isinstance(key, str)]


def views_for(actor: Actor, list_key: str) -> list[SavedView]:
    """The own saved views of a list and those shared with the acting hat."""
    return list(visible_views(actor).filter(list_key=list_key).order_by("name", "pk"))


def visible_views(actor: Actor):
    shared = Q(shared_with=actor.hat) if actor.hat else Q(pk__in=[])
    return SavedView.objects.filter(Q(owner_id=actor.account_id) | shared)


def own_views(actor: Actor):
    return SavedView.objects.filter(owner_id=actor.account_id)


def with_titles(views: Iterable[SavedView]) -> list[SavedView]:
    """The views, each with the title of its list."""
    views = list(views)
    for view in views:
        view.list_title = TITLES.get(view.list_key, view.list_key)
    return views


def default_view(views: list[SavedView], actor: Actor) -> str:
    """The state that opens first, when the account has chosen one."""
    return next((v.query for v in views if v.is_default and v.owner_id == actor.account_id), "")


@transaction.atomic
def remember_columns(*, list_key: str, columns: list[str], by: Actor, on: date) -> None:
    """Keep the choice of columns for one list in the own preferences."""
    account = Account.objects.select_for_update(no_key=True).get(pk=by.account_id)
    chosen = {**account.preferences.get("columns", {}), list_key: columns}
    set_preferences(
        account=account,
        version=account.version,
        by=by,
        on=on,
        preferences={**account.preferences, "columns": chosen},
    )


@transaction.atomic
def save_view(
    *, list_key: str, name: str, query: str, share: bool, opens_first: bool, by: Actor, on: date
) -> SavedView:
    """Keep the present state of a list (lưu khung nhìn) under a name, for oneself or one's hat."""
    view = SavedView(
        owner_id=by.account_id,
        list_key=list_key,
        name=name,
        query=query,
        shared_with=by.hat if share else "",
    )
    view.full_clean()
    audit.record(by=by, action="portal.save_view", subject=view)
    view.save(force_insert=True)
    if opens_first:
        open_first(view=view, by=by, on=on)
    return view


@transaction.atomic
def rename_view(*, view: SavedView, version: int, name: str, by: Actor, on: date) -> SavedView:
    """Give a saved view another name."""
    audit.record(by=by, action="portal.rename_view", subject=view)
    return save_changes(view, expected_version=version, changes={"name": name})


@transaction.atomic
def open_first(*, view: SavedView, by: Actor, on: date) -> SavedView:
    """Let a view open when the list is opened bare; the former one steps back."""
    audit.record(by=by, action="portal.open_view_first", subject=view)
    others = own_views(by).filter(list_key=view.list_key, is_default=True).exclude(pk=view.pk)
    for other in others.select_for_update(no_key=True):
        save_changes(other, expected_version=other.version, changes={"is_default": False})
    return save_changes(view, expected_version=view.version, changes={"is_default": True})


@transaction.atomic
def drop_view(*, view: SavedView, by: Actor, on: date) -> None:
    """Forget a saved view; what it was is in the audit trail."""
    audit.record(by=by, action="portal.drop_view", subject=view)
    view.delete()
