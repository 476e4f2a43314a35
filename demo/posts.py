"""The leading posts of the demo: which seats exist, and in which stretches they change hands."""

from dataclasses import dataclass
from datetime import date
from random import Random

from demo.localities import OPENED, STREAMLINED, TWO_TIERS
from demo.units import Forest, Node

COUNTED = date(2023, 12, 31)  # the day of the two published figures
LOCAL_DISTRICT_SECRETARIES, LOCAL_COMMUNE_SECRETARIES = 1, 9
CONGRESS, ELECTION = date(2020, 7, 1), date(2021, 7, 1)
# Posts change hands on common days, so that one person's leaving is another's chance.
MONTHS = (3, 7, 11)
LAST_CHANGE = date(2026, 7, 1)

# How high a title stands: 1 = province's leaders … 7 = commune's mass organisations, 9 = staff.
GRADES = {
    "P-SEC": 1, "P-DSEC1": 1, "P-PCHAIR": 1, "P-CVICE": 2, "P-PVICE": 2, "P-FCHAIR": 2,
    "P-BHEAD": 2, "P-SHEAD": 2, "P-BDEP": 3, "P-SDEP": 3, "P-FVICE": 3, "P-UHEAD": 3, "P-UDEP": 4,
    "P-DIV": 5, "D-SEC": 2, "D-DSEC1": 3, "D-PCHAIR": 3, "D-PVICE": 4, "D-CVICE": 4,
    "D-FCHAIR": 4, "D-BHEAD": 4, "D-DIV": 5, "D-BDEP": 5, "D-UHEAD": 5, "D-DIVDEP": 6,
    "D-FVICE": 6, "D-UDEP": 6, "C-SEC": 5, "C-DSEC1": 6, "C-PCHAIR": 5, "C-PVICE": 6,
    "C-CVICE": 6, "C-FCHAIR": 7, "C-BHEAD": 6, "C-DIV": 6, "C-BDEP": 7, "C-DIVDEP": 7,
    "C-FVICE": 7, "C-UHEAD": 6, "C-UDEP": 7,
}  # fmt: skip
# Seats held beside another one of the same locality: (body, title) → holder's (body, title).
BESIDE = {
    ("CU", "DSEC"): ("UBND", "PCHAIR"),
    ("HDND", "CCHAIR"): ("CU", "SEC"),
}
# Districts that tried "one person, two bodies" before 2025, by the rest of their code by three.
DUAL = {
    ("NV", "DIV"): (("BTC", "BHEAD"), (0, 1)),
    ("TTR", "DIV"): (("UBKT", "BHEAD"), (1,)),
    ("MT", "FCHAIR"): (("BDV", "BHEAD"), (0, 2)),
}
# Deputies beyond the norm: departments merged in 2025, and a few new communes.
SURPLUS = {"SNNMT": 3, "STC": 2, "SXD": 3, "SVHTTDL": 1, "SNV": 2, "SKHCN": 1}
SURPLUS_COMMUNES = ("06652", "06709", "07069", "06862", "06994")
STANDING = {
    "P": ("BTC", "UBKT", "BNC", "VPTU", "MT", "TTRT"),
    "D": ("BTC", "UBKT", "VPCU"),
    "C": ("XDD", "UBKT", "VPDU"),
}
AGES = {1: (49, 55), 2: (45, 53), 3: (40, 52), 4: (37, 52), 5: (33, 51), 6: (30, 50), 7: (26, 47)}


@dataclass(slots=True)
class Post:
    """A seat that exists for a time; `beside` is the post whose holder has this one too."""

    id: str
    node: Node
    title: str
    ordinal: int
    since: date
    until: date | None
    beside: "Post | None" = None

    @property
    def grade(self) -> int:
        return GRADES[self.title]

    @property
    def field(self) -> str:
        """Who may follow whom: schools and health have their own people."""
        suffix = self.node.body.suffix
        if self.title[2:] in {"UHEAD", "UDEP"}:
            if suffix.startswith(("TH", "PT", "DHHL")):
                return "school"
            if suffix.startswith(("TYT", "TTYT", "YT", "BV")):
                return "health"
        if suffix == "PN" and self.title.endswith("CHAIR"):
            return "women"
        return "veterans" if suffix == "CCB" and self.title.endswith("CHAIR") else "general"


@dataclass(slots=True)
class Stretch:
    """A post in one pair of hands: from a day to the next change."""

    post: Post
    since: date
    until: date | None
    ends_term: bool = False
    goes_on: "Stretch | None" = None
    local: bool = False
    holder: object = None


