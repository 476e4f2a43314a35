"""Careers of the leading people: day by day of change, who leaves which post and who follows.

People move up, across and between tracks; secretaries come from elsewhere; when a unit ends its
people find a post in the successor, become staff there, or retire.
"""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from demo.desks import Desks, Held
from demo.localities import OPENED, TWO_TIERS, localities_at, successions
from demo.people import SHAPE_OF_ORIGINS, People, Person
from demo.posts import AGES, MONTHS, Post, Posts, Stretch
from demo.units import Forest, Node

GOES_TO = {"D": ("TCKH", "NV", "KTHT", "VPHU"), "C": ("KT", "VHXH", "VPHU", "HCC")}
TRIES = 12


class Careers:
    """Fills every stretch of every leading post with a person."""

    def __init__(self, rng: Random, forest: Forest, posts: Posts, people: People, desks: Desks):
        self.rng, self.forest, self.posts, self.people, self.desks = (
            rng, forest, posts, people, desks,
        )  # fmt: skip
        self.free: dict[str, dict[str, list[Person]]] = defaultdict(lambda: defaultdict(list))
        self.homes = self._homes()
        self.heirs = self._heirs()
        self.everybody: list[Person] = []
        self.by_post: dict[str, list[Stretch]] = defaultdict(list)

    def _homes(self) -> dict[str, frozenset[str]]:
        """Unit → codes of the communes whose people count as local there."""
        homes = defaultdict(set)
        at = self.forest.at
        for unit in localities_at(SHAPE_OF_ORIGINS, "commune"):
            node = at[unit.key]
            homes[node.id].add(unit.code)
            for step in successions():
                if at[step.old] is node:
                    homes[at[step.new].id].add(unit.code)
        return {key: frozenset(codes) for key, codes in homes.items()}

    def _heirs(self) -> dict[str, list[Node]]:
        """Former district → communes of 2025 that took its people."""
        heirs = defaultdict(list)
        for step in successions():
            if step.on == TWO_TIERS and len(step.old[0]) == 3:
                heirs[step.old[0]].append(self.forest.at[step.new])
        return heirs

    # -- the days ----------------------------------------------------------------
    def run(self) -> list[Person]:
        starting, ending = defaultdict(list), defaultdict(list)
        for stretch in self.posts.stretches:
            starting[stretch.since].append(stretch)
            if stretch.until:
                ending[stretch.until].append(stretch)
        self.returning = defaultdict(list)
        common = {date(y, m, 1) for y in range(2016, 2027) for m in MONTHS}
        for day in sorted({*starting, *ending, *common}):
            self._leave(ending[day])
            for person in self.returning.pop(day, ()):
                self._wait(person)
            begin = starting[day]
            begin.sort(
                key=lambda s: (s.post.grade, s.post.title, s.post.node.code, s.post.ordinal)
            )
            for stretch in begin:
                self._fill(stretch)
            self._place_the_rest(day)
        self._beside()
        return self.everybody

    def _leave(self, stretches: list[Stretch]) -> None:
        for stretch in stretches:
            person: Person = stretch.holder
            following = stretch.goes_on
            end = (following.until or date(2026, 12, 31)) if following else None
            if following and person.age_on(end) <= person.limit():
                following.holder = person
            else:
                stretch.goes_on = None
                self._wait(person)

    def _wait(self, person: Person) -> None:
        self.free[person.field][self._home_of(person)].append(person)

    @staticmethod
    def _home_of(person: Person) -> str:
        return person.assignments[-1].node.district

    def _fill(self, stretch: Stretch) -> None:
        post = stretch.post
        if stretch.holder is None:
            self._perhaps_later(stretch)
            stretch.holder = None if stretch.local else self._choose(stretch)
        if stretch.holder is None:
            stretch.holder = self._new_person(stretch)
        person = stretch.holder
        person.best = min(person.best, post.grade)
        self._record(person, stretch)
        self.by_post[post.id].append(stretch)

    def _perhaps_later(self, stretch: Stretch) -> None:
        """Some posts stay vacant for weeks or months before somebody comes."""
        vacant = 14 + int(self.rng.random() * 150)
        free_to_wait = stretch.since > OPENED and not stretch.post.title.endswith("-SEC")
        if free_to_wait and self.rng.random() < 0.06:
            later = stretch.since + timedelta(days=vacant)
            if stretch.until is None or later < stretch.until:
                stretch.since = later

    # -- choosing -----------------------------------------------------------------
    def _choose(self, stretch: Stretch) -> Person | None:
        """Somebody free who fits: grade near, young enough, and not from here if a secretary."""
        post = stretch.post
        pools = self.free[post.field]
        districts = self._districts_to_ask(post, pools)
        last_day = stretch.until or date(2026, 12, 31)
        for district in districts:
            pool = pools.get(district)
            for _ in range(min(TRIES, len(pool or ()))):
                at = int(self.rng.random() * len(pool))
                if self._fits(pool[at], post, stretch.since, last_day):
                    pool[at], pool[-1] = pool[-1], pool[at]
                    return pool.pop()
        return None

    def _districts_to_ask(self, post: Post, pools: dict) -> list[str]:
        own = post.node.district or self._district_of_new(post.node.locality)
        others = [d for d in sorted(pools) if d != own and pools[d]]
        self.rng.shuffle(others)
        if post.title == "D-SEC" or post.node.level == "province":
            return ["", *others, own]
        reach = 4 if post.grade <= 5 else 1
        first_others = post.title == "C-SEC" and self.rng.random() < 0.4
        return [*others[:reach], own] if first_others else [own, *others[:reach]]

    def _district_of_new(self, locality: Node) -> str:
        """The former district a commune of 2025 lies in."""
        return next((d for d, new in self.heirs.items() if locality in new), "")

    def _fits(self, person: Person, post: Post, since: date, last_day: date) -> bool:
        grade = post.grade
        lowest = grade - 1 if grade > 2 else grade
        if not lowest <= person.best <= grade + 2 or person.age_on(last_day) > person.limit():
            return False
        if post.title == "C-SEC":
            homes = self.homes.get(post.node.locality.id, frozenset())
            return not person.touches(homes, "-")
        if post.title == "D-SEC":
            return not person.touches(frozenset(), post.node.locality.official_code)
        return person.age_on(since) >= AGES[grade][0] - 3

    def _new_person(self, stretch: Stretch) -> Person:
        post, locality = stretch.post, stretch.post.node.locality
        youngest, oldest = AGES[post.grade]
        last_day = stretch.until or date(2026, 12, 31)
        room = (last_day - stretch.since).days / 365.25
        oldest = max(youngest + 1, min(oldest, 56.5 - room))
        homes = self.homes.get(locality.id, frozenset())
        who = {"field": post.field, "age": (youngest, oldest), "on": stretch.since}
        who["district"] = post.node.district or self._district_of_new(locality)
        if post.title == "C-SEC":
            stretch.local = stretch.local and bool(homes)
            own = locality.official_code
            home = own if own in homes else min(homes, default="")
            who |= {"local_to": home} if stretch.local else {"not_from": homes}
        elif post.title == "D-SEC":
            code = locality.official_code
            stretch.local = stretch.local and code != "204"
            who |= {"local_to": code} if stretch.local else {"not_district": code}
        person = self.people.draw(**who)
        self.everybody.append(person)
        return person

    # -- recording -----------------------------------------------------------------
    def _record(self, person: Person, stretch: Stretch) -> None:
        post = stretch.post
        before = person.assignments[-1] if person.assignments else None
        same = before and before.seat == post.id and before.until == stretch.since
        entry = self._entry(post, stretch, before, bool(same))
        if before and not before.exit:
            before.exit = self._exit(before, post, stretch.since, bool(same))
        person.assignments.append(
            Held(post.node, post.title, post.id, stretch.since, stretch.until, entry)
        )

    def _entry(self, post: Post, stretch: Stretch, before: Held | None, same: bool) -> str:
        elected = post.title[2:] in {"SEC", "DSEC1", "PCHAIR", "PVICE", "CVICE", "FCHAIR", "FVICE"}
        if same:
            return "elected" if elected else "reappointed"
        if post.title.endswith("-SEC") and before and stretch.since not in (OPENED,):
            return "rotated" if self.rng.random() < 0.6 else "designated"
        if stretch.since in (OPENED, TWO_TIERS):
            return "designated" if stretch.since == TWO_TIERS and elected else "appointed"
        if elected:
            return "elected"
        return "exam" if self.rng.random() < 0.04 else "transferred" if before else "appointed"

    def _exit(self, before: Held, post: Post, day: date, same: bool) -> str:
        if before.node.until == before.until:
            return "unit_dissolved"
        if same:
            return "term_end"
        if before.title.endswith("-SEC"):
            return "rotated_out"
        higher = before.title[0] != post.title[0] or self.rng.random() < 0.5
        return "promoted" if higher else "transfer"

    def _beside(self) -> None:
        """Concurrent seats follow the person who has the seat beside them."""
        for post in self.posts.beside:
            source = post.beside
            while source.beside:
                source = source.beside
            kind = "cum" if post.title.endswith("CHAIR") else "concurrent"
            for stretch in self.by_post[source.id]:
                since = max(stretch.since, post.since)
                until = min((d for d in (stretch.until, post.until) if d), default=None)
                if until and since >= until:
                    continue
                entry = "elected" if post.title.endswith(("CHAIR", "STAND")) else "designated"
                stretch.holder.assignments.append(
                    Held(post.node, post.title, post.id, since, until, entry,
                         "term_end" if until else "", kind, False)
                )  # fmt: skip

    # -- those without a post -------------------------------------------------------
    def _place_the_rest(self, day: date) -> None:
        """Whoever found no post: retires, becomes staff for a while, or leaves the province."""
        for pools in self.free.values():
            for pool in pools.values():
                for person in pool:
                    self._place(person, day)
                pool.clear()

    def _place(self, person: Person, day: date) -> None:
        before = person.assignments[-1]
        age = person.age_on(day)
        early = before.node.until == day and age > 50 and self.rng.random() < 0.6
        if age > person.limit() - 3.5 or early:
            self._end(person, day, "retired", "retirement")
        elif person.fillers >= 3 or self.rng.random() < 0.05:
            self._end(person, day, "left", "transfer")
        else:
            self._make_staff(person, day)

    def _end(self, person: Person, day: date, status: str, how: str) -> None:
        before = person.assignments[-1]
        before.exit = before.exit or ("unit_dissolved" if before.node.until == day else how)
        person.status, person.status_on = status, day

    def _make_staff(self, person: Person, day: date) -> None:
        node = self._desk_for(person, day)
        until = node.until
        if person.fillers < 2 and (until is None or (until - day).days > 1_000):
            back = day + timedelta(days=365 * (1 + int(self.rng.random() * 2)))
            months = [date(back.year, m, 1) for m in (3, 7, 11)]
            back = min(months, key=lambda m: abs((m - back).days))
            until = back if back <= date(2026, 3, 1) else until
        person.fillers += 1
        title = node.body.staff_title
        before = person.assignments[-1]
        before.exit = before.exit or ("unit_dissolved" if before.node.until == day else "relieved")
        seat = self.desks.open(node, title, day, until)
        person.assignments.append(Held(node, title, seat, day, until, "transferred"))
        if until:
            self.returning[until].append(person)

    def _desk_for(self, person: Person, day: date) -> Node:
        """A division of the district, or of one of the communes that took its people over."""
        district = self._home_of(person)
        if not district and (last := person.assignments[-1].node).level == "province":
            body = self.forest.province.bodies["SNV"]
            return last if last.body.staff_title and not last.until else body
        if day >= TWO_TIERS:
            last = person.assignments[-1].node.locality
            heirs = [last] if last.until is None else self._heirs_of(last)
            locality = heirs[int(self.rng.random() * len(heirs))]
            options = GOES_TO["C"]
        else:
            code = "193" if district == "204" and day >= date(2020, 1, 1) else district
            unit = next(u for u in localities_at(day, "district") if u.code == code)
            locality = self.forest.at[unit.key]
            options = GOES_TO["D"]
        return locality.bodies[options[int(self.rng.random() * len(options))]]

    def _heirs_of(self, locality: Node) -> list[Node]:
        if locality.level == "district":
            return self.heirs[locality.official_code]
        found = [
            self.forest.at[s.new]
            for s in successions()
            if s.on == TWO_TIERS and self.forest.at[s.old] is locality
        ]
        return found or self.heirs[locality.district]
