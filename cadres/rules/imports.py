"""The rules of a row that becomes a cadre's record: each says what is wrong and what to do."""

from dataclasses import dataclass

from governance.findings import rule
from governance.text import Text, say

YOUNGEST, OLDEST = 16, 110
YOUNGEST_MEMBER, YOUNGEST_RECRUIT = 16, 14


@dataclass(frozen=True, slots=True)
class RowFacts:
    """All that the rules look at in one row; dates are beginnings of ISO dates."""

    today: str
    born: str = ""
    sex: str = ""
    personal_id: str = ""
    recruited: str = ""
    party_joined: str = ""
    party_official: str = ""
    post_from: str = ""
    post_until: str = ""
    decided_on: str = ""
    has_post: bool = False
    has_decision: bool = False
    pay_given: int = 0  # how many of rank, step, coefficient and day are there
    unknown_unit: str = ""
    unknown_title: str = ""
    unknown_ethnicity: str = ""
    unit_out_of_reach: bool = False
    same_id_rows: tuple[int, ...] = ()
    same_person_rows: tuple[int, ...] = ()
    other_id_of: str = ""  # the record that this person has under another ID number
    id_held_by: str = ""  # the record of somebody else that has this ID number
    code_held_by: str = ""
    seats: int = 0
    seats_taken_by: str = ""
    principal_post: str = ""  # the other principal post that the person holds then
    record_closed: bool = False
    several_records: str = ""


def later(first: str, second: str) -> bool:
    """Surely later: what is known of both decides, no more."""
    known = min(len(first), len(second))
    return bool(first and second) and first[:known] > second[:known]


def years(earlier: str, then: str) -> int:
    """Full years at most between two dates of which perhaps only the year is known."""
    passed = int(then[:4]) - int(earlier[:4])
    return passed - (len(earlier) == len(then) == 10 and then[5:] < earlier[5:])


@rule("IMP-31")
def unit_is_known(facts: RowFacts, law) -> Text | None:
    """A row names a unit that the portal knows, by its code or name."""
    if facts.unknown_unit:
        return say(
            "No unit is called “{word}”. Choose what it means under “Unknown words”, or write"
            " the code of the unit.",
            word=facts.unknown_unit,
        )
    return None


@rule("IMP-32")
def unit_is_within_reach(facts: RowFacts, law) -> Text | None:
    """Records are imported only into units where one may edit them."""
    if facts.unit_out_of_reach:
        return say(
            "You may not edit records of this unit. Leave the row to the officer of that unit,"
            " or correct the unit."
        )
    return None


@rule("IMP-33")
def title_is_known(facts: RowFacts, law) -> Text | None:
    """A post is one of the catalogue of titles."""
    if facts.unknown_title:
        return say(
            "No title is called “{word}”. Choose what it means under “Unknown words”, or write"
            " the title as the catalogue has it.",
            word=facts.unknown_title,
        )
    return None


@rule("IMP-34")
def ethnic_group_is_known(facts: RowFacts, law) -> Text | None:
    """An ethnic group is one of the 54 of the official list."""
    if facts.unknown_ethnicity:
        return say(
            "“{word}” is no ethnic group of the official list. Choose what it means under"
            " “Unknown words”, or write the official name.",
            word=facts.unknown_ethnicity,
        )
    return None


@rule("IMP-35")
def id_number_stands_once(facts: RowFacts, law) -> Text | None:
    """An identity number belongs to one person, so it stands in one row."""
    if facts.same_id_rows:
        return say(
            "The same identity number stands in row {rows}. Keep one row, or correct the number.",
            rows=", ".join(map(str, facts.same_id_rows)),
        )
    return None


@rule("IMP-36")
def person_stands_once(facts: RowFacts, law) -> Text | None:
    """A person stands in one row of a workbook."""
    if facts.same_person_rows:
        return say(
            "The same name and date of birth stand in row {rows}. Keep one row; if these are two"
            " persons, put x under “Khác người trùng tên” in both.",
            rows=", ".join(map(str, facts.same_person_rows)),
        )
    return None


@rule("IMP-37")
def person_has_one_id_number(facts: RowFacts, law) -> Text | None:
    """One person has one identity number, and one number is one person's."""
    if facts.other_id_of:
        return say(
            "{record} has the same name and date of birth but another identity number. Correct"
            " the number; if it is another person, put x under “Khác người trùng tên”.",
            record=facts.other_id_of,
        )
    if facts.id_held_by:
        return say(
            "This identity number belongs to {record}, whose name and date of birth differ."
            " Check the number against the card.",
            record=facts.id_held_by,
        )
    return None


@rule("IMP-38")
def cadre_number_fits_the_person(facts: RowFacts, law) -> Text | None:
    """A cadre number names the person it was given to."""
    if facts.code_held_by:
        return say(
            "This cadre number belongs to {record}. Correct it, or leave it empty for a new"
            " record.",
            record=facts.code_held_by,
        )
    return None


@rule("IMP-39")
def date_of_birth_is_plausible(facts: RowFacts, law) -> Text | None:
    """Somebody in a cadre's record is between 16 and 110 years old."""
    if facts.born and not YOUNGEST <= years(facts.born, facts.today) <= OLDEST:
        return say(
            "Born {born}, the person would be {age} years old. Check the year.",
            born=facts.born[:4],
            age=years(facts.born, facts.today),
        )
    return None


