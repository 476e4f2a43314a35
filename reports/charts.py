"""The charts of a report, drawn from a snapshot in the report's language."""

from django.utils.translation import gettext as _

from evaluation.models import WorkClass
from portal.cells import cell_text
from portal.charts import fraction_bars, pyramid, stacked_bars
from portal.charts.canvas import Chart

CLASS_COLOURS = {"HTXS": "g4", "HTT": "g3", "HT": "g2", "KHT": "g1"}
CAP = 20


def ages(content: dict, lang: str) -> Chart | None:
    rows = content["tables"].get("cadres.ages", ())
    if not any(row["men"] + row["women"] for row in rows):
        return None
    return pyramid(
        [(row["band"], row["men"], row["women"]) for row in rows],
        title=_("Cadres by age and sex"),
        lang=lang,
        near_retirement=("56–60", "> 60"),
        width=460,
    )


def classes(content: dict, lang: str) -> Chart | None:
    """People by class and year, with the cap on the excellent."""
    rows = [
        row for row in content["tables"].get("evaluation.people_by_year", ()) if row["classed"]
    ]
    if not rows:
        return None
    series = [(css, str(WorkClass(code).label)) for code, css in CLASS_COLOURS.items()]
    return stacked_bars(
        [(str(row["year"]), [row.get(code, 0) for code in CLASS_COLOURS]) for row in rows],
        series=series,
        title=_("People by class and year"),
        lang=lang,
        cap=CAP,
        width=460,
    )


def nonlocal_heads(content: dict, lang: str) -> Chart | None:
    """Secretaries who are not local people, n of N by level."""
    labels = {"district": _("District secretaries"), "commune": _("Commune secretaries")}
    rows = []
    for level, label in labels.items():
        value = content["figures"].get(f"cadres.nonlocal_secretaries.{level}")
        if value and value["denominator"]:
            rows.append((label, value["numerator"], value["denominator"]))
    if not rows:
        return None
    return fraction_bars(
        rows, title=_("Secretaries who are not local people"), lang=lang, width=460
    )


def findings(content: dict, lang: str) -> Chart | None:
    """Findings by part of personnel work, each as a share of all."""
    rows = content["tables"].get("inspection.findings", ())
    total = sum(row["total"] for row in rows)
    if not total:
        return None
    return fraction_bars(
        [(cell_text(row["topic"], lang), row["total"], total, "d2") for row in rows],
        title=_("Findings by part of personnel work"),
        lang=lang,
        width=460,
    )


CHARTS = {
    "ages": ages,
    "classes": classes,
    "nonlocal": nonlocal_heads,
    "findings": findings,
}
