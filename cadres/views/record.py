"""Pages about the sections of one record: read, entered, changed, struck out, confirmed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms.days import OnDayForm
from cadres.forms.lines import (
    ConfirmForm,
    ModelPartForm,
    OpenCompartmentForm,
    PhotoForm,
    StrikeForm,
)
from cadres.models import Cadre, Compartment, FamilyEconomy, PersonalDetails, ReadingKind
from cadres.selectors import record as selectors
from cadres.selectors.compartments import is_own, open_until
from cadres.selectors.sections import ABROAD, ECONOMY, PARTS, SECTIONS
from cadres.services import files, lines
from cadres.services.compartments import note_reading, open_compartment
from cadres.services.confirmations import confirm_record
from cadres.views.cells import part_rows, sheet_rows, table_of
from governance.classes import DataClass


def load(request, cadre_id) -> Cadre:
    """The record of an address within the scope, with its sheets."""
    cadres = selectors.with_sheets(Cadre.objects.visible_to(request.actor))
    return get_object_or_404(cadres, pk=cadre_id)


def load_section(request, cadre_id, key):
    """The record and a section of it that this actor may know of."""
    cadre = load(request, cadre_id)
    section = SECTIONS.get(key)
    if section is None or section not in selectors.sections_of(request.actor, cadre):
        raise Http404
    return cadre, section


def load_line(request, cadre_id, key, line_id):
    """A standing line of the record; a closed one only while it is open."""
    cadre, section = load_section(request, cadre_id, key)
    lines.require_open(
        cadre=cadre, compartment=section.compartment, at=timezone.now(), by=request.actor
    )
    line = get_object_or_404(section.model.objects.filter(cadre=cadre).standing(), pk=line_id)
    line.cadre = cadre
    return cadre, section, line


def framed(request, cadre, current: str, as_of=None, **context) -> dict:
    """What every page of a record wants beside its own."""
    head = selectors.head_of(cadre, request.actor, timezone.localdate(), as_of)
    return {"cadre": cadre, "head": head, "current": current, **context}


def section_context(actor, cadre, chosen, with_abroad: bool, as_of=None) -> dict:
    """The lines of an open section as of a day, and what stands beside them."""
    beside = {}
    if chosen.key == "family":
        may_open = access.may_open(actor, Compartment.ABROAD, cadre)
        beside["may_open_abroad"] = may_open and not with_abroad
    elif chosen.key == "assets":
        beside["economy"] = sheet_rows(getattr(cadre, "economy", None), FamilyEconomy, ECONOMY)
    elif chosen.key == "salary":
        beside["pay"] = selectors.pay_on(cadre, as_of or timezone.localdate())
    lines_shown = selectors.lines_of(cadre, chosen, as_of)
    return {"table": table_of(chosen, lines_shown, abroad=with_abroad), **beside}


@require_safe
def section(request, cadre_id, key):
    """One section: its lines, or the question for a reason while it is closed."""
    cadre, chosen = load_section(request, cadre_id, key)
    now, actor = timezone.now(), request.actor
    opened = open_until(actor, cadre, now) if chosen.compartment or key == "family" else {}
    closed = bool(chosen.compartment) and chosen.compartment not in opened
    day = OnDayForm(request.GET or None)
    context = framed(request, cadre, key, day.chosen(), section=chosen, closed=closed)
    if closed:
        context |= {"form": OpenCompartmentForm(), "compartment": chosen.compartment}
        return render(request, "cadres/record/closed.html", context)
    with_abroad = key == "family" and Compartment.ABROAD in opened
    compartment = chosen.compartment or (Compartment.ABROAD if with_abroad else "")
    note_reading(cadre=cadre, what=ReadingKind.PROFILE, at=now, by=actor, compartment=compartment)
    context |= section_context(actor, cadre, chosen, with_abroad, day.chosen())
    context |= {"until": opened.get(compartment), "may_enter": context["head"].may_edit}
    context |= {"form": day, "on": day.day()}
    status = 400 if day.errors else 200
    return render(request, "cadres/record/section.html", context, status=status)


@require_http_methods(["GET", "POST"])
def open_closed(request, cadre_id, compartment):
    """Ask for a reason, then open a closed compartment for some minutes."""
    cadre = load(request, cadre_id)
    if compartment not in Compartment.values or not access.may_open(
        request.actor, compartment, cadre
    ):
        raise Http404
    key = next((s.key for s in SECTIONS.values() if s.compartment == compartment), "family")
    form = OpenCompartmentForm(request.POST or None)
    if form.is_valid():
        with form.collecting_refusals():
            open_compartment(
                cadre=cadre,
                compartment=compartment,
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
                by=request.actor,
            )
            return redirect("cadres:section", cadre.pk, key)
    context = framed(request, cadre, key, section=SECTIONS[key], form=form)
    context["compartment"] = compartment
    status = 422 if form.errors else 200
    return render(request, "cadres/record/closed.html", context, status=status)


def form_page(request, form, cadre, current, **context):
    context = framed(request, cadre, current, form=form, **context)
    status = 422 if form.errors else 200
    return render(request, "cadres/record/form.html", context, status=status)


def names_for(request, cadre, chosen) -> tuple[str, ...]:
    """The fields of a section's form: where a relative lives abroad only while that is open."""
    if chosen.key != "family" or Compartment.ABROAD in open_until(
        request.actor, cadre, timezone.now()
    ):
        return chosen.fields
    return tuple(name for name in chosen.fields if name not in ABROAD)


