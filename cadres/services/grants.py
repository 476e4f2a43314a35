"""Use cases about hats: who may see and do what, where, from when to when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cadres import access
from cadres.models import HatGrant, Unit
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.periods import period
from governance.records import save_changes
from portal.models import Account


@transaction.atomic
def give_hat(
    *,
    account: Account,
    hat: str,
    unit: Unit,
    classes: list[str],
    first_day: date,
    basis: str,
    by: Actor,
    on: date,
    last_day_exclusive: date | None = None,
) -> HatGrant:
    """Let an account act under a hat over a unit; an administrator, never for the own account."""
    access.require(by, access.EDIT, over=unit, data_class=DataClass.ADMIN)
    if by.account_id == account.pk:
        raise ValidationError(_("Nobody gives a hat to the own account."))
    if beyond := set(classes) - set(access.classes_of(hat)):
        raise ValidationError(
            _("This hat cannot open: %(classes)s.") % {"classes": ", ".join(sorted(beyond))}
        )
    grant = HatGrant(
        account=account,
        hat=hat,
        unit=unit,
        classes=sorted(classes),
        valid=period(first_day, last_day_exclusive),
        basis=basis,
    )
    grant.full_clean()
    audit.record(by=by, action="cadres.give_hat", subject=grant, unit_path=unit.path, basis=basis)
    grant.save()
    return grant


@transaction.atomic
def withdraw_hat(*, grant: HatGrant, last_day_exclusive: date, by: Actor, on: date) -> HatGrant:
    """End a grant; the next request of the account has the new rights."""
    access.require(by, access.EDIT, over=grant.unit, data_class=DataClass.ADMIN)
    audit.record(by=by, action="cadres.withdraw_hat", subject=grant, unit_path=grant.unit.path)
    return save_changes(
        grant,
        expected_version=grant.version,
        changes={"valid": period(grant.valid.lower, last_day_exclusive)},
    )
