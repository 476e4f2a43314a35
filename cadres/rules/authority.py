"""Which group, line and body the tables of a regulation give: versions, peers, highest tier."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from governance.findings import rule
from governance.regulation import Law
from governance.states import StateChart
from governance.text import Text, say

VERSION_CHART = StateChart(
    name="Version of a regulation's table",
    moves={"draft": ("confirmed", "withdrawn"), "confirmed": (), "withdrawn": ()},
    initial="draft",
    final=("confirmed", "withdrawn"),
)
# Management tiers, highest first.
TIERS = ("tw", "btv_tinh_uy", "cap_uy_truc_thuoc", "tap_the_lanh_dao")


@dataclass(frozen=True)
class AuthorityLaw(Law):
    """The parameters of competence and equivalence in force on one day."""

    book = Path(__file__).parents[1] / "regulation.toml"

    tier_resolve: str
    equivalence_least_peers: int


class LineKey(NamedTuple):
    """What a line of the matrix is for; empty track or title stands for every other one."""

    group: str
    level: str
    track: str
    title: str = ""


def line_for(lines: Iterable[LineKey], of: LineKey) -> LineKey | None:
    """The line of a title: its own, else its track's, else the one for every track."""
    found = {line for line in lines if (line.group, line.level) == (of.group, of.level)}
    best = {line for line in found if line.title in {"", of.title}}
    best = {line for line in best if line.track in {"", of.track}}
    return max(best, key=lambda line: (bool(line.title), bool(line.track)), default=None)


def deciding_tier(tiers: Sequence[str], law: AuthorityLaw) -> int | None:
    """Which of the tiers of a person's posts decides (377-QĐ/TW: the highest); its place."""
    known = [place for place, tier in enumerate(tiers) if tier in TIERS]
    if not known or law.tier_resolve != "HIGHEST":
        return known[0] if known else None
    return min(known, key=lambda place: (TIERS.index(tiers[place]), place))


class PeerChoice(NamedTuple):
    """Which of the ever broader groups is compared with, and whether it has enough peers."""

    place: int
    broadened: bool
    enough: bool


def choose_peers(counts: Sequence[int], law: AuthorityLaw) -> PeerChoice:
    """The first of the ever broader groups with enough peers; else the broadest, said so."""
    least = law.equivalence_least_peers
    place = next((n for n, peers in enumerate(counts) if peers >= least), len(counts) - 1)
    return PeerChoice(place, place > 0, bool(counts) and counts[place] >= least)


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version that is to be in force, and the one it replaces."""

    since: date
    before_from: date | None
    rows: int


@rule("POST-05")
def version_follows_the_one_before(facts: VersionFacts, law: Law | None) -> Text | None:
    """A new version begins after the one it replaces."""
    if facts.before_from and facts.since <= facts.before_from:
        return say(
            "The version in force begins on {before}. A new one begins later.",
            before=facts.before_from,
        )
    return None


@rule("POST-06")
def version_is_not_empty(facts: VersionFacts, law: Law | None) -> Text | None:
    """A version that is confirmed says something."""
    if not facts.rows:
        return say("This version is empty. Fill it in before it is confirmed.")
    return None


ENTER = (version_follows_the_one_before,)
CONFIRM = (version_follows_the_one_before, version_is_not_empty)
RULES = (*CONFIRM,)
CHARTS = (VERSION_CHART,)
