"""Pages about job positions, titles and the seats of each."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms import posts as forms
from cadres.forms.days import OnDayForm
from cadres.lists.posts import MismatchList, PositionList, TitleList
from cadres.models import JobPosition, PositionState, Seat, Title
from cadres.selectors import authority, equivalence, goals
from cadres.selectors import positions as selectors
from cadres.selectors.standards import standard_for
from cadres.services import positions as services
from cadres.services.decisions import record_decision
from cadres.views.steps import address, step_page, who


@require_safe
def positions(request):
    return PositionList(request).response()


@require_safe
def mismatches(request):
    """Ranks below the position: a report, never a block."""
    return MismatchList(request).response()


@require_safe
def position(request, position_id):
    """One revision of a position: what it demands, how it came to be, its seats."""
    row = _position(request, position_id)
    today = timezone.localdate()
    context = {
        "position": row,
        "page": selectors.position_page(row, request.actor, today),
        "rank": selectors.rank_name(row.rank),
        "may_edit": access.may_over_a_tree(request.actor, access.EDIT),
        "may_approve": access.may_over_a_tree(request.actor, access.APPROVE),
        "states": PositionState,
    }
    return render(request, "cadres/position.html", context)


@require_http_methods(["GET", "POST"])
def draw_up_position(request):
    """A new position, as a draft."""
    access.require_over_a_tree(request.actor, access.EDIT)
    return step_page(
        request,
        forms.PositionForm(request.POST or None, actor=request.actor),
        lambda data: services.draw_up_position(**data, **who(request)),
        title=_("Draw up a position"),
        button=_("Keep the draft"),
        done=_("The draft is kept. Fill in its competency frame."),
        back=lambda row: row,
        crumbs=_crumbs(),
    )


@require_http_methods(["GET", "POST"])
def amend_position(request, position_id):
    """Correct a draft."""
    row = _position(request, position_id)
    access.require_over_a_tree(request.actor, access.EDIT)
    form = forms.AmendPositionForm(request.POST or None, actor=request.actor, position=row)

    def act(data):
        return services.amend_position(
            position=row, version=data["version"], changes=form.changes(), **who(request)
        )

    return step_page(
        request, form, act, title=_("Correct the draft"), button=_("Keep the correction"),
        done=_("The draft is corrected."), back=row, crumbs=_crumbs(row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def demand_competency(request, position_id):
    """A line of the competency frame."""
    row = _position(request, position_id)
    access.require_over_a_tree(request.actor, access.EDIT)
    return step_page(
        request,
        forms.FrameForm(request.POST or None),
        lambda data: services.demand_competency(position=row, **data, **who(request)),
        title=_("Line of the competency frame"),
        button=_("Keep the line"),
        done=_("The frame is changed."),
        back=row,
        crumbs=_crumbs(row),
        note=_("A competency that is in the frame already gets the new level."),
    )


@require_POST
def appraise_position(request, position_id):
    """Agree with a draft as another person."""
    row = _position(request, position_id)
    _require_edit_or_approve(request.actor)
    form = forms.VersionedForm(request.POST, actor=request.actor)
    return step_page(
        request,
        form,
        lambda data: services.appraise_position(position=row, **data, **who(request)),
        title=_("Appraise the position"),
        button=_("It is well described"),
        done=_("The position is appraised. A third person approves it."),
        back=row,
        crumbs=_crumbs(row),
    )


@require_http_methods(["GET", "POST"])
def return_position(request, position_id):
    """Give a position back with a reason."""
    row = _position(request, position_id)
    _require_edit_or_approve(request.actor)
    form = _versioned(forms.ReturnForm, request, row)
    return step_page(
        request,
        form,
        lambda data: services.return_position(position=row, **data, **who(request)),
        title=_("Return the position"),
        button=_("Return it"),
        done=_("The position is a draft again."),
        back=row,
        crumbs=_crumbs(row),
    )


@require_http_methods(["GET", "POST"])
def approve_position(request, position_id):
    """Approve by a decision entered on the same page."""
    row = _position(request, position_id)
    access.require_over_a_tree(request.actor, access.APPROVE)
    form = _versioned(forms.ApprovePositionForm, request, row)

    def act(data):
        decision = record_decision(**form.decision(str(row)), **who(request))
        return services.approve_position(
            position=row, version=data["version"], decision=decision, **who(request)
        )

    return step_page(
        request, form, act, title=_("Approve the position"), button=_("Approve"),
        done=_("The position is approved."), back=row, crumbs=_crumbs(row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def put_position_in_force(request, position_id):
    """Let an approved position be in force from a day."""
    row = _position(request, position_id)
    access.require_over_a_tree(request.actor, access.APPROVE)
    return step_page(
        request,
        _versioned(forms.InForceForm, request, row),
        lambda data: services.put_position_in_force(position=row, **data, **who(request)),
        title=_("Put the position in force"),
        button=_("Put in force"),
        done=_("The position is in force."),
        back=row,
        crumbs=_crumbs(row),
    )


@require_POST
def revise_position(request, position_id):
    """Begin the next revision."""
    row = _position(request, position_id)
    access.require_over_a_tree(request.actor, access.EDIT)
    revision = services.revise_position(position=row, **who(request))
    messages.success(request, _("A new revision is begun as a draft."))
    return redirect(revision)


@require_safe
def titles(request):
    return TitleList(request).response()


@require_safe
def title(request, title_id):
    """One title: its level and term, equivalents, competence, written duties and seats."""
    row = get_object_or_404(Title.objects.visible_to(request.actor), pk=title_id)
    form = OnDayForm(request.GET or None)
    on = form.day()
    version = authority.version_on(on)
    context = {
        "title": row,
        "form": form,
        "on": on,
        "page": selectors.title_page(row, request.actor, on),
        "group": equivalence.group_of(row, on),
        "equivalents": [t for t in equivalence.equivalents_of(row, on) if t != row],
        "peers": equivalence.peers_of(row, on),
        "line": authority.line_of(row, version) if version else None,
        "duties": goals.duties_of(row, on),
        "positions": row.positions.filter(valid__contains=on),
        "standard": standard_for(row, on),
    }
    return render(request, "cadres/title.html", context, status=400 if form.errors else 200)


@require_safe
def seat(request, seat_id):
    """One seat: its position, who decides about it, what it answers for, who held it."""
    row = _seat(request, seat_id)
    form = OnDayForm(request.GET or None)
    on = form.day()
    link = selectors.position_of(row, on)
    context = {
        "seat": row,
        "form": form,
        "on": on,
        "link": link,
        "rank": selectors.rank_name(link.position.rank) if link else "",
        "competent": list(authority.steps_for(row.title, on, row.unit).values()),
        "duties": goals.duties_of(row.title, on),
        "history": selectors.history_of(row),
        "may_edit": access.may(request.actor, access.EDIT, over=row.unit),
        "standard": standard_for(row.title, on),
    }
    return render(request, "cadres/seat.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def link_seat(request, seat_id):
    """Say of which position a seat is."""
    row = _seat(request, seat_id)
    access.require(request.actor, access.EDIT, access.APPROVE, over=row.unit)
    return step_page(
        request,
        forms.LinkSeatForm(request.POST or None, actor=request.actor, seat=row),
        lambda data: services.link_seat(seat=row, **data, **who(request)),
        title=_("Position of the seat"),
        button=_("Keep"),
        done=_("The seat has its position."),
        back=row,
        crumbs=[(row.unit.name, row.unit.get_absolute_url()), (row.title, row.get_absolute_url())],
        lead=str(row),
    )


def _position(request, position_id) -> JobPosition:
    return get_object_or_404(selectors.positions_for(request.actor), pk=position_id)


def _seat(request, seat_id) -> Seat:
    seats = Seat.objects.visible_to(request.actor).select_related("unit", "title")
    return get_object_or_404(seats, pk=seat_id)


def _versioned(kind, request, row):
    return kind(request.POST or None, actor=request.actor, initial={"version": row.version})


def _require_edit_or_approve(actor) -> None:
    if not access.may_over_a_tree(actor, access.APPROVE):
        access.require_over_a_tree(actor, access.EDIT)


def _crumbs(row=None) -> list:
    found = [(_("Job positions"), address("cadres:positions"))]
    return [*found, (row.name, row.get_absolute_url())] if row else found
