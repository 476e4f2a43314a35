"""Hand a stored file to the browser: always as an attachment, never as a page."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from portal.jobs import store
from portal.models import StoredFile


def send_stored(stored: StoredFile, name: str) -> HttpResponse:
    """By nginx where it is in front, else from here."""
    sha256, kind = stored.sha256, stored.content_type
    if settings.ACCEL_REDIRECT:
        response = HttpResponse(content_type=kind)
        response["X-Accel-Redirect"] = f"{settings.ACCEL_REDIRECT}/{sha256[:2]}/{sha256}"
        response["Content-Disposition"] = content_disposition_header(True, name)
    else:
        try:
            content = store.path_of(sha256).open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(content, as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    return response
