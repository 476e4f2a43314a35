"""Use cases about accounts: opening one, its password, its preferences, its sessions."""

import unicodedata
from datetime import date
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance import audit
from governance.actor import Actor
from governance.records import save_changes
from portal.models import Account, Session


@transaction.atomic
def open_account(
    *,
    username: str,
    display_name: str,
    password: str,
    by: Actor,
    on: date,
    cadre_id: UUID | None = None,
    language: str = "vi",
) -> Account:
    """Give a person the right to sign in; what it shows is granted separately."""
    account = Account(
        username=username.strip().lower(),
        display_name=display_name,
        language=language,
        cadre_id=cadre_id,
    )
    account.set_password(checked_password(password, account))
    account.full_clean()
    audit.record(by=by, action="portal.open_account", subject=account)
    account.save()
    return account


@transaction.atomic
def change_password(
    *, account: Account, old_password: str, new_password: str, by: Actor, on: date
) -> Account:
    """Replace the own password; every other session of the account ends."""
    if not account.check_password(unicodedata.normalize("NFC", old_password)):
        raise ValidationError({"old_password": _("This is not the current password.")})
    try:
        account.set_password(checked_password(new_password, account))
    except ValidationError as error:
        raise ValidationError({"new_password": error.messages}) from error
    audit.record(by=by, action="portal.change_password", subject=account)
    return save_changes(
        account, expected_version=account.version, changes={"password": account.password}
    )


@transaction.atomic
def set_preferences(*, account: Account, version: int, by: Actor, on: date, **changes) -> Account:
    """Keep the own language, theme and list preferences."""
    audit.record(by=by, action="portal.set_preferences", subject=account)
    return save_changes(account, expected_version=version, changes=changes)


@transaction.atomic
def note_sign_in(*, account: Account, by: Actor, on: date) -> None:
    """Write a sign-in into the audit trail."""
    audit.record(by=by, action="portal.sign_in", subject=account)


@transaction.atomic
def end_session(*, session: Session, by: Actor, on: date) -> None:
    """Sign a browser out from elsewhere (the own one, or any by an administrator)."""
    audit.record(by=by, action="portal.end_session", subject=session)
    session.delete()


def checked_password(password: str, account: Account) -> str:
    """The password in composed form, long and uncommon enough."""
    password = unicodedata.normalize("NFC", password)
    validate_password(password, account)
    return password
