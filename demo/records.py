"""Writes titles, seats, decisions and assignments, with the gaps that real files have."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from random import Random

from cadres.models import Assignment, Decision, Seat, Title
from demo.copying import NULL, Copier
from demo.desks import Desks, Held
from demo.localities import DATA, OPENED, STREAMLINED, TWO_TIERS
from demo.people import Person
from demo.reform import Fate, Reform, Standing
from demo.units import Forest, Node, before_reform, span

PAPERS = {
    "elected": "election",
    "rotated": "rotation",
    "transferred": "transfer",
    "unit_dissolved": "reorganisation",
    "retirement": "retirement",
}
MISSING_PAPER, MISSING_OLD_PAPER = 0.035, 0.4
REFORMS = {date(2020, 1, 1), STREAMLINED, TWO_TIERS}
REORGANISATION = "Bố trí cán bộ khi sắp xếp tổ chức bộ máy"
# Bodies whose titles have names of their own (see titles.csv).
VARIANTS = {
    **dict.fromkeys(("VPTU", "VPCU", "VPDU", "VPHU", "VPUB"), ("VP",)),
    "UBKT": ("KT",),
    **dict.fromkeys(("TTR", "TTRT"), ("TTR",)),
    "HCC": ("TT",),
    "BQLKKT": ("BAN",),
    **dict.fromkeys(("TH", "THPT", "PT", "DHHL", "TCT"), ("TH", "GV")),
    "TYT": ("TYT", "YT"),
    **dict.fromkeys(("TTYT", "YT", "BVDK", "BVBC", "BVSN"), ("YT",)),
    "DTN": ("DTN",),
}


class Records:
    """The rows of posts and careers."""

    def __init__(self, rng: Random, forest: Forest, copier: Copier, new_id):
        self.rng, self.forest, self.new_id = rng, forest, new_id
        self.titles: dict[str, str] = {}
        self.title_names: dict[str, str] = {}
        self.title_groups: dict[str, str] = {}
        self.numbers: dict[tuple[str, int], int] = defaultdict(int)
        self.desk_numbers: dict[tuple[str, str], int] = defaultdict(int)
        self.common: dict[tuple[str, str, date], str] = {}
        self._write_titles(copier)
        self._seat = copier.stream(
            Seat, "id", "unit", "title", "ordinal", "label", "valid"
        )  # fmt: skip
        self._decision = copier.stream(
            Decision, "id", "number", "issued_on", "issuer", "kind", "summary"
        )
        self._assignment = copier.stream(
            Assignment, "id", "cadre", "seat", "held", "kind", "is_principal", "entry", "exit",
            "decision", "exit_decision", "start_precision",
        )  # fmt: skip

    def _write_titles(self, copier: Copier) -> None:
        add = copier.stream(
            Title, "id", "code", "level", "group", "track", "precedence", "term_years",
            "name_vi", "name_en", "name_ar",
        )  # fmt: skip
        with (DATA / "titles.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.titles[row["code"]] = self.new_id()
                self.title_names[row["code"]] = row["name_vi"]
                self.title_groups[row["code"]] = row["group"]
                add(
                    self.titles[row["code"]], row["code"], row["level"], row["group"],
                    row["track"], row["precedence"], row["term_years"] or NULL,
                    row["name_vi"], row["name_en"], row["name_ar"],
                )  # fmt: skip

    def title_id(self, title: str, node: Node) -> str:
        return self.titles[self.proper_title(title, node)]

    def title_name(self, title: str, node: Node) -> str:
        return self.title_names[self.proper_title(title, node)]

    def proper_title(self, title: str, node: Node) -> str:
        """The title as the body calls it: an office has a chief, a school a principal."""
        for variant in VARIANTS.get(node.body.suffix.rstrip("0123456789"), ()):
            if f"{title}.{variant}" in self.titles:
                return f"{title}.{variant}"
        return title

    # -- seats ------------------------------------------------------------------
    def seat(
        self, id: str, node: Node, title: str, ordinal: int, since: date, until: date | None
    ) -> None:
        open_until = before_reform(until) if node.closed_by_reform else until
        held = span(since, open_until)
        self._seat(id, node.id, self.title_id(title, node), str(ordinal), "", held)

    def desks(self, desks: Desks, person: Person, reform: Reform) -> None:
        """The seats of staff a person was given; those that move with the reform it numbers."""
        for held in person.assignments:
            if (desk := desks.opened.pop(held.seat, None)) is None:
                continue
            node, title, since, until = desk
            if held.seat in reform.moving:
                if until:
                    reform.later_seat(held.seat, span(since, until))
                continue
            self.desk_numbers[node.id, title] += 1
            self.seat(held.seat, node, title, self.desk_numbers[node.id, title], since, until)

    # -- papers -----------------------------------------------------------------
    def issuer_of(self, node: Node, title: str, day: date) -> Node:
        """Who signs for a post: its own committee or the one above."""
        locality = node.locality
        party = node.block in {"party", "front"} or title.endswith("SEC")
        suffix = "CU" if party else "UBND"
        if locality.level == "commune":
            above = self.district_of(locality, day) if locality.since < TWO_TIERS else None
            staff = title.endswith(("SPEC", "EMP"))
            if above:
                locality = above
            elif not staff and title in {"C-SEC", "C-PCHAIR", "C-DSEC1"}:
                locality = self.forest.province
        elif locality.level == "district" and title in {"D-SEC", "D-PCHAIR", "D-DSEC1"}:
            locality = self.forest.province
        return locality.bodies[suffix]

    def district_of(self, commune: Node, day: date) -> Node | None:
        """The district a commune belonged to on a day (Hoành Bồ's until 2020)."""
        period = next(
            (p for p in commune.periods if p.since <= day and (not p.until or day < p.until)),
            commune.now,
        )
        return period.above if period.above and period.above.level == "district" else None

    def paper(self, node: Node, title: str, day: date, kind: str, summary: str) -> str:
        """A decision signed shortly before a day."""
        issuer = self.issuer_of(node, title, day)
        issued = day - timedelta(days=int(self.rng.random() * 12))
        if issued < issuer.since:
            issued = issuer.since
        return self.sign(issuer, issued, kind, summary)

    def common_paper(
        self, node: Node, title: str, day: date, summary: str, kind: str = "reorganisation"
    ) -> str:
        """One decision of a day for all the people it concerns under the same body."""
        issuer = self.issuer_of(node, title, day)
        key = (issuer.id, kind, day)
        if key not in self.common:
            before = timedelta(days=3 if kind == "reorganisation" else 0)
            self.common[key] = self.sign(issuer, max(day - before, issuer.since), kind, summary)
        return self.common[key]

    def sign(self, issuer: Node, issued: date, kind: str, summary: str) -> str:
        """The next decision of a body."""
        key = (issuer.id, issued.year)
        self.numbers[key] += 1
        mark = {"CU": {"province": "-QĐ/TU", "district": "-QĐ/HU", "commune": "-QĐ/ĐU"}}.get(
            issuer.body.suffix, {}
        ).get(issuer.level, "/QĐ-UBND")  # fmt: skip
        decision = self.new_id()
        self._decision(
            decision, f"{self.numbers[key]}{mark}", issued.isoformat(), issuer.id, kind, summary
        )
        return decision

    # -- careers ----------------------------------------------------------------
    def career(self, person: Person, reform: Reform) -> list[str]:
        """All seats a person held; returns the paper each was taken by, "" where it is missing."""
        papers = self._papers(person.assignments)
        begun = {id(h): begins for h, (begins, _) in zip(person.assignments, papers, strict=True)}
        for held, (begins, ends) in zip(person.assignments, papers, strict=True):
            row = reform.begun.get(id(held)) or self.new_id()
            until, how, paper = held.until, self._exit(held), ends or NULL
            if fate := reform.fates.get(id(held)):
                until, how, paper = None, "", NULL
                self._placed(person, held, row, fate, begun.get(id(fate.next), ""), reform)
            elif row in reform.begun.values() and not until:
                continue  # the reform itself writes it so
            write = self._assignment if held.since < TWO_TIERS else reform.later_assignment
            write(
                row, person.id, held.seat, span(held.since, until), held.kind,
                "t" if held.is_principal else "f", held.entry, how,
                begins or NULL, paper, self._precision(held.since),
            )  # fmt: skip
        return [begins for begins, _ends in papers]

    def _placed(self, person, held: Held, row: str, fate: Fate, paper: str, reform: Reform):
        after = fate.next or held
        reform.place(
            person, held, row, paper=paper, standing=self.standing(after),
            title=self.title_id(after.title, after.node),
        )  # fmt: skip

    def _papers(self, career: list[Held]) -> list[tuple[str, str]]:
        """Entry and exit paper of each seat; one decision moves somebody from seat to seat."""
        begins = [self._entry_paper(held) for held in career]
        found = []
        for at, held in enumerate(career):
            after = career[at + 1] if at + 1 < len(career) else None
            if after and after.is_principal and held.is_principal and after.since == held.until:
                found.append((begins[at], begins[at + 1]))
            else:
                found.append((begins[at], self._exit_paper(held)))
        return found

    def _exit(self, held: Held) -> str:
        return (held.exit or "transfer") if held.until else ""

    def _entry_paper(self, held: Held) -> str:
        old = held.since == OPENED
        if self.rng.random() < (MISSING_OLD_PAPER if old else MISSING_PAPER):
            return ""
        if held.since in REFORMS and not held.title.endswith("SEC"):
            return self.common_paper(held.node, held.title, held.since, REORGANISATION)
        return self._paper_of(held, held.since, PAPERS.get(held.entry, "appointment"))

    def _exit_paper(self, held: Held) -> str:
        if not held.until or self.rng.random() < MISSING_PAPER:
            return ""
        if held.exit == "unit_dissolved":
            return self.common_paper(held.node, held.title, held.until, REORGANISATION)
        return self._paper_of(held, held.until, PAPERS.get(held.exit, "relief"))

    def _paper_of(self, held: Held, day: date, kind: str) -> str:
        summary = {
            "election": "Chuẩn y kết quả bầu cử",
            "rotation": "Luân chuyển cán bộ",
            "transfer": "Điều động cán bộ",
            "retirement": "Nghỉ hưu",
            "relief": "Thôi giữ chức vụ",
        }.get(kind, "Bổ nhiệm cán bộ")
        return self.paper(
            held.node,
            held.title,
            day,
            kind,
            f"{summary}: {self.title_name(held.title, held.node)}",
        )

    def _precision(self, since: date) -> str:
        chance = self.rng.random()
        if since == OPENED:
            return "year" if chance < 0.5 else "month" if chance < 0.72 else "day"
        return "year" if chance < 0.01 else "month" if chance < 0.05 else "day"

    # -- who manages ---------------------------------------------------------------
    def standing(self, held: Held) -> Standing:
        """Employer, managing unit and tier of who holds a principal seat."""
        return Standing(*self._managed(held))

    def standings(self, person: Person, meets_reform: bool) -> tuple[Standing, Standing]:
        """As it was on 30 June 2025 for those whom the reform meets; and as it is today."""
        posts = [a for a in person.assignments if a.is_principal]
        now = self.standing(posts[-1])
        now.status = person.status
        now.status_on = str(person.status_on) if person.status_on else NULL
        if not meets_reform:
            return now, now
        return self.standing([a for a in posts if a.since < TWO_TIERS][-1]), now

    def _managed(self, held: Held) -> tuple[Node, Node, str]:
        node, title = held.node, held.title
        province = self.forest.province.bodies["CU"]
        if title in {"P-SEC", "P-DSEC1", "P-PCHAIR"}:
            return node, province, "tw"
        leading = {"SEC", "DSEC1", "PCHAIR", "CCHAIR"}
        if title[2:] in leading and (title[0] == "D" or node.locality.since >= TWO_TIERS):
            return node, province, "btv_tinh_uy"
        if title[0] == "P":
            head = title[2:] in {"SHEAD", "SDEP", "BHEAD", "BDEP", "FCHAIR", "PVICE", "CVICE"}
            return (node, province, "btv_tinh_uy") if head else (node, node, "tap_the_lanh_dao")
        if title[2:] in {"SPEC", "PSPEC", "FSPEC", "EMP", "UDEP", "DIVDEP", "BDEP"}:
            body = node.locality.bodies["CU" if node.block in {"party", "front"} else "UBND"]
            return node, body, "tap_the_lanh_dao"
        above = node.locality
        if above.level == "commune" and above.since < TWO_TIERS:
            above = self.district_of(above, held.since) or above
        return node, above.bodies["CU"], "cap_uy_truc_thuoc"
