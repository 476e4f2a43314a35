"""Documents that leave the portal: official forms of one or many, a person's whole file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms.papers import TakeFormsForm
from cadres.lists.records import CadreList
from cadres.models import Cadre
from cadres.rules import layouts
from cadres.rules.papers import PapersLaw
from cadres.selectors import papers as selectors
from cadres.selectors.cadres import may_read
from cadres.selectors.dossier import dossiers
from cadres.services import papers as services
from governance.classes import DataClass
from portal.documents import RenderFailed
from portal.lists.exports import all_rows

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def readable_cadre(request, cadre_id) -> Cadre:
    """The record, for whom its personal part is open; for others it does not exist."""
    found = get_object_or_404(
        Cadre.objects.visible_to(request.actor).select_related("employing_unit", "managing_unit"),
        pk=cadre_id,
    )
    if not may_read(request.actor, found, "born"):
        raise Http404
    return found


@require_safe
def papers(request, cadre_id):
    """The official forms of one person, and what each would leave empty for this reader."""
    cadre = readable_cadre(request, cadre_id)
    on = timezone.localdate()
    dossier = dossiers([cadre.pk], actor=request.actor, on=on)[0]
    offered = [
        (form, selectors.items_left_out(form, dossier), selectors.emptiness(form, dossier))
        for form in layouts.forms().values()
    ]
    return render(request, "cadres/papers.html", {"cadre": cadre, "offered": offered})


@require_safe
def paper(request, cadre_id, form_code, ending):
    """One official form as a file; its reading is noted before it is handed out."""
    if form_code not in layouts.forms() or ending not in TYPES:
        raise Http404
    cadre = readable_cadre(request, cadre_id)
    at = timezone.now()
    dossier = services.take_form(cadre=cadre, form=form_code, by=request.actor, at=at)
    filled = selectors.paper(form_code, dossier, timezone.localdate())
    try:
        content = selectors.MAKERS[ending](filled)
    except RenderFailed:
        messages.error(request, _("The form could not be laid out now. Please try again."))
        return redirect("cadres:papers", cadre.pk)
    response = HttpResponse(content, content_type=TYPES[ending])
    name = selectors.name_of(filled, ending)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_POST
def whole_file(request, cadre_id):
    """Everything the reader may see of the record, as a job."""
    cadre = readable_cadre(request, cadre_id)
    job = services.request_whole_file(cadre=cadre, by=request.actor, at=timezone.now())
    return redirect(job)


@require_http_methods(["GET", "POST"])
def print_forms(request):
    """The forms of all records of a list as it is filtered."""
    access.require_somewhere(request.actor, access.READ, data_class=DataClass.PERSONAL)
    law = PapersLaw.on(timezone.localdate())
    ids = [row.pk for row in all_rows(CadreList(request), most=law.forms_at_once + 1)]
    form = TakeFormsForm(request.POST or None)
    if form.is_valid():
        with form.collecting_refusals():
            job = services.request_forms(
                ids=ids, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
            return redirect(job)
    context = {
        "form": form,
        "persons": len(ids),
        "too_many": len(ids) > law.forms_at_once,
        "most": law.forms_at_once,
        "query": request.GET.urlencode(),
    }
    status = 422 if form.errors else 200
    return render(request, "cadres/print_forms.html", context, status=status)
