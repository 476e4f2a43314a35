"""Pages about tables of regulations: equivalent posts and the authority matrix, by version."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms import posts as forms
from cadres.lists.posts import DutyList
from cadres.models import AuthorityVersion, Duty, EquivalenceVersion, Step
from cadres.selectors import authority as matrix
from cadres.selectors import equivalence as groups
from cadres.services import goals as duty_services
from cadres.services import regulated as services
from cadres.views.steps import address, step_page, who
from governance.findings import Refused
from portal.web import findings_in, spoken


@require_safe
def equivalence(request):
    """The groups in force today."""
    return _equivalence(request, groups.version_on(timezone.localdate()))


@require_safe
def equivalence_version(request, equivalence_id):
    return _equivalence(request, _version(request, EquivalenceVersion, equivalence_id))


def _equivalence(request, version):
    context = {
        **_common(request, version, groups.versions()),
        "groups": groups.groups_of(version) if version else [],
        "unplaced": groups.unplaced(version) if version else [],
        "tab": "equivalence",
    }
    return render(request, "cadres/equivalence.html", context)


@require_http_methods(["GET", "POST"])
def enter_equivalence(request):
    return _enter(request, EquivalenceVersion, _("New version of the equivalence groups"))


@require_http_methods(["GET", "POST"])
def place_title(request, equivalence_id):
    """Move a title into another group of a draft."""
    of = _version(request, EquivalenceVersion, equivalence_id)
    access.require_over_a_tree(request.actor, access.EDIT)
    return step_page(
        request,
        forms.PlaceTitleForm(request.POST or None, actor=request.actor, of=of),
        lambda data: services.place_title(of=of, **data, **who(request)),
        title=_("Place of a title"),
        button=_("Keep"),
        done=_("The title is placed."),
        back=of,
        crumbs=[(of, of.get_absolute_url())],
    )


@require_http_methods(["GET", "POST"])
def open_group(request, equivalence_id):
    """Add a group to a draft."""
    of = _version(request, EquivalenceVersion, equivalence_id)
    access.require_over_a_tree(request.actor, access.EDIT)
    form = forms.GroupForm(request.POST or None, actor=request.actor, of=of)
    return step_page(
        request,
        form,
        lambda data: services.open_group(of=of, **form.group(), **who(request)),
        title=_("New group of equivalent posts"),
        button=_("Add the group"),
        done=_("The group is added."),
        back=of,
        crumbs=[(of, of.get_absolute_url())],
    )


@require_safe
def authority(request):
    """The matrix in force today."""
    return _authority(request, matrix.version_on(timezone.localdate()))


@require_safe
def authority_version(request, authority_id):
    return _authority(request, _version(request, AuthorityVersion, authority_id))


def _authority(request, version):
    context = {
        **_common(request, version, matrix.versions()),
        "lines": matrix.lines_of(version) if version else [],
        "steps": [label for _step, label in Step.choices],
        "tab": "authority",
    }
    return render(request, "cadres/authority.html", context)


@require_http_methods(["GET", "POST"])
def enter_authority(request):
    return _enter(request, AuthorityVersion, _("New version of the authority matrix"))


@require_http_methods(["GET", "POST"])
def write_line(request, authority_id):
    """Write a line of a draft; `?line=` fills the form with one that is there."""
    of = _version(request, AuthorityVersion, authority_id)
    access.require_over_a_tree(request.actor, access.EDIT)
    initial = matrix.line_as_typed(of, request.GET.get("line", ""))
    form = forms.LineForm(request.POST or None, actor=request.actor, initial=initial)
    return step_page(
        request,
        form,
        lambda data: services.write_line(of=of, **form.line(), **who(request)),
        title=_("Line of the authority matrix"),
        button=_("Keep the line"),
        done=_("The line is written."),
        back=of,
        crumbs=[(of, of.get_absolute_url())],
        note=_("A line that is there already for this group, level and track is rewritten."),
    )


@require_POST
def confirm_equivalence(request, equivalence_id):
    """The second person puts the groups in force."""
    return _confirm(request, EquivalenceVersion, equivalence_id)


@require_POST
def withdraw_equivalence(request, equivalence_id):
    return _withdraw(request, EquivalenceVersion, equivalence_id)


@require_POST
def confirm_authority(request, authority_id):
    """The second person puts the matrix in force."""
    return _confirm(request, AuthorityVersion, authority_id)


@require_POST
def withdraw_authority(request, authority_id):
    return _withdraw(request, AuthorityVersion, authority_id)


@require_safe
def duties(request):
    return DutyList(request).response()


@require_http_methods(["GET", "POST"])
def write_duty(request):
    """A responsibility as a regulation writes it."""
    access.require_over_a_tree(request.actor, access.EDIT)
    return step_page(
        request,
        forms.DutyForm(request.POST or None, actor=request.actor),
        lambda data: duty_services.write_duty(**data, **who(request)),
        title=_("Write a responsibility"),
        button=_("Keep"),
        done=_("The responsibility is written."),
        back=address("cadres:duties"),
        crumbs=[(_("Responsibilities by regulation"), address("cadres:duties"))],
    )


@require_http_methods(["GET", "POST"])
def end_duty(request, duty_id):
    """End a written responsibility."""
    duty = get_object_or_404(Duty.objects.visible_to(request.actor), pk=duty_id)
    access.require_over_a_tree(request.actor, access.EDIT)
    initial = {"version": duty.version}
    return step_page(
        request,
        forms.EndDutyForm(request.POST or None, actor=request.actor, initial=initial),
        lambda data: duty_services.end_duty(duty=duty, **data, **who(request)),
        title=_("End the responsibility"),
        button=_("End it"),
        done=_("The responsibility ends on that day."),
        back=address("cadres:duties"),
        crumbs=[(_("Responsibilities by regulation"), address("cadres:duties"))],
        lead=duty.text,
    )


def _version(request, kind, version_id):
    return get_object_or_404(kind.objects.visible_to(request.actor), pk=version_id)


def _common(request, version, versions) -> dict:
    actor = request.actor
    may_edit = access.may_over_a_tree(actor, access.EDIT)
    may_approve = access.may_over_a_tree(actor, access.APPROVE)
    return {
        "table": version,  # the frame of every page has a «version» of its own
        "versions": versions,
        "may_edit": may_edit,
        "may_confirm": bool(version) and may_approve and version.entered_by != actor.person,
        "may_withdraw": may_edit or may_approve,
    }


def _enter(request, kind, title):
    access.require_over_a_tree(request.actor, access.EDIT)
    return step_page(
        request,
        forms.VersionForm(request.POST or None),
        lambda data: services.enter_version(kind=kind, **data, **who(request)),
        title=title,
        button=_("Begin the version"),
        done=_("The draft is a copy of the version in force. Change what the regulation changes."),
        back=lambda version: version,
        note=_("The draft has no effect until a second person has compared it and confirmed it."),
    )


def _confirm(request, kind, version_id):
    access.require_over_a_tree(request.actor, access.APPROVE)
    done = _("The version is in force.")
    return _act(request, _version(request, kind, version_id), services.confirm_version, done)


def _withdraw(request, kind, version_id):
    if not access.may_over_a_tree(request.actor, access.APPROVE):
        access.require_over_a_tree(request.actor, access.EDIT)
    done = _("The draft is withdrawn.")
    return _act(request, _version(request, kind, version_id), services.withdraw_version, done)


def _act(request, subject, use_case, done):
    form = forms.VersionedForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            use_case(subject=subject, version=form.cleaned_data["version"], **who(request))
            messages.success(request, done)
        except (Refused, ValidationError) as error:
            for finding in findings_in(error):
                messages.error(request, spoken(finding.message))
    return redirect(subject)
