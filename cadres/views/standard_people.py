"""Pages about many people: who meets a standard, who newly fails, the structure of leaders."""

import io

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cadres import access
from cadres.figures.structure import structure
from cadres.forms.days import OnDayForm
from cadres.lists.standard_people import NewlyFailing, StandardPeople, TooMany
from cadres.rules.standards import StandardsLaw
from cadres.selectors.standard_checks import within_class
from cadres.views.standard_checks import require_checking
from cadres.views.standards import readable
from cadres.views.structure_charts import charts, sheet_rows, target_rows
from governance import audit
from governance.classes import DataClass
from portal.documents import Sheet, file_name, write_xlsx
from portal.lists import exports


@require_safe
def standard_people(request, standard_id):
    """Who meets an edition; more people than one can wait for are written by a job."""
    require_checking(request)
    page = StandardPeople(request, standard_id=str(standard_id))
    page.standard = readable(request, standard_id)
    try:
        return page.response()
    except TooMany:
        page.given["whole"] = "yes"
        page.state.export = "xlsx"
        return exports.submit(page)


@require_safe
def standard_newly(request, standard_id):
    require_checking(request)
    page = NewlyFailing(request, standard_id=str(standard_id))
    page.standard = readable(request, standard_id)
    return page.response()


@require_safe
def structure_review(request):
    """The leading posts of each level by age, sex, ethnicity, education and theory."""
    access.require_somewhere(request.actor, access.READ, data_class=DataClass.PERSONAL)
    form = OnDayForm(None if request.GET.get("export") else request.GET or None)
    on = form.day()
    rows = structure(within_class(request.actor, DataClass.PERSONAL).values("pk"), on)
    if request.GET.get("export") == "xlsx":
        return workbook(request, rows, on)
    lang = (get_language() or "vi")[:2]
    law = StandardsLaw.on(on)
    context = {
        "form": form,
        "on": on,
        "levels": [(level, charts(level, lang), target_rows(level, law)) for level in rows],
        "source": law.cite("structure_shares"),
        "confidence": law.confidence("structure_shares"),
    }
    return render(request, "cadres/structure.html", context, status=400 if form.errors else 200)


def workbook(request, rows, on) -> HttpResponse:
    """The same figures as a table, with a trace of who took them away."""
    out = io.BytesIO()
    heads = [_("Level"), _("Question"), _("Group"), _("Number"), _("Out of")]
    sheet = Sheet(name=_("Structure"), columns=heads, rows=sheet_rows(rows), rtl=False)
    write_xlsx(out, [sheet])
    exported(request.actor, on)
    kind = exports.TYPES["xlsx"]
    answer = HttpResponse(out.getvalue(), content_type=kind)
    name = file_name(_("Structure of leading posts"), extension="xlsx")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def exported(actor, on) -> None:
    with transaction.atomic():
        audit.record(by=actor, action="cadres.export_structure", changes={"on": on})
