"""Amending the law of the portal: one person enters, another confirms."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from governance import access, amendments, audit
from governance.actor import Actor
from governance.findings import enforce
from governance.models import Amendment
from governance.regulation import read_value
from governance.rules import TwoPersons, second_person_is_another
from governance.selectors import parameter_called


@transaction.atomic
def enter_amendment(
    *,
    parameter: str,
    value: Any,
    since: date,
    source: str,
    confidence: str,
    scope: str = "",
    by: Actor,
    on: date,
) -> Amendment:
    """Enter a new dated value of a parameter, without effect until another person confirms it."""
    access.require(access.may_propose_law(by) and bool(by.person))
    _require_readable(parameter, value)
    amendment = Amendment(
        parameter=parameter,
        value=value,
        since=since,
        source=source,
        confidence=confidence,
        scope=scope,
        entered_by=by.person,
        entered_by_name=by.name,
        entered_on=on,
    )
    amendment.full_clean()
    amendment.save(force_insert=True)
    audit.record(by=by, action="governance.enter_amendment", subject=amendment, basis=source)
    return amendment


@transaction.atomic
def confirm_amendment(*, amendment: Amendment, by: Actor, on: date) -> Amendment:
    """Put an amendment in force: the second person vouches for value, date and source."""
    access.require(access.may_confirm_law(by))
    amendment = Amendment.objects.select_for_update(no_key=True).get(pk=amendment.pk)
    enforce([second_person_is_another], TwoPersons(amendment.entered_by, by.person))
    if amendment.confirmed_on:
        raise ValidationError(_("This amendment is already confirmed."))
    amendment.confirmed_by, amendment.confirmed_by_name = by.person, by.name
    amendment.confirmed_on = on
    amendment.full_clean()
    amendment.save(force_update=True)
    amendments.forget()
    audit.record(
        by=by, action="governance.confirm_amendment", subject=amendment, basis=amendment.source
    )
    return amendment


def _require_readable(parameter: str, value: Any) -> None:
    """The value must read like those of the book: same kind, same shape."""
    known = parameter_called(parameter)
    if known is None:
        raise ValidationError({"parameter": _("No regulation file knows this parameter.")})
    pattern = known.provisions[-1].value
    try:
        read = read_value(value, known.unit)
    except (ValueError, ZeroDivisionError, TypeError) as error:
        raise ValidationError({"value": _("This value cannot be read.")}) from error
    numbers = isinstance(pattern, int) and not isinstance(pattern, bool)
    if type(read) is not type(pattern) or (numbers and read < 0):
        raise ValidationError({"value": _("The value must be of the same kind as in the book.")})