@rule("IMP-40")
def no_date_lies_in_the_future(facts: RowFacts, law) -> Text | None:
    """What a record tells of has happened."""
    for day in (facts.recruited, facts.party_joined, facts.party_official):
        if later(day, facts.today):
            return say("{day} is still to come. Check the date.", day=day)
    return None


@rule("IMP-41")
def life_goes_forward(facts: RowFacts, law) -> Text | None:
    """Nobody is recruited or admitted to the Party as a child."""
    if facts.born and facts.recruited and years(facts.born, facts.recruited) < YOUNGEST_RECRUIT:
        return say("The date of recruitment lies too early for the date of birth. Check both.")
    if (
        facts.born
        and facts.party_joined
        and years(facts.born, facts.party_joined) < (YOUNGEST_MEMBER)
    ):
        return say("The admission to the Party lies too early for the date of birth. Check both.")
    return None


@rule("IMP-42")
def official_member_after_admission(facts: RowFacts, law) -> Text | None:
    """A Party member becomes official after the admission, not before."""
    if facts.party_official and not facts.party_joined:
        return say("The day of admission is missing beside the day of official membership.")
    if later(facts.party_joined, facts.party_official):
        return say("Official membership lies before the admission. The two dates may be swapped.")
    return None


@rule("IMP-43")
def post_ends_after_it_begins(facts: RowFacts, law) -> Text | None:
    """A post ends after it began."""
    if facts.post_until and later(facts.post_from, facts.post_until):
        return say("The last day of the post lies before its first. The two may be swapped.")
    return None


@rule("IMP-44")
def post_has_its_day_and_decision(facts: RowFacts, law) -> Text | None:
    """A post is entered with its first day, and with the number and day of the decision."""
    if facts.has_post and not facts.post_from:
        return say("Since when is the post held? Fill in “Giữ chức vụ từ ngày”.")
    if facts.has_post and not facts.has_decision:
        return say("Number and day of the decision on the post are missing. Fill in both.")
    if later(facts.decided_on, facts.post_from):
        return say("The decision is later than the first day of the post. Check both dates.")
    return None


@rule("IMP-45")
def seat_is_free(facts: RowFacts, law) -> Text | None:
    """A post is a seat of the unit, and one person at a time holds it."""
    if facts.has_post and not facts.seats:
        return say(
            "The unit has no seat of this title on that day. Check unit and title, or let the"
            " seat be opened first."
        )
    if facts.has_post and facts.seats_taken_by:
        return say(
            "All {seats} seats of this title in the unit are held: {holders}. End that post"
            " first, or correct the row.",
            seats=facts.seats,
            holders=facts.seats_taken_by,
        )
    return None


@rule("IMP-46")
def principal_posts_do_not_overlap(facts: RowFacts, law) -> Text | None:
    """A cadre has one principal post at a time."""
    if facts.principal_post:
        return say(
            "The person holds the principal post {post} in that time. End it first; an import"
            " ends no post.",
            post=facts.principal_post,
        )
    return None


@rule("IMP-47")
def pay_is_whole(facts: RowFacts, law) -> Text | None:
    """Pay is entered with rank, step, coefficient and the day it counts from."""
    if 0 < facts.pay_given < 4:
        return say("Of pay, rank, step, coefficient and first day belong together. Fill in all.")
    return None


@rule("IMP-48")
def record_is_open(facts: RowFacts, law) -> Text | None:
    """A record that was merged into another is not changed any more."""
    if facts.record_closed:
        return say("This record was merged into another. Use the number of that one.")
    return None


@rule("IMP-50")
def row_names_one_record(facts: RowFacts, law) -> Text | None:
    """A row changes one record, and it must be clear which."""
    if facts.several_records:
        return say(
            "Several records have this name and date of birth: {records}. Write the cadre number"
            " of the right one.",
            records=facts.several_records,
        )
    return None


@rule("IMP-49")
def id_number_agrees_with_birth(facts: RowFacts, law) -> Text | None:
    """The identity number carries year of birth and sex; a difference is only pointed out."""
    number = facts.personal_id
    if len(number) != 12 or not facts.born:
        return None
    century = 19 + int(number[3]) // 2
    sex = {"male": 0, "female": 1}.get(facts.sex, int(number[3]) % 2)
    if f"{century}{number[4:6]}" != facts.born[:4] or int(number[3]) % 2 != sex:
        return say("Year of birth or sex do not agree with the identity number. Check them.")
    return None


# Rule → the column whose cell it speaks about.
COLUMN_OF = {
    unit_is_known: "unit",
    unit_is_within_reach: "unit",
    title_is_known: "title",
    ethnic_group_is_known: "ethnicity",
    id_number_stands_once: "personal_id",
    person_stands_once: "full_name",
    person_has_one_id_number: "personal_id",
    cadre_number_fits_the_person: "code",
    date_of_birth_is_plausible: "born",
    no_date_lies_in_the_future: "party_joined",
    life_goes_forward: "recruited",
    official_member_after_admission: "party_official",
    post_ends_after_it_begins: "post_until",
    post_has_its_day_and_decision: "post_from",
    seat_is_free: "title",
    principal_posts_do_not_overlap: "title",
    pay_is_whole: "coefficient",
    record_is_open: "code",
    row_names_one_record: "code",
}
ROW = tuple(COLUMN_OF)
HINTS = (id_number_agrees_with_birth,)
RULES = (*ROW, *HINTS)
