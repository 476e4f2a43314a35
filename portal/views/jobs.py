"""Background work on a page: how far it is, stop it, try it again, fetch what came of it."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance import audit
from portal.documents import file_name
from portal.jobs import selectors, services
from portal.jobs.archive import zip_of
from portal.jobs.handing import send_stored
from portal.jobs.lists import JobList
from portal.models import Job, JobFile


@require_safe
def jobs(request):
    """The own jobs, newest first."""
    return JobList(request).response()


@require_safe
def job(request, job_id):
    """One job or batch; the part that moves is fetched again while it is unfinished."""
    found = get_object_or_404(Job.objects.visible_to(request.actor), pk=job_id)
    return render(request, "portal/jobs/job.html", shown(request, found))


@require_safe
def job_progress(request, job_id):
    """The moving part alone; without a trigger once it is over, which ends the asking."""
    found = get_object_or_404(Job.objects.visible_to(request.actor), pk=job_id)
    return render(request, "portal/jobs/_progress.html", shown(request, found))


def shown(request, found: Job) -> dict:
    """What the page and its moving part show alike."""
    may_open = selectors.may_open_files(found, request.actor, request.user)
    members = selectors.members(found) if found.is_batch else []
    return {
        "job": found,
        "title": selectors.title(found),
        "tone": selectors.tone(found),
        "reason": selectors.reason(found),
        "progress": selectors.progress_of(found),
        "may_open": may_open,
        "files": list(selectors.files_of(found)) if may_open and not found.is_batch else [],
        "members": [
            (one, one.label or selectors.title(one), selectors.tone(one), selectors.reason(one))
            for one in members
        ],
        "zippable": found.is_batch and any(one.state == Job.State.DONE for one in members),
    }


@require_POST
def cancel_job(request, job_id):
    found = get_object_or_404(Job.objects.visible_to(request.actor, "edit"), pk=job_id)
    services.cancel(job=found, by=request.actor)
    messages.info(request, _("It stops at its next step."))
    return redirect(found)


@require_POST
def retry_job(request, job_id):
    """Once more: a missed job, or those of a batch that were missed."""
    found = get_object_or_404(Job.objects.visible_to(request.actor, "edit"), pk=job_id)
    services.retry(job=found, by=request.actor)
    messages.info(request, _("It is tried again."))
    return redirect(found)


@require_safe
def job_file(request, file_id):
    """A result, under the rights of now; outside them it does not exist."""
    file = get_object_or_404(
        JobFile.objects.select_related("job", "stored"),
        pk=file_id,
        job__in=Job.objects.visible_to(request.actor),
        job__state=Job.State.DONE,
    )
    if not selectors.may_open_files(file.job, request.actor, request.user):
        raise Http404
    note_download(request.actor, file.job, [file.name])
    return send_stored(file.stored, file.name)


@require_safe
def job_zip(request, job_id):
    """All finished results of a batch in one file, written while it is sent."""
    batch = get_object_or_404(
        Job.objects.visible_to(request.actor).filter(is_batch=True), pk=job_id
    )
    if not selectors.may_open_files(batch, request.actor, request.user):
        raise Http404
    files = list(selectors.files_of(batch))
    if not files:
        raise Http404
    note_download(request.actor, batch, [file.name for file in files])
    response = StreamingHttpResponse(zip_of(files), content_type="application/zip")
    name = file_name(selectors.title(batch), extension="zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@transaction.atomic
def note_download(actor, found: Job, names: list[str]) -> None:
    audit.record(
        by=actor, action="portal.download_result", subject=found, changes={"files": len(names)}
    )
