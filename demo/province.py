"""The demo province as a whole: the same seed and size give the same rows on any machine."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from cadres.models import Unit
from cadres.services.clocks import refresh_clocks
from cadres.services.scores import count_records
from demo import doubles, kin, packages, reorganisations, standards, work
from demo.careers import Careers
from demo.copying import Copier, Identifiers, bare_tables
from demo.desks import Desks
from demo.discipline import Discipline
from demo.establishment import Establishment
from demo.evaluations import Evaluations
from demo.exams import Exams
from demo.folders import TODAY as COUNTED_ON
from demo.folders import Folders
from demo.inspections import Inspections
from demo.moves import Moves
from demo.people import People, Person
from demo.plans import Plans
from demo.posts import Posts
from demo.records import Records
from demo.reform import Reform, write_what_came_after
from demo.regulated import Regulated
from demo.staff import Staff
from demo.units import Forest
from demo.vacancies import Vacancies
from governance import amendments, audit
from governance.actor import acting, system_actor

SEED = "quang-ninh"
FEWEST = 4_500  # the leading posts alone need about four thousand people
MOST = 5_000_000
# In a large province staff have yearly classes of the last years only.
SMALL, ALL_YEARS, LAST_YEARS = 20_000, 2018, 2022
LOADER = system_actor("demo.load_demo")


class TooFew(ValueError):
    """The province cannot be filled with so few people, or not so many be numbered."""


@dataclass(frozen=True)
class Loaded:
    """What a load wrote."""

    counts: dict[str, int]
    fingerprint: str


def is_there() -> bool:
    return Unit._base_manager.exists()


def load(
    *, people: int, seed: str = SEED, dry: bool = False, tell: Callable[[str], None] = print
) -> Loaded:
    """Write the province in one transaction; `dry` only computes it."""
    if not FEWEST <= people <= MOST:
        raise TooFew(f"between {FEWEST} and {MOST} people, not {people}")
    copier = Copier(dry=dry)
    province = Province(copier, seed, people)
    if dry:
        province.write(tell)
    else:
        with acting(LOADER), transaction.atomic():
            audit.record(by=LOADER, action="demo.load", reason=f"{people} people, seed {seed}")
            tables = [stream.table for stream in copier.streams] + work.TABLES
            copier.open_asides()
            # Rules are asked while rows go; what they read is fetched before the line is taken.
            amendments.confirmed()
            with bare_tables(tables, tell, then=lambda: province.reorganise(tell)):
                province.write(tell)
            tell("counting how complete the records are")
            count_records(on=COUNTED_ON)
            counts = counted(tables)
            reorganisations.examples()
            tell("coming dates")
            refresh_clocks(by=LOADER, on=timezone.localdate())
            kin.examples(LOADER)
            doubles.examples(LOADER)
            standards.write()
            packages.examples(LOADER, timezone.localdate())
        return Loaded(counts, copier.fingerprint())
    return Loaded(copier.counts(), copier.fingerprint())


def counted(tables: list[str]) -> dict[str, int]:
    """How many rows each table has now: those sent and those the reform made."""
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


class Province:
    """Everything that is written, in the order in which one thing follows from another."""

    def __init__(self, copier: Copier, seed: str, people: int):
        def rng(part: str) -> Random:
            return Random(f"{seed}:{part}")

        self.copier, self.size = copier, people
        new_id = Identifiers(rng("identifiers"))
        self.forest = Forest(new_id)
        self.forest.open_streams(copier)
        self.posts = Posts(rng("posts"), self.forest, new_id)
        self.vacancies = Vacancies(rng("vacancies"), self.posts)
        self.people = People(rng("people"), self.forest, copier, new_id)
        self.desks = Desks(new_id)
        self.careers = Careers(rng("careers"), self.forest, self.posts, self.people, self.desks)
        self.reform = Reform(copier, new_id)
        self.records = Records(rng("records"), self.forest, copier, new_id)
        self.evaluations = Evaluations(
            rng("evaluations"), self.forest, self.records, copier, new_id
        )
        self.evaluations.staff_since = ALL_YEARS if people <= SMALL else LAST_YEARS
        self.plans = Plans(rng("plans"), self.records, copier, new_id)
        self.exams = Exams(rng("exams"), self.forest, self.records, copier, new_id)
        self.discipline = Discipline(rng("discipline"), self.records, copier, new_id)
        self.moves = Moves(rng("moves"), self.plans, copier, new_id)
        self.inspections = Inspections(
            rng("inspections"), self.forest, self.records, copier, new_id
        )
        self.regulated = Regulated(self.forest, self.records, copier, new_id)
        self.establishment = Establishment(
            rng("establishment"), self.forest, self.records, copier, new_id
        )
        self.folders = Folders(rng("folders"), copier, new_id, whole=people <= SMALL)
        self.staff = Staff(rng("staff"), self.forest, self.people, self.desks)

    def write(self, tell: Callable[[str], None]) -> None:
        with self.copier.open():
            self._write(tell)

    def reorganise(self, tell: Callable[[str], None]) -> None:
        """1 July 2025, by the services of the reorganisation wizard; then what came after."""
        tell("carrying out the reorganisation of 1 July 2025")
        reorganisations.carry_out_reform(self.forest, self.posts, self.reform.plan)
        write_what_came_after()
        tell("job positions, goals and who answers for them")
        work.write()

    def _write(self, tell: Callable[[str], None]) -> None:
        tell("units and leading posts")
        self.forest.write()
        for post in self.posts.all:
            if not post.node.founded_by_reform:
                self.records.seat(
                    post.id, post.node, post.title, post.ordinal, post.since, post.until
                )
        self.regulated.write()
        self.evaluations.units()
        everybody = self.careers.run()
        self.vacancies.stand_in(self.careers.by_post)
        self.plans.write(self.posts.all, everybody)
        self.exams.write(everybody)
        self.inspections.write()
        for person in everybody:
            self._person(person)
        number = self.size - self.people.count
        tell(f"{self.people.count} leading people; {number} more")
        for done, person in enumerate(self.staff.draw(number), start=1):
            self._person(person)
            if done % 20_000 == 0:
                tell(f"{done} of {number}")
        self.establishment.write()

    def _person(self, person: Person) -> None:
        met = self.reform.meet(person)
        then, now = self.records.standings(person, met)
        self.people.write(person, then)
        self.folders.write(person, then.employer)
        if met and self.reform.goes_on_after(person):
            self.reform.later(person, now)
        self.records.desks(self.desks, person, self.reform)
        papers = self.records.career(person, self.reform)
        self.moves.add(person, papers, self.exams.results)
        self.establishment.count(person)
        self.evaluations.person(person)
        self.discipline.person(person)
