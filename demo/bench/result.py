"""One measured figure, and the table and JSON of all of them."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles


@dataclass(frozen=True)
class Result:
    """A figure: its value, the floor of the same run, and the target (None where none is set)."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    floor_is: str = ""
    target: float | None = None
    more_is_better: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value >= self.target if self.more_is_better else self.value <= self.target


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def machine() -> dict:
    """Where this was measured: without names."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": [round(n, 2) for n in os.getloadavg()],
    }


def written(results: list[Result], *, about: dict) -> str:
    """A Markdown table, as docs/performance.md keeps it."""
    lines = [
        " · ".join(f"{name}: {value}" for name, value in about.items()),
        "",
        "| figure | measured | floor of the same run | target | |",
        "|---|--:|--:|--:|---|",
    ]
    for r in results:
        floor = f"{r.floor:.2f} {r.unit} ({r.floor_is})" if r.floor is not None else ""
        sign = "≥" if r.more_is_better else "≤"
        target = f"{sign} {r.target:g} {r.unit}" if r.target is not None else ""
        verdict = {True: "met", False: "NOT MET", None: ""}[r.met]
        value = f"{r.value:.2f} {r.unit}"
        lines.append(f"| {r.name} | {value} | {floor} | {target} | {verdict} {r.note} |")
    return "\n".join(lines)


def save(results: list[Result], *, about: dict, path: Path) -> None:
    """The same as JSON, written whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    rows = [{**asdict(r), "met": r.met} for r in results]
    temporary.write_text(json.dumps({"about": about, "results": rows}, indent=1), "utf-8")
    temporary.replace(path)
