"""Pages of the import from Excel: upload, columns, rows, unknown words, carrying out."""

import io

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms.imports import ColumnsForm, SheetForm, UploadForm, WordsForm
from cadres.lists.imports import ImportList, ImportRowList
from cadres.selectors import import_pages as selectors
from portal import jobs
from portal.documents import file_name
from portal.imports import staging, workbook
from portal.imports.jobs import CHECK, WRITE
from portal.imports.targets import target_named
from portal.models import ImportBatch
from portal.services import imports as services

TARGET = "cadres"


def may_import(request) -> None:
    access.require_somewhere(request.actor, access.EDIT)


def own_batch(request, batch_id) -> ImportBatch:
    may_import(request)
    return get_object_or_404(ImportBatch.objects.visible_to(request.actor), pk=batch_id)


def who(request) -> dict:
    return {"by": request.actor, "on": timezone.localdate()}


@require_safe
def imports(request):
    """The own imports, newest first."""
    may_import(request)
    return ImportList(request).response()


@require_safe
def template(request):
    """An empty workbook to fill in, with lists and an example beside each heading."""
    may_import(request)
    target = target_named(TARGET)
    out = io.BytesIO()
    workbook.write_template(
        out, target, target.lists(request.actor), notes=selectors.template_notes()
    )
    return workbook_response(out, file_name("mau-nhap-can-bo", extension="xlsx"))


def workbook_response(out: io.BytesIO, name: str) -> HttpResponse:
    response = HttpResponse(out.getvalue(), content_type=workbook.XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def upload(request):
    """Take in a workbook; corrected rows continue the import they come from."""
    may_import(request)
    earlier = selectors.continued(request.actor, request.GET.get("continues", ""))
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        path = form.as_path()
        try:
            with form.collecting_refusals():
                batch = services.upload_workbook(
                    path=path,
                    file_name=form.cleaned_data["workbook"].name,
                    target=TARGET,
                    continues=earlier,
                    **who(request),
                )
                return redirect("cadres:import_columns", batch.pk)
        finally:
            path.unlink(missing_ok=True)
    context = {"form": form, "earlier": earlier}
    status = 422 if form.errors else 200
    return render(request, "cadres/imports/upload.html", context, status=status)


@require_http_methods(["GET", "POST"])
def columns(request, batch_id):
    """Choose which column is which; then every row is checked."""
    batch = own_batch(request, batch_id)
    sheets = SheetForm(request.GET if "sheet" in request.GET else None, batch=batch)
    if sheets.is_valid():
        batch.sheet = sheets.cleaned_data["sheet"]
        batch.mapping = {}
    form = ColumnsForm(request.POST or None, batch=batch)
    if form.is_valid():
        with form.collecting_refusals():
            batch = services.choose_columns(
                batch=batch,
                version=form.cleaned_data["version"],
                sheet=batch.sheet,
                mapping=form.mapping(),
                **who(request),
            )
            return start_check(request, batch)
    context = {"form": form, "batch": batch, "sheets": sheets, **selectors.columns_facts(batch)}
    status = 422 if form.errors else 200
    return render(request, "cadres/imports/columns.html", context, status=status)


def start_check(request, batch: ImportBatch):
    """The job begins when this transaction ends, and not before."""
    asked = {"batch": str(batch.pk), "version": batch.version}
    submit(request, batch, CHECK, "check_job", asked)
    return redirect(batch)


@transaction.atomic
def submit(request, batch: ImportBatch, kind: str, field: str, asked: dict) -> None:
    params = {**asked, "on": timezone.localdate().isoformat()}
    job = jobs.submit(kind=kind, params=params, by=request.actor, label=batch.file_name)
    services.follow_job(batch=batch, field=field, job=job, by=request.actor)


@require_safe
def batch(request, batch_id):
    """One import: how far it is, what would happen, what to do next."""
    found = own_batch(request, batch_id)
    return render(request, "cadres/imports/import.html", selectors.import_facts(found))


@require_safe
def rows(request, batch_id):
    own_batch(request, batch_id)
    return ImportRowList(request, batch_id=str(batch_id)).response()


@require_http_methods(["GET", "POST"])
def words(request, batch_id):
    """Words no catalogue knows, with the names most like them; an answer is remembered."""
    found = own_batch(request, batch_id)
    unknown = staging.unresolved(found)
    suggestions = selectors.suggestions(found, unknown, request.actor)
    form = WordsForm(request.POST or None, batch=found, unknown=unknown, suggestions=suggestions)
    if form.is_valid():
        with form.collecting_refusals():
            services.remember_words(target=TARGET, meanings=form.meanings(), **who(request))
            return start_check(request, services.ask_again(batch=found, **who(request)))
    context = {"form": form, "batch": found, "names": selectors.catalogue_names()}
    status = 422 if form.errors else 200
    return render(request, "cadres/imports/words.html", context, status=status)


@require_POST
def check(request, batch_id):
    """Check the rows once more against the records as they are now."""
    found = own_batch(request, batch_id)
    return start_check(request, services.ask_again(batch=found, **who(request)))


@require_POST
def carry_out(request, batch_id):
    """Import: all rows or none, or the good rows now. A second click is the same job."""
    found = own_batch(request, batch_id)
    checked = found.checked_at.isoformat() if found.checked_at else ""
    whole = request.POST.get("rows") != "good"
    asked = {"batch": str(found.pk), "checked": checked, "whole": whole}
    submit(request, found, WRITE, "import_job", asked)
    return redirect(found)


@require_POST
def abandon(request, batch_id):
    found = own_batch(request, batch_id)
    services.abandon_import(batch=found, version=found.version, **who(request))
    messages.info(request, _("The import is abandoned; nothing was written."))
    return redirect("cadres:imports")


@require_safe
def errors(request, batch_id):
    """The wrong rows as a workbook, each with its reasons, to correct and upload again."""
    found = own_batch(request, batch_id)
    out = io.BytesIO()
    workbook.write_errors(out, *selectors.error_rows(found))
    return workbook_response(out, file_name("loi", found.file_name, extension="xlsx"))
