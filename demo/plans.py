"""Succession planning: terms, and who is planned for which post, each entry after a vote."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.copying import NULL, Copier
from demo.desks import Held
from demo.localities import TWO_TIERS
from demo.people import Person
from demo.posts import GRADES, Post
from demo.records import Records
from governance.dates import whole_months
from governance.models import CollectiveDecision
from planning.models import PlanEntry, Term

# When a list was approved, for the term that opens in which year.
CYCLES = (
    (date(2017, 10, 16), 2020),
    (date(2022, 10, 17), 2025),
    (date(2023, 9, 18), 2025),
    (date(2025, 11, 17), 2030),
    (date(2026, 3, 16), 2030),
)
REVIEWS = {date(2023, 9, 18), date(2026, 3, 16)}  # a list is completed, not drawn up anew
HOW_MANY = (0, 1, 1, 2, 2, 2, 3)
OPENS = {"party": (7, 0), "state": (7, 1)}  # month, years after the congress
LEVELS = ("province", "district", "commune")
LEVEL_NAMES = {
    "province": ("cấp tỉnh", "province", "المقاطعة"),
    "district": ("cấp huyện", "district", "المديرية"),
    "commune": ("cấp xã", "commune", "البلدية"),
}
TRACK_NAMES = {"party": ("cấp ủy", "Party", "الحزب"), "state": ("chính quyền", "State", "الدولة")}
STRICTER, MONTHS_LEFT = date(2025, 10, 8), (60, 120)
LEAVING = ("over_age", "own_wish", "low_confidence", "below_standard", "transferred")
RETIRES = {"male": 62, "female": 60}
TODAY = date(2026, 11, 1)


@dataclass(slots=True)
class Entry:
    """An entry in force, as a move may refer to it."""

    id: str
    since: date
    until: date | None


class Plans:
    """Draws and writes terms and planning entries."""

    def __init__(self, rng: Random, records: Records, copier: Copier, new_id):
        self.rng, self.records, self.new_id = rng, records, new_id
        self.terms: dict[tuple[str, str, int], tuple[str, date]] = {}
        self.entries: dict[tuple[str, str, str], Entry] = {}
        self.of_person: dict[str, Entry] = {}
        self.planned: dict[tuple[str, str], int] = defaultdict(int)
        self._term = copier.stream(
            Term, "id", "code", "track", "level", "opens_on", "closes_on",
            "name_vi", "name_en", "name_ar",
        )  # fmt: skip
        self._vote = copier.stream(
            CollectiveDecision, "id", "subject", "unit_path", "held_on", "convened", "present",
            "issued", "valid", "invalid", "votes_for", "votes_against", "outcome", "minutes",
            "recorded_by", "recorded_by_name", "countersigned_by", "countersigned_by_name",
            "countersigned_on",
        )  # fmt: skip
        self._entry = copier.stream(
            PlanEntry, "id", "term", "cadre", "title", "unit", "state", "months_left",
            "proposed_on", "proposed_by_name", "screened_on", "vote", "submitted_on",
            "approved_by_name", "decision", "in_force_from", "out_on", "out_reason",
        )  # fmt: skip

    def write(self, posts: list[Post], everybody: list[Person]) -> None:
        self._write_terms()
        for approved, year in CYCLES:
            by_place = self._in_post(everybody, approved)
            for post in posts:
                alive = post.since <= approved and (not post.until or post.until > approved)
                if alive and post.title in GRADES and not post.title.endswith("STAND"):
                    self._plan_for(post, approved, year, by_place)

    def _write_terms(self) -> None:
        for track, (month, later) in OPENS.items():
            for level in LEVELS:
                for year in (2015, 2020, 2025, 2030):
                    opens = date(year + later, month, 1)
                    closes = date(year + later + 5, month, 1)
                    span = f"{opens.year}-{closes.year}"
                    pairs = zip(TRACK_NAMES[track], LEVEL_NAMES[level], strict=True)
                    vi, en, ar = (" ".join(pair) for pair in pairs)
                    term = self.new_id()
                    self.terms[track, level, year] = (term, opens)
                    self._term(
                        term, f"{track[0].upper()}{level[0].upper()}-{opens.year}", track, level,
                        opens.isoformat(), closes.isoformat(), f"Nhiệm kỳ {span} {vi}",
                        f"Term {span}, {en}", f"فترة {span}، {ar}",
                    )  # fmt: skip

    @staticmethod
    def _in_post(everybody: list[Person], day: date) -> dict[str, list[tuple[Person, Held]]]:
        """Locality or district → who holds a principal post there on a day."""
        found = defaultdict(list)
        for person in everybody:
            for held in person.assignments:
                on_day = held.since <= day and (held.until is None or held.until > day)
                if held.is_principal and on_day:
                    found[held.node.locality.id].append((person, held))
                    if held.node.locality.level == "commune" and held.node.district:
                        found[held.node.district].append((person, held))
        return found

    def _plan_for(self, post: Post, approved: date, year: int, by_place: dict) -> None:
        rng, locality = self.rng, post.node.locality
        share = 0.12 if approved in REVIEWS else 1.0
        wanted = HOW_MANY[int(rng.random() * 7)] if rng.random() < share else 0
        least = MONTHS_LEFT[approved >= STRICTER]
        near = by_place.get(locality.id, ())
        if locality.level == "district":
            near = [*near, *by_place.get(locality.official_code, ())]
        if not wanted or not near:
            return
        track = "state" if post.node.block in {"government", "service"} else "party"
        term, opens = self.terms[track, locality.level, year]
        for _ in range(wanted * 4):
            person, held = near[int(rng.random() * len(near))]
            grade = GRADES.get(held.title, 9)
            months = self._months_left(person, opens)
            key = (person.id, post.title, post.node.id)
            fits = post.grade < grade <= post.grade + 3 and months >= least
            fits = fits and (self.planned[post.id, term] < 3 or rng.random() < 0.02)
            if fits and (key not in self.entries or self.entries[key].until):
                self._plan(person, post, approved, term, opens, months)
                wanted -= 1
            if not wanted:
                return

    @staticmethod
    def _months_left(person: Person, opens: date) -> int:
        born = person.born
        leaves = date(born.year + RETIRES[person.sex], born.month, 1)
        return max(0, whole_months(opens, leaves)) if leaves > opens else 0

    def _plan(self, person, post: Post, approved: date, term: str, opens: date, months: int):
        rng = self.rng
        held_on = approved - timedelta(days=30 + int(rng.random() * 20))
        carried = rng.random() > 0.03
        self.planned[post.id, term] += carried
        vote = self._cast(post, held_on, carried)
        state, out_on, reason = self._fate(person, post, approved, opens)
        if not carried:
            state, out_on, reason = "out", held_on, "not_carried"
        paper = ""
        if carried:
            paper = self.records.common_paper(
                post.node, post.title, approved, f"Phê duyệt quy hoạch {opens.year}", "planning"
            )
        entry = self.new_id()
        proposed = held_on - timedelta(days=20)
        self._entry(
            entry, term, person.id, self.records.title_id(post.title, post.node), post.node.id,
            state,
            str(min(months, 400)), proposed.isoformat(), "Tập thể lãnh đạo đơn vị",
            (proposed + timedelta(days=10)).isoformat(), vote,
            (approved - timedelta(days=15)).isoformat() if carried else NULL,
            "Ban Thường vụ" if carried else "", paper or NULL,
            approved.isoformat() if carried else NULL,
            out_on.isoformat() if out_on else NULL, reason,
        )  # fmt: skip
        if carried:
            key = (person.id, post.title, post.node.id)
            self.entries[key] = self.of_person[person.id] = Entry(entry, approved, out_on)

    def _fate(self, person: Person, post: Post, approved: date, opens: date):
        """What became of an entry: appointed, taken out, expired, or still in force."""
        for held in person.assignments:
            if held.title == post.title and held.node is post.node and held.since > approved:
                return "appointed", held.since, ""
        if post.until == TWO_TIERS:
            return "out", TWO_TIERS, "post_abolished"
        if self.rng.random() < 0.09:
            out = approved + timedelta(days=90 + int(self.rng.random() * 600))
            if out < min(opens, TODAY):
                return "out", out, LEAVING[int(self.rng.random() * len(LEAVING))]
        if person.status_on and approved < person.status_on < opens:
            return "out", person.status_on, "other"
        return ("expired", opens, "") if opens <= TODAY else ("approved", None, "")

    def _cast(self, post: Post, held_on: date, carried: bool) -> str:
        rng = self.rng
        convened = 9 + int(rng.random() * 26)
        present = convened - int(rng.random() * convened * 0.18)
        invalid = int(rng.random() < 0.1)
        valid = present - invalid
        if carried:
            least = convened // 2 + 1
            votes = least + int(rng.random() * (max(least, valid) - least + 1))
        else:
            votes = int(convened * (0.2 + rng.random() * 0.2))
        vote = self.new_id()
        name = f"{self.records.title_name(post.title, post.node)}, {post.node.now.names[0]}"
        self._vote(
            vote, f"Giới thiệu quy hoạch: {name}", post.node.locality.path, held_on.isoformat(),
            str(convened), str(present), str(present), str(valid), str(invalid),
            str(min(votes, valid)), str(valid - min(votes, valid)),
            "carried" if carried else "lost", "Biên bản hội nghị lấy phiếu giới thiệu quy hoạch",
            "demo:recorder", "Thư ký hội nghị", "demo:chair", "Chủ trì hội nghị",
            (held_on + timedelta(days=1)).isoformat(),
        )  # fmt: skip
        return vote
