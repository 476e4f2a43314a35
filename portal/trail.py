"""The audit trail as a list: who did what, and which fields changed, shown by data class."""

from django.apps import apps
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.actor import current_actor
from governance.classes import DataClass
from governance.models import AuditEvent
from governance.records import Record
from portal.hats import hat_name
from portal.lists import ChoiceFilter, Column, DateFilter, ListFilter, ListPage, TextFilter
from portal.templatetags.ui import badge

TONES = {"D": "bad", "B": "info", "N": "info"}


def subject(event: AuditEvent) -> str:
    """What kind of record it is about, in words."""
    model = event.subject_model
    return str(model._meta.verbose_name) if model else event.tbl


def classes_over(event: AuditEvent) -> frozenset[str]:
    """The data classes the reader may see where this event belongs."""
    actor = current_actor()
    seen = [
        grant.classes
        for grant in actor.grants
        if grant.hat == actor.hat and event.unit_path.startswith(grant.path)
    ]
    return frozenset().union(*seen)


def changed(event: AuditEvent) -> list[tuple]:
    return event.changed_fields(classes_over(event))


def changed_words(event: AuditEvent) -> str:
    return "; ".join(f"{label}: {before} → {after}" for label, before, after in changed(event))


def changed_cell(event: AuditEvent):
    """The fields that changed, folded; values of classes the reader lacks stay hidden."""
    rows = changed(event)
    if not rows:
        return "—"
    told = format_html_join("", "<li>{}: {} → {}</li>", rows)
    return format_html(
        "<details><summary>{}</summary><ul>{}</ul></details>",
        _("%(n)s fields") % {"n": len(rows)},
        told,
    )


def tables() -> list[tuple[str, str]]:
    """The kinds of records under audit, by their names in words."""
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    named = [(m._meta.db_table, str(m._meta.verbose_name)) for m in records]
    return sorted(named, key=lambda each: each[1])


class TrailFilter(ListFilter):
    op = ChoiceFilter(choices=AuditEvent.Op.choices, label=gettext_lazy("Kind"))
    actor_name = TextFilter(label=gettext_lazy("Who"))
    action = TextFilter(label=gettext_lazy("Action"))
    tbl = ChoiceFilter(choices=tables, label=gettext_lazy("Record"))
    since = DateFilter("at", lookup_expr="date__gte", label=gettext_lazy("Since"))
    until = DateFilter("at", lookup_expr="date__lte", label=gettext_lazy("Until"))

    class Meta:
        model = AuditEvent
        fields = ("op", "actor_name", "action")


def event_url(event: AuditEvent) -> str:
    return reverse("portal:audit_event", args=[event.seq])


def column(key: str, label, **more) -> Column:
    return Column(key, label, data_class=DataClass.ADMIN, **more)


class TrailList(ListPage):
    key = "audit"
    title = gettext_lazy("Audit trail")
    empty_text = gettext_lazy("No event of a unit you may see matches.")
    columns = (
        column(
            "seq", gettext_lazy("Number"), sort=("seq",), css="num", always=True, url=event_url
        ),
        column("at", gettext_lazy("When")),
        column("who", gettext_lazy("Who"), value="actor_name"),
        column("hat", gettext_lazy("Role"), value=lambda event: hat_name(event.hat)),
        column("action", gettext_lazy("Action")),
        column(
            "op",
            gettext_lazy("Kind"),
            value=lambda event: event.get_op_display(),
            html=lambda event: badge(event.get_op_display(), TONES.get(event.op, "")),
        ),
        column("subject", gettext_lazy("Record"), value=subject),
        column("changed", gettext_lazy("Changed"), value=changed_words, html=changed_cell),
        column("reason", gettext_lazy("Reason")),
        column("basis", gettext_lazy("Basis"), default=False),
        column("row", gettext_lazy("Record number"), value="pk_text", default=False),
    )
    filterset = TrailFilter
    default_sort = "-seq"

    def queryset(self, actor):
        return AuditEvent.objects.visible_to(actor)
