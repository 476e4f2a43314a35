"""Family ties that must not meet in related posts (114-QĐ/TW), and how a finding is decided."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from governance.findings import rule
from governance.regulation import Law, read_book
from governance.states import StateChart
from governance.text import Text, say

BOOK = Path(__file__).parents[1] / "regulation.toml"

CONFLICT = StateChart(
    name="conflict of interest between relatives",
    moves={
        "open": ("explained", "resolved"),
        "explained": ("confirmed", "not_a_conflict", "resolved"),
        "confirmed": ("transfer_proposed", "exception_approved", "resolved"),
        "transfer_proposed": ("exception_approved", "resolved"),
        # the same posts and the same tie were found again
        "resolved": ("open", "explained"),
        "not_a_conflict": (),
        "exception_approved": (),
    },
    initial="open",
    final=("not_a_conflict", "exception_approved"),
)

# What a line of the family table makes of two people: (side, relation) -> what the relative is
# to the cadre. A spouse's child of another marriage and "other" stand outside the list of 114.
KIN_OF_LINE: dict[tuple[str, str], str] = {
    ("own", "cha"): "parent",
    ("own", "me"): "parent",
    ("own", "cha_nuoi"): "adoptive_parent",
    ("own", "me_nuoi"): "adoptive_parent",
    ("own", "vo_chong"): "spouse",
    ("own", "con"): "child",
    ("own", "con_nuoi"): "adopted_child",
    ("own", "con_dau_re"): "child_in_law",
    ("own", "anh_chi_em"): "sibling",
    ("own", "khac"): "other",
    ("spouse", "cha"): "parent_in_law",
    ("spouse", "me"): "parent_in_law",
    ("spouse", "cha_nuoi"): "parent_in_law",
    ("spouse", "me_nuoi"): "parent_in_law",
    ("spouse", "vo_chong"): "other",
    ("spouse", "con"): "other",
    ("spouse", "con_nuoi"): "other",
    ("spouse", "con_dau_re"): "other",
    ("spouse", "anh_chi_em"): "spouse_sibling",
    ("spouse", "khac"): "other",
}
INVERSE: dict[str, str] = {
    "parent": "child",
    "child": "parent",
    "adoptive_parent": "adopted_child",
    "adopted_child": "adoptive_parent",
    "parent_in_law": "child_in_law",
    "child_in_law": "parent_in_law",
    "spouse": "spouse",
    "sibling": "sibling",
    "spouse_sibling": "sibling_spouse",
    "sibling_spouse": "spouse_sibling",
    "other": "other",
}


@dataclass(frozen=True)
class KinLaw(Law):
    """The parameters of relatives in related posts in force on one day.

    A pair is (what one holds, what the other holds, where); an empty one is no rule that day.
    """

    book = BOOK

    kin_set_114: tuple[str, ...]
    kin_sectors: tuple[str, ...]
    kin_sector_words: dict[str, str]
    kin_heads_of_sectors: tuple[str, ...]
    kin_standing_committee: tuple[str, ...]
    kin_head_and_deputy: tuple[str, ...]
    kin_leader_and_sector: tuple[str, ...]
    kin_reason_length: int

    @property
    def kin_source(self) -> str:
        return self.cite("kin_set_114")

    @property
    def kin_badge(self) -> str:
        return self.badge("kin_set_114")

    @property
    def sector_patterns(self) -> list[str]:
        """What the name of a body in a listed sector contains."""
        words = (self.kin_sector_words.get(sector, "") for sector in self.kin_sectors)
        return [f"%{each}%" for word in words for each in word.split("|") if each]


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """Two posts held by two people at the same time, and how the two people are related."""

    kin: str  # what the other is to the one
    roles: frozenset[str]  # of the one: head, deputy, standing, leader, sector_head
    other_roles: frozenset[str]
    where: frozenset[str]  # what the two posts share: unit, locality, province
    who: Any = ""
    other: Any = ""
    other_post: Any = ""
    hidden: bool = False  # whoever asks may not know the relative


def is_kin(kin: str, law: KinLaw) -> bool:
    """Does the tie belong to the list, from either side?"""
    return kin in law.kin_set_114 or INVERSE[kin] in law.kin_set_114


def collide(pair: tuple[str, ...], facts: MeetingFacts, law: KinLaw) -> bool:
    """Do the two posts meet as the pair says, whichever of the two holds which?"""
    if not pair or not is_kin(facts.kin, law):
        return False
    one, other, where = pair
    return where in facts.where and (
        (one in facts.roles and other in facts.other_roles)
        or (other in facts.roles and one in facts.other_roles)
    )


def warning(facts: MeetingFacts, what: Text) -> Text:
    """Who is related to whom, what the regulation says, and the ways out."""
    if facts.hidden:
        return say(
            "A relative of {who} who is outside your scope holds a post there. {what} Choose"
            " another post or another person, or have the competent level decide; to go on now,"
            " give the reason, which is kept.",
            who=facts.who,
            what=what,
        )
    return say(
        "{other} ({kin} of {who}): {post}. {what} Choose another post or another person, or have"
        " the competent level decide; to go on now, give the reason, which is kept.",
        other=facts.other,
        kin=KIN_WORDS[facts.kin],
        who=facts.who,
        post=facts.other_post,
        what=what,
    )


@rule("KIN-01", enforces="kin_heads_of_sectors")
def relatives_do_not_both_head_listed_sectors(facts: MeetingFacts, law: KinLaw) -> Text | None:
    """Relatives do not head bodies of the listed sectors in the same locality."""
    if collide(law.kin_heads_of_sectors, facts, law):
        return warning(
            facts, say("Both would head bodies of the listed sectors in the same locality.")
        )
    return None


@rule("KIN-02", enforces="kin_standing_committee")
def relatives_do_not_share_a_standing_committee(facts: MeetingFacts, law: KinLaw) -> Text | None:
    """Relatives do not sit in the same standing committee."""
    if collide(law.kin_standing_committee, facts, law):
        return warning(facts, say("Both would sit in the same standing committee."))
    return None


@rule("KIN-03", enforces="kin_head_and_deputy")
def relatives_are_not_head_and_deputy(facts: MeetingFacts, law: KinLaw) -> Text | None:
    """Relatives are not head and deputy head of the same body."""
    if collide(law.kin_head_and_deputy, facts, law):
        return warning(facts, say("They would be head and deputy head of the same body."))
    return None


@rule("KIN-04", enforces="kin_leader_and_sector")
def leaders_relatives_head_no_listed_sector(facts: MeetingFacts, law: KinLaw) -> Text | None:
    """A relative of a Party or government head heads no listed sector of the same locality."""
    if collide(law.kin_leader_and_sector, facts, law):
        return warning(
            facts,
            say("One would lead the locality, the other head a listed sector in it."),
        )
    return None


@dataclass(frozen=True, slots=True)
class DecidingFacts:
    """What the rules of explaining and deciding a finding look at."""

    reason: str = ""
    concerned: bool = False  # one of the two, or a relative of one
    explained_by: str = ""
    person: str = ""
    today: date | None = None


@rule("KIN-05", enforces="kin_reason_length")
def the_reason_is_given(facts: DecidingFacts, law: KinLaw) -> Text | None:
    """Whoever goes on, explains or decides says why."""
    given = len(facts.reason.strip())
    if given < law.kin_reason_length:
        return say(
            "The reason has {given} characters; at least {needed} are needed.",
            given=given,
            needed=law.kin_reason_length,
        )
    return None


@rule("KIN-06")
def nobody_concerned_handles_the_finding(facts: DecidingFacts, law: KinLaw) -> Text | None:
    """Neither of the two, nor a relative of theirs, explains or decides the finding."""
    if facts.concerned:
        return say("You are one of the two, or a relative. Another person handles this finding.")
    return None


@rule("KIN-07")
def who_explained_does_not_decide(facts: DecidingFacts, law: KinLaw) -> Text | None:
    """A finding is decided by another person than who explained it."""
    if facts.person and facts.person == facts.explained_by:
        return say("You explained this finding. Another person of the authority decides it.")
    return None


KIN_WORDS: dict[str, Text] = {
    "parent": say("father or mother"),
    "adoptive_parent": say("adoptive parent"),
    "parent_in_law": say("parent-in-law"),
    "spouse": say("spouse"),
    "child": say("child"),
    "adopted_child": say("adopted child"),
    "child_in_law": say("son- or daughter-in-law"),
    "sibling": say("brother or sister"),
    "spouse_sibling": say("brother or sister of the spouse"),
    "sibling_spouse": say("spouse of a brother or sister"),
    "other": say("other relative"),
}
MEETING = (
    relatives_do_not_both_head_listed_sectors,
    relatives_do_not_share_a_standing_committee,
    relatives_are_not_head_and_deputy,
    leaders_relatives_head_no_listed_sector,
)


def sentence_of(code: str) -> str:
    """What the book says of the parameter that a rule enforces."""
    enforced = next(each.enforces for each in MEETING if each.code == code)
    return read_book(BOOK)[enforced].meaning


EXPLAINING = (the_reason_is_given, nobody_concerned_handles_the_finding)
DECIDING = (*EXPLAINING, who_explained_does_not_decide)
RULES = (*MEETING, *DECIDING)
CHARTS = (CONFLICT,)
