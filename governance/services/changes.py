"""Changing a sealed fact: asked for by one person, approved by another, carried out once."""

import json
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance import audit
from governance.actor import Actor
from governance.findings import enforce
from governance.models import ChangeRequest
from governance.records import EditableRecord
from governance.rules import (
    TwoPersons,
    VotingLaw,
    reason_says_enough,
    second_person_is_another,
)


@transaction.atomic
def request_change(
    *,
    subject: EditableRecord,
    changes: dict[str, Any],
    reason: str,
    unit_path: str = "",
    by: Actor,
    on: date,
) -> ChangeRequest:
    """Ask to change a sealed row: exactly these fields, from what is there to what should be."""
    enforce([reason_says_enough], reason, VotingLaw.on(on))
    old, new = _images(subject, changes)
    if not new:
        raise ValidationError(_("Nothing would change."))
    request = ChangeRequest(
        tbl=subject._meta.db_table,
        row=subject.pk,
        old=old,
        new=new,
        reason=reason.strip(),
        unit_path=unit_path,
        requested_by=by.person,
        requested_by_name=by.name,
        requested_at=timezone.now(),
    )
    request.full_clean()
    request.save(force_insert=True)
    _tell("governance.request_change", request, by)
    return request


@transaction.atomic
def approve_change(*, request: ChangeRequest, by: Actor) -> ChangeRequest:
    """Agree to a change asked for by another person; it may then be carried out for a day."""
    request = _open(request)
    enforce([second_person_is_another], TwoPersons(request.requested_by, by.person))
    request.approved_by, request.approved_by_name = by.person, by.name
    request.approved_at = timezone.now()
    request.full_clean(validate_unique=False)
    request.save(force_update=True)
    _tell("governance.approve_change", request, by)
    return request


@transaction.atomic
def withdraw_change(*, request: ChangeRequest, by: Actor) -> ChangeRequest:
    """Drop a request that was not carried out."""
    request = _open(request)
    request.withdrawn_at = timezone.now()
    request.save(force_update=True)
    _tell("governance.withdraw_change", request, by)
    return request


@transaction.atomic
def carry_out_change(*, request: ChangeRequest, by: Actor) -> ChangeRequest:
    """Make the approved change; the guard of the table checks and consumes the request."""
    request = _open(request)
    quote = connection.ops.quote_name
    table, columns = quote(request.tbl), ", ".join(quote(name) for name in request.new)
    _tell("governance.carry_out_change", request, by)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} t SET version = t.version + 1, ({columns}) = "
            f"(SELECT {columns} FROM jsonb_populate_record(t, %s::jsonb)) WHERE id = %s",
            [json.dumps(request.new), request.row],
        )
    request.refresh_from_db()
    return request


def _open(request: ChangeRequest) -> ChangeRequest:
    request = ChangeRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    if request.consumed_at or request.withdrawn_at:
        raise ValidationError(_("This request is closed."))
    return request


def _images(subject: EditableRecord, changes: dict[str, Any]) -> tuple[dict, dict]:
    """The touched columns as the database itself writes them, before and after."""
    fields = {name: subject._meta.get_field(name) for name in changes}
    values = {field.column: changes[name] for name, field in fields.items()}
    table = connection.ops.quote_name(subject._meta.db_table)
    with connection.cursor() as cursor:
        # Images of instants must not depend on the zone of the session.
        cursor.execute("SELECT set_config('TimeZone', 'UTC', true)")
        cursor.execute(
            f"SELECT to_jsonb(t), to_jsonb(jsonb_populate_record(t, %s::jsonb)) "
            f"FROM {table} t WHERE id = %s",
            [json.dumps(values, cls=audit.ExactEncoder), subject.pk],
        )
        before, after = (json.loads(image) for image in cursor.fetchone())
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [connection.timezone_name])
    touched = [column for column in values if before[column] != after[column]]
    return {c: before[c] for c in touched}, {c: after[c] for c in touched}


def _tell(action: str, request: ChangeRequest, by: Actor) -> None:
    audit.record(
        by=by,
        action=action,
        subject=request,
        unit_path=request.unit_path,
        reason=request.reason,
        changes={"table": request.tbl, "row": request.row, "from": request.old, "to": request.new},
    )