class Posts:
    """All leading posts and their stretches, and the few secretaries who are to be local."""

    def __init__(self, rng: Random, forest: Forest, new_id):
        self.rng, self.new_id = rng, new_id
        self.all: list[Post] = []
        self.beside: list[Post] = []
        self.stretches: list[Stretch] = []
        self.local_localities = self._exceptions(forest)
        for node in forest.nodes:
            if node.locality is node:
                self._of_locality(node)
        self._surplus(forest)

    def _exceptions(self, forest: Forest) -> set[str]:
        """The localities whose secretary of 31 Dec 2023 is a local person."""
        alive = [n for n in forest.nodes if n.locality is n and n.since <= COUNTED]
        alive = [n for n in alive if n.until is None or n.until > COUNTED]
        chosen = set()
        for level, number in (
            ("district", LOCAL_DISTRICT_SECRETARIES),
            ("commune", LOCAL_COMMUNE_SECRETARIES),
        ):
            codes = sorted(n.code for n in alive if n.level == level)
            chosen |= set(self.rng.sample(codes, number))
        return chosen

    def _of_locality(self, locality: Node) -> None:
        level = {"province": "P", "district": "D", "commune": "C"}[locality.level]
        both = locality.since < TWO_TIERS and level != "P" and self.rng.random() < 0.14
        made: dict[tuple[str, str, int], Post] = {}
        for body in locality.bodies.values():
            for title, number in body.body.seats:
                for ordinal in range(1, number + 1):
                    made[body.body.suffix, title[2:], ordinal] = Post(
                        self.new_id(), body, title, ordinal, body.since, body.until
                    )
        for (suffix, title, ordinal), post in made.items():
            post.beside = self._held_beside(made, level, suffix, title, ordinal, both)
            self.all.append(post)
            if post.beside:
                self.beside.append(post)
            else:
                self._stretch(post)

    def _held_beside(self, made, level, suffix, title, ordinal, both: bool) -> Post | None:
        if title == "STAND":
            body = STANDING[level][ordinal - 1]
            return made.get((body, "BHEAD", 1)) or made.get((body, "FCHAIR", 1)) or made.get(
                (body, "SHEAD", 1)
            )  # fmt: skip
        if both and (suffix, title) == ("UBND", "PCHAIR"):
            return made["CU", "SEC", 1]
        if both and (suffix, title) == ("CU", "DSEC"):
            return made["UBND", "PVICE", 1]
        dual, rests = DUAL.get((suffix, title), (None, ()))
        if level == "D" and int(made["CU", "SEC", 1].node.locality.official_code) % 3 in rests:
            return made[*dual, 1]
        source = BESIDE.get((suffix, title))
        return made[*source, 1] if source else None

    def _surplus(self, forest: Forest) -> None:
        """Deputies whom the mergers of 2025 left a body with."""
        communes = [n for n in forest.nodes if n.official_code in SURPLUS_COMMUNES]
        wanted = [
            (forest.province.bodies[suffix], "P-SDEP", 3, number)
            for suffix, number in SURPLUS.items()
        ] + [(n.bodies["UBND"], "C-PVICE", 2, 1) for n in communes if n.since >= TWO_TIERS]
        for body, title, regular, number in wanted:
            for ordinal in range(regular + 1, regular + number + 1):
                since = max(body.since, STREAMLINED)
                post = Post(self.new_id(), body, title, ordinal, since, body.until)
                self.all.append(post)
                self._stretch(post)

    # -- stretches ---------------------------------------------------------------
    def _stretch(self, post: Post) -> None:
        term = ELECTION if post.node.block == "government" else CONGRESS
        ends = [term] if post.since < term and (post.until is None or post.until > term) else []
        bounds = [post.since, *ends]
        previous = None
        for at, start in enumerate(bounds):
            until = bounds[at + 1] if at + 1 < len(bounds) else post.until
            for since, stop in self._parts(start, until):
                stretch = Stretch(post, since, stop, ends_term=stop in ends)
                if previous and previous.ends_term and self.rng.random() < 0.45:
                    previous.goes_on = stretch
                self._decide_local(stretch)
                if previous and stretch.local != previous.local:
                    previous.goes_on = None
                self.stretches.append(stretch)
                previous = stretch

    def _parts(self, start: date, until: date | None) -> list[tuple[date, date | None]]:
        """Some stretches are cut once in mid-term, on one of the common days."""
        last = until or LAST_CHANGE
        years = (last - start).days / 365.25
        if years < 1.6 or self.rng.random() > 0.14 * years:
            return [(start, until)]
        day = date(
            start.year + int(self.rng.random() * (years + 1)),
            MONTHS[int(self.rng.random() * 3)],
            1,
        )
        if (day - start).days < 240 or (last - day).days < 240:
            return [(start, until)]
        return [(start, day), (day, until)]

    def _decide_local(self, stretch: Stretch) -> None:
        post = stretch.post
        if not post.title.endswith("-SEC") or post.node.level == "province":
            return
        counted = stretch.since <= COUNTED and (stretch.until is None or stretch.until > COUNTED)
        if counted:
            stretch.local = post.node.locality.code in self.local_localities
        else:
            share = 0.28 if stretch.since < CONGRESS else 0.06
            stretch.local = self.rng.random() < share


__all__ = ["AGES", "COUNTED", "GRADES", "OPENED", "Post", "Posts", "Stretch"]
