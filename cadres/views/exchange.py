"""Packages for other systems: prepare, look at the errors, pack, hand over, note the answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms.exchange import AnswerForm, HandOverForm, PreparePackageForm, VersionForm
from cadres.lists.exchange import TONES, PackageErrorList, PackageList, system_name
from cadres.rules.exchange import PACKAGE_CHART
from cadres.selectors import exchange as selectors
from cadres.services import exchange as services
from governance.classes import DataClass
from portal.documents import file_name
from portal.jobs.handing import send_stored


@require_safe
def packages(request):
    return PackageList(request).response()


@require_http_methods(["GET", "POST"])
def prepare_package(request):
    """Choose system and unit; the records are then checked in the background."""
    access.require_somewhere(request.actor, access.EDIT, data_class=DataClass.PERSONAL)
    form = PreparePackageForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals():
            found = services.prepare_package(
                **form.cleaned_data, by=request.actor, at=timezone.now()
            )
            messages.success(request, _("The records are being checked."))
            return redirect(found)
    status = 422 if form.errors else 200
    return render(request, "cadres/prepare_package.html", {"form": form}, status=status)


def of_actor(request, package_id, verb="view"):
    return get_object_or_404(
        selectors.packages_for(request.actor, verb).select_related("job", "stored"), pk=package_id
    )


@require_safe
def package(request, package_id):
    """One package: how far it is, what is wrong, what may be done next."""
    return shown(request, of_actor(request, package_id))


def shown(request, found, form=None):
    may_edit = access.may(
        request.actor, access.EDIT, over=found.path, data_class=DataClass.PERSONAL
    )
    context = {
        "package": found,
        "system": system_name(found),
        "tone": TONES.get(found.state, ""),
        "reasons": [
            (selectors.reason_text(found.system, field, code), number)
            for field, code, number in selectors.reasons_of(found)
        ],
        "steps": PACKAGE_CHART.moves[found.state] if may_edit else (),
        "form": form or VersionForm(initial={"version": found.version}),
        "hand_over": HandOverForm(
            initial={"version": found.version, "handed_over_on": timezone.localdate()}
        ),
        "answer": AnswerForm(initial={"version": found.version}),
        "may_repeat": may_edit and found.state in PACKAGE_CHART.final,
    }
    status = 422 if form and form.errors else 200
    return render(request, "cadres/package.html", context, status=status)


@require_safe
def package_errors(request, package_id):
    found = of_actor(request, package_id)
    return PackageErrorList(request, package_id=str(found.pk)).response()


@require_safe
def package_file(request, package_id):
    """The packed file, for whom the package is open now."""
    found = of_actor(request, package_id, "edit")
    if found.stored is None:
        raise Http404
    name = file_name(found.system, found.as_of, found.unit_name, extension="zip")
    response = send_stored(found.stored, name)
    services.note_download(package=found, by=request.actor)
    return response


STEPS = {
    "pack": (VersionForm, services.pack),
    "drop": (VersionForm, services.drop_package),
    "hand-over": (HandOverForm, services.hand_over),
    "answer": (AnswerForm, services.note_answer),
}


@require_POST
def package_step(request, package_id, name):
    """One step of the package's life, by whom may edit its records."""
    if name not in STEPS:
        raise Http404
    found = of_actor(request, package_id, "edit")
    form_class, act = STEPS[name]
    form = form_class(request.POST)
    if form.is_valid():
        with form.collecting_refusals():
            act(package=found, **form.cleaned_data, by=request.actor)
            return redirect(found)
    return shown(request, found, form)


@require_POST
def repeat_package(request, package_id):
    """A new package of the same units for the same system."""
    found = of_actor(request, package_id, "edit")
    again = services.send_again(package=found, by=request.actor, at=timezone.now())
    return redirect(again)
