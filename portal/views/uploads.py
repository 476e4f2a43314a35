"""A file somebody handed in, for whom its owner lets read it."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from governance import audit
from portal.jobs.handing import send_stored
from portal.models import StoredFile
from portal.uploads import services


@require_safe
def upload(request, stored_id):
    """As an attachment of a fixed type; for everybody else it does not exist."""
    stored = get_object_or_404(StoredFile.objects, pk=stored_id)
    if not services.may_read(request.actor, stored):
        raise Http404
    note_reading(request.actor, stored)
    return send_stored(stored, services.download_name(stored))


@transaction.atomic
def note_reading(actor, stored: StoredFile) -> None:
    if services.is_only_a_photo(stored):
        return
    audit.record(by=actor, action="portal.download_upload", subject=stored)
