"""All rows of a workbook judged together: what they mean, what is wrong, what would change."""

from collections import defaultdict
from datetime import date, timedelta

from cadres.imports.columns import COURSES, OF_CADRE, OF_DETAILS
from cadres.rules import imports as rules
from cadres.selectors.imports import (
    Records,
    Seats,
    Titles,
    Units,
    ethnic_groups,
    remembered,
)
from governance.findings import check
from portal.imports.cells import problem
from portal.imports.targets import Row
from portal.imports.values import fold
from portal.vietnamese import fold as fold_name

TARGET = "cadres"
PAY = ("rank_code", "step", "coefficient", "pay_from")
DEFAULTS = {"ethnicity": "Kinh", "religion": "Không", "theory": "none", "tier": "tap_the_lanh_dao"}
EDGES = {4: "-01-01", 7: "-01", 10: ""}


class Judge:
    """One workbook against the portal as it is now."""

    def __init__(self, rows: list[Row], *, by, on: date):
        self.rows, self.on, self.today = rows, on, on.isoformat()
        self.units, self.titles, self.ethnic = Units(by, on), Titles(), ethnic_groups()
        self.memory = remembered(TARGET)
        self.keys = [self._person(row.values) for row in rows]
        self.records = Records(
            codes=[code for row in rows if (code := row.values.get("code"))],
            ids=[number for row in rows if (number := row.values.get("personal_id"))],
            people=[(at, *key) for at, key in enumerate(self.keys) if all(key)],
        )
        self.same_id, self.same_person = defaultdict(list), defaultdict(list)
        for row, key in zip(rows, self.keys, strict=True):
            if number := row.values.get("personal_id"):
                self.same_id[number].append(row.number)
            if all(key) and not row.values.get("other_person"):
                self.same_person[key].append(row.number)
        for row in rows:
            self._name_unit(row.values)
        named = {row.values["_unit"] for row in rows if row.values.get("_unit")}
        self.seats = Seats(named, on)

    @staticmethod
    def _person(values: dict) -> tuple[str, str]:
        return fold_name(values.get("full_name") or ""), values.get("born") or ""

    def _meaning(self, catalogue: str, word: str) -> str:
        return self.memory.get((catalogue, fold(word)), "")

    def _name_unit(self, values: dict) -> None:
        """Which units the words mean."""
        for key, kept in (("unit", "_unit"), ("managing_unit", "_managing")):
            if word := values.get(key):
                unit = self.units.facts.get(self._meaning("unit", word)) or self.units.named(word)
                if unit:
                    values[kept] = unit.id

    def judge(self, tell) -> None:
        for at, row in enumerate(self.rows):
            self._judge(at, row)
            if at % 500 == 0:
                tell(at, len(self.rows))

    def _judge(self, at: int, row: Row) -> None:
        values = row.values
        row.label = values.get("full_name") or ""
        facts = self._facts(at, row)
        facts |= self._post(row, facts)
        told = rules.RowFacts(**facts)
        for rule, column in rules.COLUMN_OF.items():
            for found in check([rule], told):
                row.problems.append(self._problem(row, column, found, facts))
        if row.problems:
            row.verdict = "error"
        else:
            row.changes = self._changes(row)
            row.verdict = ("changed" if row.changes else "same") if row.subject else "new"
        for found in check(rules.HINTS, told):
            hint = self._problem(row, "personal_id", found, facts)
            row.problems.append({**hint, "hint": True})

    def _problem(self, row: Row, column: str, finding, facts: dict) -> dict:
        kept = problem(
            finding,
            number=row.number,
            at=row.places.get(column),
            column=column,
            value=row.values.get(column) or "",
        )
        unknown = {
            "unit": "unknown_unit",
            "title": "unknown_title",
            "ethnicity": "unknown_ethnicity",
        }
        if word := facts.get(unknown.get(column, ""), ""):
            kept["word"] = fold(word)
        return kept

    def _facts(self, at: int, row: Row) -> dict:
        values = row.values
        facts = {
            name: values.get(name) or ""
            for name in (
                "born", "sex", "personal_id", "recruited", "party_joined", "party_official",
                "post_from", "post_until", "decided_on",
            )
        }  # fmt: skip
        facts["today"] = self.today
        facts["has_decision"] = bool(values.get("decision_number") and values.get("decided_on"))
        unread = {found["column"] for found in row.problems}
        if not unread & set(PAY):
            facts["pay_given"] = sum(values.get(name) not in (None, "") for name in PAY)
        others = [n for n in self.same_id.get(values.get("personal_id"), ()) if n != row.number]
        facts["same_id_rows"] = tuple(others[:5])
        twins = [n for n in self.same_person.get(self.keys[at], ()) if n != row.number]
        if not values.get("other_person") and not others:
            facts["same_person_rows"] = tuple(twins[:5])
        facts |= self._words(values)
        return facts | self._subject(at, row)

    def _words(self, values: dict) -> dict:
        """Words that stand for something in a catalogue, and those that stand for nothing."""
        found = {}
        for key, kept in (("managing_unit", "_managing"), ("unit", "_unit")):
            if values.get(key) and not values.get(kept):
                found["unknown_unit"] = values[key]
        unit = self.units.facts.get(values.get("_unit", ""))
        if unit and not self.units.within_reach(unit.path):
            found["unit_out_of_reach"] = True
        if word := values.get("ethnicity"):
            name = self._meaning("ethnicity", word) or self.ethnic.get(fold(word), "")
            if name:
                values["ethnicity"] = name
            else:
                found["unknown_ethnicity"] = word
        if word := values.get("title"):
            meant = self._meaning("title", word) or word
            values["_titles"] = self.titles.named(meant)
            if not values["_titles"]:
                found["unknown_title"] = word
        return found

    def _subject(self, at: int, row: Row) -> dict:
        """Which record the row is about, and what speaks against that."""
        values, records = row.values, self.records
        name, number = values.get("full_name") or "", values.get("personal_id") or ""
        same = [] if values.get("other_person") else records.by_person.get(at, [])
        by_id, by_code = (
            records.by_personal_id.get(number),
            records.by_code.get(values.get("code")),
        )
        if by_id and not records.is_called(by_id, name) and by_id not in same:
            born = records.cadres[by_id]["born"]
            if str(born and born.value) != values.get("born"):
                return {"id_held_by": records.told(by_id, self.units)}
        if by_code and by_id and by_code != by_id:
            return {"code_held_by": records.told(by_code, self.units)}
        if by_code and not by_id and by_code not in same and not records.is_called(by_code, name):
            return {"code_held_by": records.told(by_code, self.units)}
        subject = by_id or by_code
        if not subject and same:
            free = [pk for pk in same if not (number and records.personal_id(pk))]
            if not free:
                return {"other_id_of": records.told(same[0], self.units)}
            if len(free) > 1:
                return {
                    "several_records": "; ".join(records.told(p, self.units) for p in free[:4])
                }
            subject = free[0]
        if not subject:
            return {}
        if number and (other := records.personal_id(subject)) and other != number:
            return {"other_id_of": records.told(subject, self.units)}
        cadre = records.cadres[subject]
        row.subject, row.subject_version = cadre["id"], cadre["version"]
        return {
            "record_closed": cadre["status"] == "merged",
            "unit_out_of_reach": not self.units.within_reach(cadre["path"]),
        }

    def _post(self, row: Row, facts: dict) -> dict:
        """The seat a row takes, or why there is none; the person's own post takes none."""
        values = row.values
        if not (values.get("_titles") and values.get("_unit")):
            return {"has_post": bool(values.get("title") and not facts.get("unknown_title"))}
        told = {"has_post": True, "seats": 1}
        posts = self.records.posts.get(row.subject, ())
        titles, unit = values["_titles"], values["_unit"]
        if any(
            str(p["seat__unit_id"]) == unit and str(p["seat__title_id"]) in titles for p in posts
        ):
            values["_held"] = True
            return {"has_post": False}
        if not values.get("post_from") or values.get("post_until", "9") < values["post_from"]:
            return told
        start = date.fromisoformat(values["post_from"])
        end = date.max
        if values.get("post_until"):
            end = date.fromisoformat(values["post_until"]) + timedelta(1)
        for post in posts:
            until = post["held"].upper or date.max
            if post["is_principal"] and post["held"].lower < end and start < until:
                where = f"{post['seat__title__name_vi']}, {post['seat__unit__name_vi']}"
                return {**told, "principal_post": where}
        offered = self.seats.offered(unit, titles, start)
        values["_seat"] = self.seats.take(offered, start, end) if not row.problems else ""
        taken = ""
        if offered and not values["_seat"] and not row.problems:
            held = [self.seats.holders.get(seat, "tệp này") for seat in offered]
            taken = ", ".join(dict.fromkeys(held[:3]))
        return {**told, "seats": len(offered), "seats_taken_by": taken}

    def _changes(self, row: Row) -> list:
        """What the row would change: [column, old, new]; an empty cell changes nothing."""
        values, found = row.values, []
        if not row.subject:
            return found
        cadre = self.records.cadres[row.subject]
        details = self.records.details.get(row.subject, {})
        for names, old_row in ((OF_CADRE, cadre), (OF_DETAILS, details)):
            for name in names:
                new = values.get(name)
                old = old_row.get(name)
                old = getattr(old, "value", old) or ""
                if new not in (None, "") and str(new) != str(old):
                    found.append([name, str(old), str(new)])
        for kept, field, name in (
            ("_unit", "employing_unit_id", "unit"),
            ("_managing", "managing_unit_id", "managing_unit"),
        ):
            if values.get(kept) and values[kept] != str(cadre[field]):
                old = self.units.facts.get(str(cadre[field]))
                new = self.units.facts[values[kept]]
                found.append([name, old.name if old else "", new.name])
        if values.get("_seat"):
            found.append(["title", "", values["title"]])
        return found + self._lines(row)

    def _lines(self, row: Row) -> list:
        """Lines the record does not have yet: pay and courses."""
        values, found = row.values, []
        if all(values.get(name) not in (None, "") for name in PAY):
            pay = (row.subject, values["rank_code"], values["step"], values["coefficient"])
            if (*pay, values["pay_from"]) not in self.records.pay:
                found.append(["coefficient", "", f"{values['rank_code']}/{values['step']}"])
        for name, axis in COURSES.items():
            if values.get(name) and (row.subject, axis, values[name]) not in self.records.courses:
                found.append([name, "", values[name]])
        return found


def judge(rows: list[Row], *, by, on: date, tell) -> None:
    """Set verdict, problems and changes of every row."""
    Judge(rows, by=by, on=on).judge(tell)