@require_http_methods(["GET", "POST"])
def add_line(request, cadre_id, key):
    """Enter a line of a section."""
    cadre, chosen = load_section(request, cadre_id, key)
    now, actor = timezone.now(), request.actor
    access.require(actor, access.EDIT, over=cadre.employing_unit, data_class=chosen.data_class)
    lines.require_open(cadre=cadre, compartment=chosen.compartment, at=now, by=actor)
    names = names_for(request, cadre, chosen)
    form = ModelPartForm(
        request.POST or None, model=chosen.model, names=names, row=None, actor=actor
    )
    if form.is_valid():
        with form.collecting_refusals():
            reason = form.cleaned_data["reason"]
            lines.add_line(
                cadre=cadre, section=chosen, reason=reason, by=actor, at=now, **form.values()
            )
            messages.success(request, _("The line is entered."))
            return redirect("cadres:section", cadre.pk, key)
    return form_page(request, form, cadre, key, section=chosen, adding=True)


@require_http_methods(["GET", "POST"])
def change_line(request, cadre_id, key, line_id):
    """Correct a line, or say when it ended."""
    cadre, chosen, line = load_line(request, cadre_id, key, line_id)
    actor = request.actor
    access.require(actor, access.EDIT, over=cadre.employing_unit, data_class=chosen.data_class)
    names = names_for(request, cadre, chosen)
    form = ModelPartForm(
        request.POST or None, model=chosen.model, names=names, row=line, actor=actor
    )
    if form.is_valid():
        with form.collecting_refusals():
            lines.change_line(
                line=line,
                version=form.cleaned_data["version"],
                changes=form.changes(),
                reason=form.cleaned_data["reason"],
                by=actor,
                at=timezone.now(),
            )
            messages.success(request, _("The line is corrected."))
            return redirect("cadres:section", cadre.pk, key)
    strike = StrikeForm(initial={"version": line.version})
    return form_page(request, form, cadre, key, section=chosen, line=line, strike=strike)


@require_POST
def strike_line(request, cadre_id, key, line_id):
    """Strike out a line that was wrong."""
    cadre, chosen, line = load_line(request, cadre_id, key, line_id)
    access.require(
        request.actor, access.EDIT, over=cadre.employing_unit, data_class=chosen.data_class
    )
    form = StrikeForm(request.POST)
    if form.is_valid():
        lines.strike_line(
            line=line,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("The line is struck out."))
        return redirect("cadres:section", cadre.pk, key)
    return form_page(request, form, cadre, key, section=chosen, line=line, striking=True)


