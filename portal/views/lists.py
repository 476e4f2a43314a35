"""What a list remembers for its reader: columns and saved views."""

import re

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.lists import memory
from portal.models.saved_view import LONGEST_VIEW
from portal.web import UseCaseForm

MOST_COLUMNS = 60


class SaveViewForm(UseCaseForm):
    """The name of a view and what is to happen with it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    query = forms.CharField(max_length=LONGEST_VIEW, required=False, widget=forms.HiddenInput)
    opens_first = forms.BooleanField(label=gettext_lazy("Open the list like this"), required=False)
    share = forms.BooleanField(
        label=gettext_lazy("Share with everyone of your hat"), required=False
    )


class RenameViewForm(UseCaseForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class ColumnsForm(UseCaseForm):
    """Column keys as the list's own checkboxes send them; unknown ones do no harm."""

    cols = forms.CharField(required=False)

    def __init__(self, data):
        super().__init__({"cols": ",".join(data.getlist("cols")[:MOST_COLUMNS])})

    def clean_cols(self):
        names = self.cleaned_data["cols"].split(",")
        return [name for name in names if re.fullmatch(r"[a-z0-9_]{1,40}", name)]


def back(request, **changes):
    """The list the form came from, or the workbench when somebody sends us elsewhere."""
    address = request.POST.get("back", "") or request.GET.get("back", "")
    safe = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if safe and len(address) <= LONGEST_VIEW else "/"


@require_POST
def columns(request, list_key):
    """Remember the columns and show the list with them; the choice stands in the address."""
    form = ColumnsForm(request.POST)
    chosen = form.cleaned_data["cols"] if form.is_valid() else []
    memory.remember_columns(
        list_key=list_key, columns=chosen, by=request.actor, on=timezone.localdate()
    )
    path, _mark, query = back(request).partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("cols=")]
    return HttpResponseRedirect("?".join([path, "&".join([*kept, f"cols={','.join(chosen)}"])]))


@require_POST
def save_view(request, list_key):
    """Keep the shown state under a name; a name in use is told on a page of its own."""
    form = SaveViewForm(request.POST)
    if form.is_valid():
        with form.collecting_refusals():
            view = memory.save_view(
                list_key=list_key,
                **form.cleaned_data,
                by=request.actor,
                on=timezone.localdate(),
            )
            messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
            return HttpResponseRedirect(back(request))
    context = {"form": form, "back": back(request), "list_key": list_key}
    return render(request, "portal/save_view.html", context, status=422)


@require_http_methods(["GET"])
def saved_views(request):
    """The own saved views of all lists."""
    views = memory.with_titles(memory.own_views(request.actor).order_by("list_key", "name"))
    return render(request, "portal/saved_views.html", {"views": views, "back": back(request)})


@require_POST
def rename_view(request, view_id):
    view = get_object_or_404(memory.own_views(request.actor), pk=view_id)
    form = RenameViewForm(request.POST)
    if form.is_valid():
        with form.collecting_refusals():
            memory.rename_view(
                view=view, **form.cleaned_data, by=request.actor, on=timezone.localdate()
            )
            return redirect("portal:saved_views")
    context = {"views": memory.with_titles([view]), "form": form, "back": back(request)}
    return render(request, "portal/saved_views.html", context, status=422)


@require_POST
def open_first(request, view_id):
    view = get_object_or_404(memory.own_views(request.actor), pk=view_id)
    memory.open_first(view=view, by=request.actor, on=timezone.localdate())
    return redirect("portal:saved_views")


@require_POST
def drop_view(request, view_id):
    view = get_object_or_404(memory.own_views(request.actor), pk=view_id)
    memory.drop_view(view=view, by=request.actor, on=timezone.localdate())
    return redirect("portal:saved_views")
