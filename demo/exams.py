"""Exams of each year: one for civil servants, and one for the leading posts filled by exam."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from demo import names
from demo.copying import NULL, Copier
from demo.desks import Held
from demo.people import Person
from demo.records import Records
from demo.units import Forest, Node, small
from portal.vietnamese import fold, name_key
from recruitment.models import Candidate, Exam, ExamPost, Result

YEARS = range(2018, 2027)
PASS = 50.0
POSITIONS = (
    "Chuyên viên quản lý đất đai",
    "Chuyên viên kế toán",
    "Chuyên viên quản lý xây dựng",
    "Chuyên viên văn thư - lưu trữ",
    "Chuyên viên tư pháp - hộ tịch",
    "Chuyên viên công nghệ thông tin",
    "Chuyên viên văn hóa",
)


class Exams:
    """Draws and writes exams, candidates and results."""

    def __init__(self, rng: Random, forest: Forest, records: Records, copier: Copier, new_id):
        self.rng, self.forest, self.records, self.new_id = rng, forest, records, new_id
        self.number = 0
        self.results: dict[str, str] = {}
        self._exam = copier.stream(
            Exam, "id", "kind", "code", "name", "organising_unit", "announced_on", "held_on",
            "state", "published_on",
        )  # fmt: skip
        self._post = copier.stream(ExamPost, "id", "exam", "unit", "title", "position", "quota")
        self._candidate = copier.stream(
            Candidate, "id", "post", "number", "cadre", "full_name", "sort_key", "search_key",
            "residence", "education", "priority", "from_outside", "state", "rejection",
            "appointed_on",
        )  # fmt: skip
        self._result = copier.stream(
            Result, "id", "candidate", "round_one", "round_two", "total", "rank", "outcome",
            "marked_by_name", "sealed_on",
        )  # fmt: skip

    def write(self, everybody: list[Person]) -> None:
        by_year: dict[int, list[tuple[Person, Held]]] = defaultdict(list)
        for person in everybody:
            for at, held in enumerate(person.assignments):
                if held.entry == "exam" and held.since.year >= YEARS[0]:
                    outside = at == 0 or (
                        person.assignments[at - 1].node.locality is not held.node.locality
                    )
                    by_year[held.since.year].append((person, held, outside))
        for year in YEARS:
            self._civil_service(year)
            if by_year[year]:
                self._leadership(year, by_year[year])

    def _open(self, kind: str, code: str, name: str, organiser: Node, held_on: date) -> str:
        exam = self.new_id()
        published = held_on + timedelta(days=20)
        final = published < date(2026, 11, 1)
        self._exam(
            exam, kind, code, name, organiser.id, (held_on - timedelta(days=60)).isoformat(),
            held_on.isoformat(), "final" if final else "marking",
            published.isoformat() if final else NULL,
        )  # fmt: skip
        return exam

    # -- leadership --------------------------------------------------------------
    def _leadership(self, year: int, appointed: list[tuple[Person, Held, bool]]) -> None:
        held_on = date(year, 2, 10)
        exam = self._open(
            "leadership", f"TTLD-{year}", f"Thi tuyển chức danh lãnh đạo, quản lý năm {year}",
            self.forest.province.bodies["CU"], held_on,
        )  # fmt: skip
        seen = set()
        for person, held, outside in appointed:
            title = self.records.title_id(held.title, held.node)
            if (held.node.id, title) in seen:
                continue
            seen.add((held.node.id, title))
            post = self.new_id()
            self._post(post, exam, held.node.id, title, "", "1")
            best = 72 + self.rng.random() * 22
            self._stand(post, best, 1, held_on, cadre=person, until=held, outside=outside)
            for rank in range(2, 3 + int(self.rng.random() * 2)):
                points = best - 6 * (rank - 1) - self.rng.random() * 5
                self._stand(post, points, rank, held_on)

    # -- civil service -------------------------------------------------------------
    def _civil_service(self, year: int) -> None:
        held_on = date(year, 9, 14)
        exam = self._open(
            "civil_service", f"TDCC-{year}", f"Kỳ tuyển dụng công chức năm {year}",
            self.forest.province.bodies["UBND"], held_on,
        )  # fmt: skip
        hosts = [
            n for n in self.forest.nodes
            if n.kind in {"so", "phong"} and n.since <= held_on
            and (n.until is None or n.until > held_on)
        ]  # fmt: skip
        for node in self.rng.sample(hosts, 24):
            post, quota = self.new_id(), 1 + int(self.rng.random() * 2)
            self._post(post, exam, node.id, NULL, names.pick(self.rng, POSITIONS), str(quota))
            self._field(post, quota, held_on)

    def _field(self, post: str, quota: int, held_on: date) -> None:
        points = sorted((self.rng.gauss(58, 15) for _ in range(quota * 3 + 2)), reverse=True)
        rank = 0
        for value in points:
            value = round(min(96, max(12, value)), 2)
            chance = self.rng.random()
            if chance < 0.04:
                self._stand(post, None, 0, held_on, rejected=True)
            elif chance < 0.22:
                self._stand(post, None, 0, held_on)
            else:
                rank += value >= PASS
                self._stand(post, value, rank if value >= PASS else 0, held_on, quota=quota)

    # -- candidates --------------------------------------------------------------
    def _stand(
        self, post: str, points: float | None, rank: int, held_on: date, *, quota: int = 1,
        cadre: Person | None = None, until: Held | None = None, outside: bool = True,
        rejected: bool = False,
    ) -> None:  # fmt: skip
        """One candidate: rejected, failed in round one (no points), or ranked by points."""
        rng = self.rng
        final = held_on + timedelta(days=20) < date(2026, 11, 1)
        selected = final and 0 < rank <= quota
        appoint = until.since if until else held_on + timedelta(days=60)
        appointed = selected and (until or rng.random() < 0.93) and appoint < date(2026, 11, 1)
        state = "rejected" if rejected else "appointed" if appointed else "examined"
        candidate = self.new_id()
        self.number += 1
        name, residence = self._name_of(cadre, held_on.year)
        self._candidate(
            candidate, post, f"SBD{self.number:06d}", cadre.id if cadre else NULL, name,
            name_key(name), fold(name), residence,
            "thac_si" if rng.random() < 0.15 else "dai_hoc", "0",
            "t" if outside else "f", state,
            "Bằng tốt nghiệp không đúng chuyên ngành của vị trí dự tuyển" if rejected else "",
            appoint.isoformat() if appointed else NULL,
        )  # fmt: skip
        if not rejected:
            self._mark(candidate, points, rank, quota, held_on, final, cadre, until)

    def _mark(self, candidate, points, rank, quota, held_on, final, cadre, until) -> None:
        passed = points is not None
        first = 55 + self.rng.random() * 40 if passed else 15 + self.rng.random() * 34
        outcome = "selected" if 0 < rank <= quota else "reserve" if rank else "not_selected"
        mark = f"{points:.2f}" if passed else NULL
        result = self.new_id()
        sealed = (held_on + timedelta(days=20)).isoformat()
        self._result(
            result, candidate, f"{first:.2f}", mark, mark, str(rank) if rank and final else NULL,
            outcome if final else "", "Ban chấm thi", sealed if final else NULL,
        )  # fmt: skip
        if cadre and until:
            self.results[until.seat + cadre.id] = result

    def _name_of(self, cadre: Person | None, year: int) -> tuple[str, str]:
        """A cadre's own name is written with the record; here it is the one already given."""
        if cadre:
            return cadre.name, small(cadre.origin.text)
        sex = "f" if self.rng.random() < 0.45 else "m"
        born = year - 23 - int(self.rng.random() * 9)
        return names.full_name(self.rng, sex=sex, birth_year=born), names.origin_elsewhere(
            self.rng
        )