@require_POST
def check_line(request, cadre_id, key, line_id):
    """Mark that the line was compared with its paper."""
    cadre, chosen, line = load_line(request, cadre_id, key, line_id)
    access.require(
        request.actor, access.EDIT, over=cadre.employing_unit, data_class=chosen.data_class
    )
    lines.check_line(line=line, version=line.version, by=request.actor, at=timezone.now())
    messages.success(request, _("The line is marked as checked."))
    return redirect("cadres:section", cadre.pk, key)


@require_safe
def details(request, cadre_id):
    """The single values of a record, in parts."""
    cadre = load(request, cadre_id)
    if not selectors.may_read_class(request.actor, cadre, DataClass.PERSONAL):
        raise Http404
    note_reading(cadre=cadre, what=ReadingKind.PROFILE, at=timezone.now(), by=request.actor)
    parts = part_rows(getattr(cadre, "details", None))
    context = framed(request, cadre, "identity", parts=parts)
    return render(request, "cadres/record/details.html", context)


def sheet_of(cadre, part: str):
    """Which row, fields and compartment a part of the sheet stands for."""
    if part == "economy":
        return FamilyEconomy, ECONOMY, Compartment.ASSETS, _("Family economy"), "assets"
    if part not in PARTS:
        raise Http404
    title, names = PARTS[part]
    return PersonalDetails, names, "", title, "identity"


def after(cadre, current: str) -> str:
    """Where a changed sheet is shown."""
    if current == "assets":
        return reverse("cadres:section", args=[cadre.pk, "assets"])
    return reverse("cadres:details", args=[cadre.pk])


@require_http_methods(["GET", "POST"])
def amend_part(request, cadre_id, part):
    """Change one part of the sheet."""
    cadre = load(request, cadre_id)
    model, names, compartment, title, current = sheet_of(cadre, part)
    now, actor = timezone.now(), request.actor
    access.require(actor, access.EDIT, over=cadre.employing_unit, data_class=DataClass.PERSONAL)
    lines.require_open(cadre=cadre, compartment=compartment, at=now, by=actor)
    row = selectors.sheet_of(cadre, model)
    form = ModelPartForm(request.POST or None, model=model, names=names, row=row, actor=actor)
    if form.is_valid():
        with form.collecting_refusals():
            lines.amend_sheet(
                cadre=cadre,
                model=model,
                version=form.cleaned_data["version"],
                changes=form.changes(),
                reason=form.cleaned_data["reason"],
                by=actor,
                at=now,
                compartment=compartment,
            )
            messages.success(request, _("The record is corrected."))
            return redirect(after(cadre, current))
    return form_page(request, form, cadre, current, title=title)


@require_http_methods(["GET", "POST"])
def photo(request, cadre_id):
    """Put a photo on the record."""
    cadre = load(request, cadre_id)
    access.require(
        request.actor, access.EDIT, over=cadre.employing_unit, data_class=DataClass.PERSONAL
    )
    sheet = getattr(cadre, "details", None)
    initial = {"version": sheet.version if sheet else 0}
    form = PhotoForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        with form.collecting_refusals():
            files.set_photo(
                cadre=cadre,
                version=form.cleaned_data["version"],
                file=form.cleaned_data["photo"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=timezone.now(),
            )
            messages.success(request, _("The photo is kept."))
            return redirect("cadres:details", cadre.pk)
    return form_page(request, form, cadre, "identity", title=_("Photo"))


@require_http_methods(["GET", "POST"])
def confirm(request, cadre_id):
    """Say that the record as it stands is right."""
    cadre = load(request, cadre_id)
    if not is_own(request.actor, cadre):
        access.require(
            request.actor,
            access.EDIT,
            over=cadre.employing_unit,
            data_class=DataClass.PERSONAL,
        )
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.collecting_refusals():
            note = form.cleaned_data["note"]
            confirm_record(cadre=cadre, by=request.actor, at=timezone.now(), note=note)
            messages.success(request, _("Thank you. The record is confirmed for a year."))
            return redirect(cadre)
    return form_page(request, form, cadre, "overview", title=_("Confirm the record"), sure=True)
