"""The documents that cannot rot: all rules and all state charts, collected from the rooms."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from governance.findings import Rule
from governance.regulation import Parameter, Provision, text_of_value
from governance.selectors import books
from governance.states import StateChart

NOTICE = "<!-- Written by `manage.py {name}`; `make check` compares it. Do not edit. -->"


def rooms() -> Iterator[tuple[str, object]]:
    """Each room of the house that has a ``rules.py``."""
    for config in apps.get_app_configs():
        if "site-packages" not in config.path and find_spec(f"{config.name}.rules"):
            yield config.name, import_module(f"{config.name}.rules")


def rules_of(module) -> list[Rule]:
    return sorted(dict.fromkeys(getattr(module, "RULES", ())), key=lambda rule: rule.code)


def charts_of(module) -> tuple[StateChart, ...]:
    return tuple(getattr(module, "CHARTS", ()))


def rulebook() -> str:
    """Every rule with the parameter it enforces, and every parameter with values and sources."""
    lines = [NOTICE.format(name="rulebook"), "", "# Rule book", ""]
    for room, module in rooms():
        lines += [f"## {room}", ""]
        if rules := rules_of(module):
            lines += ["| Code | Rule | Enforces |", "| --- | --- | --- |"]
            lines += [
                _row(r.code, r.statement, f"`{r.enforces}`" if r.enforces else "—") for r in rules
            ]
            lines.append("")
        for parameter in books().get(room, {}).values():
            lines += _parameter(parameter)
    return "\n".join(lines)


def states() -> str:
    """Every state chart as a Mermaid diagram."""
    lines = [NOTICE.format(name="states"), "", "# State charts", ""]
    for room, module in rooms():
        for chart in charts_of(module):
            lines += [f"## {room}: {chart.name}", "", "```mermaid", chart.drawn(), "```", ""]
    return "\n".join(lines)


def _parameter(parameter: Parameter) -> list[str]:
    name = parameter.key.partition(".")[2]
    unit = f" ({parameter.unit})" if parameter.unit else ""
    lines = [f"### `{name}`{unit}", "", f"{parameter.meaning}."]
    if parameter.note:
        lines += ["", parameter.note]
    lines += [
        "",
        "| From | Value | Case | Source | Confidence |",
        "| --- | --- | --- | --- | --- |",
    ]
    return [*lines, *(_provision(p) for p in parameter.provisions), ""]


def _provision(p: Provision) -> str:
    sure = f"{p.confidence} ⚠" if p.confidence.needs_badge else str(p.confidence)
    return _row(p.since.isoformat(), text_of_value(p.value), p.scope or "all", p.source, sure)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
