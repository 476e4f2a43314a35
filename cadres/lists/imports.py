"""Lists of imports, and of the rows of one."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.classes import DataClass
from portal.imports.cells import text_in
from portal.imports.targets import target_named
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage
from portal.models import ImportBatch, ImportRow
from portal.models.imports import STATES, VERDICTS
from portal.templatetags.ui import badge
from portal.web import spoken

BATCH_TONES = {"checked": "info", "carried_out": "ok", "abandoned": ""}
ROW_TONES = {"new": "ok", "changed": "info", "error": "bad"}


class ImportFilter(ListFilter):
    state = ChoiceFilter(choices=STATES, label=gettext_lazy("State"))

    class Meta:
        model = ImportBatch
        fields = ("state",)


class ImportList(ListPage):
    """The own imports, newest first."""

    key = "imports"
    title = gettext_lazy("Import from Excel")
    filterset = ImportFilter
    default_sort = "-uploaded"
    empty_text = gettext_lazy("No workbook has come in yet. Download the template to begin.")
    columns = (
        Column(
            "file",
            gettext_lazy("File"),
            value="file_name",
            url=ImportBatch.get_absolute_url,
            always=True,
            data_class=DataClass.BASIC,
        ),
        Column(
            "state",
            gettext_lazy("State"),
            value="get_state_display",
            html=lambda b: badge(b.get_state_display(), BATCH_TONES.get(b.state, "warn")),
        ),
        Column("rows_in", gettext_lazy("Rows"), value="rows_in", css="num"),
        Column("new", gettext_lazy("New"), value="new", css="num"),
        Column("changed", gettext_lazy("Changed"), value="changed", css="num"),
        Column("rejected", gettext_lazy("Wrong"), value="rejected", css="num"),
        Column("uploaded", gettext_lazy("Uploaded at"), value="created_at", sort=("created_at",)),
    )

    def queryset(self, actor):
        return ImportBatch.objects.visible_to(actor).defer("sheets", "mapping", "notes")

    def actions(self):
        yield reverse("cadres:upload_workbook"), _("Upload a workbook")
        yield reverse("cadres:import_template"), _("Download the template")


class RowFilter(ListFilter):
    verdict = ChoiceFilter(choices=VERDICTS, label=gettext_lazy("Verdict"))

    class Meta:
        model = ImportRow
        fields = ("verdict",)


def sentence(problem: dict) -> str:
    return spoken(text_in(problem))


def told(row: ImportRow) -> str:
    """The problems of a row as plain text, for an export."""
    return " ".join(f"{p['cell']}: {sentence(p)}" for p in row.problems)


def shown(row: ImportRow):
    """Cell, value and reason of each problem."""
    return format_html_join(
        "",
        '<p>{}<b class="num ltr">{}</b> {} {}</p>',
        (
            (
                badge(_("note"), "warn") if p.get("hint") else "",
                p["cell"],
                f"“{p['value']}”" if p["value"] else "",
                sentence(p),
            )
            for p in row.problems
        ),
    )


def changed(row: ImportRow) -> str:
    return "; ".join(f"{key}: {old or '—'} → {new}" for key, old, new in row.changes)


def person_url(row: ImportRow) -> str:
    return reverse("cadres:cadre", args=[row.subject]) if row.subject else ""


class ImportRowList(ListPage):
    """The rows of one import: what each would do, or what is wrong with it."""

    key = "import_rows"
    title = gettext_lazy("Rows of the workbook")
    filterset = RowFilter
    default_sort = "number"
    search_placeholder = gettext_lazy("Name")
    columns = (
        Column(
            "number",
            gettext_lazy("Row"),
            value="number",
            sort=("number",),
            css="num",
            always=True,
        ),
        Column("label", gettext_lazy("Full name"), value="label", url=person_url, lang="vi"),
        Column(
            "verdict",
            gettext_lazy("Verdict"),
            value="get_verdict_display",
            html=lambda r: badge(r.get_verdict_display(), ROW_TONES.get(r.verdict, "")),
        ),
        Column(
            "problems", gettext_lazy("Cell, value, reason and what to do"), value=told, html=shown
        ),
        Column(
            "changes",
            gettext_lazy("Old → new"),
            value=changed,
            html=lambda r: changes_html(r),
        ),
    )

    template = "cadres/imports/rows.html"

    def context(self):
        return {"batch": self.batch(self.actor)}

    def batch(self, actor) -> ImportBatch:
        return get_object_or_404(ImportBatch.objects.visible_to(actor), pk=self.given["batch_id"])

    def queryset(self, actor):
        rows = ImportRow.objects.filter(batch=self.batch(actor))
        return rows.defer("cells", "values")

    def search(self, queryset, text):
        return queryset.filter(Q(label__icontains=text))


HEADINGS: dict[str, str] = {}


def changes_html(row: ImportRow):
    """Each change under its heading."""
    if not HEADINGS:
        HEADINGS.update({c.key: c.heading for c in target_named("cadres").columns})
    return format_html_join(
        "",
        '<p><span class="muted" lang="vi">{}</span> {} → <b>{}</b></p>',
        ((HEADINGS.get(key, key), old or "—", new) for key, old, new in row.changes),
    )
