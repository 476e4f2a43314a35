"""Inspections of each year, what they found, and what became of their recommendations."""

import json
from datetime import date, timedelta
from functools import cache
from random import Random

from demo import names
from demo.copying import NULL, Copier
from demo.localities import DATA, TWO_TIERS
from demo.names import pick, wheel
from demo.records import Records
from demo.units import Forest, Node
from inspection.models import Finding, Inspection, Programme, Recommendation, Topic

YEARS = range(2018, 2027)
TODAY = date(2026, 11, 1)
KINDS = wheel({"planned": 68, "surprise": 22, "sign": 10})
SEVERITIES = wheel(
    {"note": 30, "shortcoming": 48, "violation": 17, "serious": 4, "very_serious": 1}
)
FATES = wheel({"done": 72, "late": 12, "partly": 5, "reported": 4, "open": 5, "waived": 2})


@cache
def _book() -> dict:
    return json.loads((DATA / "findings.json").read_text(encoding="utf-8"))


class Inspections:
    """Draws and writes programmes, inspections, findings and recommendations."""

    def __init__(self, rng: Random, forest: Forest, records: Records, copier: Copier, new_id):
        self.rng, self.forest, self.records, self.new_id = rng, forest, records, new_id
        self._programme = copier.stream(Programme, "id", "unit", "year", "title", "decision")
        self._inspection = copier.stream(
            Inspection, "id", "code", "programme", "kind", "topics", "led_by", "unit", "team",
            "starts_on", "ends_on", "concluded_on", "decision", "conclusion", "state",
        )  # fmt: skip
        self._finding = copier.stream(
            Finding, "id", "inspection", "ordinal", "topic", "severity", "text", "rule_cited",
            "answer", "answered_on",
        )  # fmt: skip
        self._recommendation = copier.stream(
            Recommendation, "id", "finding", "owner", "text", "due_on", "state", "report",
            "reported_by", "reported_by_name", "reported_on", "verified_by", "verified_by_name",
            "settled_on", "remark",
        )  # fmt: skip

    def write(self) -> None:
        for year in YEARS:
            self.number = 0
            day = date(year, 8, 1)
            alive = [
                n for n in self.forest.nodes if n.since <= day and (not n.until or n.until > day)
            ]
            places = [n for n in alive if n.locality is n and n.level != "province"]
            departments = [n for n in alive if n.kind == "so"]
            province = self.forest.province
            targets = self.rng.sample(places, 14) + self.rng.sample(departments, 5)
            self._year_of(province, year, targets)
            for district in (n for n in places if n.level == "district"):
                communes = [n for n in places if n.district == district.official_code]
                communes = [n for n in communes if n.level == "commune"]
                self._year_of(district, year, self.rng.sample(communes, min(4, len(communes))))
            if day >= TWO_TIERS:
                for commune in self.rng.sample(places, 18):
                    inside = [n for n in commune.bodies.values() if n.kind in {"phong", "dvsn"}]
                    self._year_of(commune, year, self.rng.sample(inside, 2))

    def _year_of(self, by: Node, year: int, targets: list[Node]) -> None:
        """The programme of an inspecting body, and its inspections."""
        body = by.bodies["UBKT"]
        signed = date(year, 1, 1) + timedelta(days=20 + int(self.rng.random() * 25))
        signed = max(signed, body.since)
        programme = self.new_id()
        title = f"Chương trình kiểm tra, giám sát năm {year}"
        paper = self.records.paper(body, "PROGRAMME", signed, "inspection", title)
        self._programme(programme, by.bodies["CU"].id, str(year), title, paper)
        for unit in targets:
            self._inspect(body, unit, year, programme)

    def _inspect(self, body: Node, unit: Node, year: int, programme: str) -> None:
        rng = self.rng
        self.number += 1
        first = max(date(year, 2, 20), unit.since, body.since) + timedelta(days=10)
        last = min(date(year, 11, 25), (unit.until or date.max) - timedelta(days=75))
        if last <= first:
            last = first + timedelta(days=20)
        starts = first + timedelta(days=int(rng.random() * (last - first).days))
        ends = starts + timedelta(days=4 + int(rng.random() * 32))
        concluded = ends + timedelta(days=8 + int(rng.random() * 14))
        kind = pick(rng, KINDS)
        topics = sorted(rng.sample(Topic.values, 1 + int(rng.random() * 3)))
        done = concluded < TODAY
        paper = self.records.paper(
            body,
            "INSPECTION",
            starts,
            "inspection",
            f"Kiểm tra công tác cán bộ: {unit.now.names[0]}",
        )
        inspection = self.new_id()
        owner = unit.bodies.get("CU", unit)
        fates = [pick(rng, FATES) for _ in range(6)]
        state = self._state(starts, ends, concluded, fates)
        self._inspection(
            inspection, f"KT{year}-{self.number:03d}", programme if kind == "planned" else NULL,
            kind, "{" + ",".join(topics) + "}", body.id, unit.id, self._team(), starts.isoformat(),
            ends.isoformat(), concluded.isoformat() if done else NULL,
            paper, _book()["conclusion"] if done else "", state,
        )  # fmt: skip
        if state in {"planned", "decided", "cancelled"}:
            return
        for ordinal in range(1, 2 + int(rng.random() * 4)):
            fate = fates[ordinal] if done else ""
            self._find(inspection, ordinal, pick(rng, topics), ends, concluded, owner, fate)

    def _state(self, starts: date, ends: date, concluded: date, fates: list[str]) -> str:
        if self.rng.random() < 0.015:
            return "cancelled"
        if concluded < TODAY:
            settled = all(fate in {"done", "late", "waived"} for fate in fates[1:])
            old = concluded < TODAY - timedelta(days=200)
            return "closed" if settled and old else "follow_up"
        if ends < TODAY:
            return "explanation"
        if starts < TODAY:
            return "field"
        return "decided" if starts < TODAY + timedelta(days=15) else "planned"

    def _team(self) -> str:
        people = [
            names.full_name(self.rng, sex="f" if n % 3 == 2 else "m", birth_year=1976 + n * 3)
            for n in range(3 + int(self.rng.random() * 3))
        ]
        return json.dumps(people, ensure_ascii=False)

    # -- findings -----------------------------------------------------------------
    def _find(
        self, inspection: str, ordinal: int, topic: str, ends: date, concluded: date,
        owner: Node, fate: str,
    ) -> None:  # fmt: skip
        rng, book = self.rng, _book()[topic]
        at = int(rng.random() * len(book["found"]))
        severity = pick(rng, SEVERITIES)
        rule = [name for since, name in book["rules"] if since <= ends.isoformat()]
        finding = self.new_id()
        heard = bool(fate)
        self._finding(
            finding, inspection, str(ordinal), topic, severity, book["found"][at],
            rule[-1] if rule and severity != "note" else "",
            pick(rng, _book()["answers"]) if heard else "",
            (ends + timedelta(days=4)).isoformat() if heard else NULL,
        )  # fmt: skip
        if fate and severity != "note":
            self._recommend(finding, owner, book["do"][at], concluded, fate)

    def _recommend(self, finding: str, owner: Node, text: str, concluded: date, fate: str) -> None:
        rng = self.rng
        due = concluded + timedelta(days=30 + 15 * int(rng.random() * 5))
        reported = concluded + timedelta(
            days=int((due - concluded).days * (0.5 + rng.random() / 3))
        )
        slow = fate in {"partly", "reported", "open"} and due < TODAY - timedelta(days=300)
        if fate == "late" or (slow and rng.random() < 0.88):
            fate = "late"
            reported = due + timedelta(days=6 + int(rng.random() * (250 if slow else 60)))
        settled = reported + timedelta(days=2 + int(rng.random() * 4))
        state = {"late": "done"}.get(fate, fate)
        if reported >= TODAY:
            state = "open"
        elif settled >= TODAY and state in {"done", "waived"}:
            state = "reported"
        told = state in {"done", "reported", "partly"}
        over = state in {"done", "waived"}
        checked = over or state == "partly"
        self._recommendation(
            self.new_id(), finding, owner.id, text, due.isoformat(), state,
            pick(rng, _book()["reports"]) if told else "",
            "demo:unit" if told else "", "Cán bộ phụ trách của đơn vị" if told else "",
            reported.isoformat() if told else NULL,
            "demo:inspector" if checked else "", "Thành viên đoàn kiểm tra" if checked else "",
            settled.isoformat() if over else NULL,
            _book()["partly"] if state == "partly" else "",
        )  # fmt: skip
