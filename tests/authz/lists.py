"""Every list page of the portal, where it is, and how its rows are made."""

from datetime import date, timedelta
from functools import partial

from cadres.models import Placement
from governance import audit
from governance.actor import acting, system_actor
from portal import jobs
from portal.lists import ListPage
from tests import hats
from tests.factories import cadres as make
from tests.factories import (
    careers,
    evaluation,
    exchange,
    inspection,
    planning,
    posts,
    recruitment,
    reorganisation,
    rotation,
    standards,
)
from tests.factories import reports as report_rows
from tests.factories.duplicates import PairFactory
from tests.factories.imports import BatchFactory, RowFactory
from tests.factories.kin import ConflictFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.record import RecordReadingFactory, SalaryStepFactory


def subclasses(parent) -> set[type]:
    below = {each for child in parent.__subclasses__() for each in subclasses(child)}
    return below | set(parent.__subclasses__())


def list_pages() -> dict[str, type[ListPage]]:
    """Every list of the apps that is shown under a key of its own."""
    found = [page for page in subclasses(ListPage) if not page.__module__.startswith("tests.")]
    return {page.key: page for page in found if "key" in vars(page)}


def cadre(world, number):
    return make.AssignmentFactory(cadre=make.CadreFactory(unit=world.commune)).cadre


def unit_with_people(world, number):
    unit = make.UnitFactory(parent=world.province)
    return make.CadreFactory(unit=unit).employing_unit


def reading(world, number):
    return RecordReadingFactory(cadre=make.CadreFactory(unit=world.commune))


def quota(world, number):
    return make.QuotaEntryFactory(unit=make.UnitFactory(parent=world.commune))


def clock(world, number):
    return careers.ClockDueFactory(cadre=make.CadreFactory(unit=world.commune))


def overstaffed(world, number):
    """A body of the commune with one deputy chair too many."""
    unit = make.UnitFactory(parent=world.commune, kind="ubnd", block="government")
    title = make.TitleFactory(group="deputy_chair")
    for _each in range(3):
        seat = make.SeatFactory(unit=unit, title=title)
        make.AssignmentFactory(cadre=make.CadreFactory(unit=unit), seat=seat)


def dual_post(world, number):
    """A secretary who chairs the People's Committee too."""
    unit = make.UnitFactory(parent=world.commune, committee=True)
    holder = make.CadreFactory(unit=unit)
    make.AssignmentFactory(cadre=holder, seat=make.SeatFactory(unit=unit))
    chair = make.SeatFactory(unit=unit, title=make.TitleFactory(group="peoples_chair"))
    make.AssignmentFactory(cadre=holder, seat=chair, is_principal=False, kind="cum")


def measure(world, number):
    return careers.DisciplineMeasureFactory(cadre=make.CadreFactory(unit=world.commune))


def edition(world, number):
    return standards.StandardFactory()


def standard_check(world, number):
    return standards.kept_check(cadre=make.CadreFactory(unit=world.commune))


def newly_failing(world, number):
    """A holder of the title of the world's draft, whose degree is too low for it."""
    title = world.standard.title
    seat = make.SeatFactory(unit=world.commune, title=title)
    return make.AssignmentFactory(cadre=make.CadreFactory(unit=world.commune), seat=seat).cadre


def proposal(world, number):
    return ProposalFactory(cadre=make.CadreFactory(unit=world.commune))


def plan(world, number):
    return reorganisation.ReorganisationFactory(unit=world.province, title=f"Sắp xếp {number}")


def placed(world, number):
    holder = make.AssignmentFactory(cadre=make.CadreFactory(unit=world.commune))
    return Placement.objects.create(
        reorganisation=world.plan, assignment=holder, outcome="waits", unit=world.province
    )


def yearly_class(world, number):
    return evaluation.YearlyClassFactory(cadre=make.CadreFactory(unit=world.commune))


def unit_class(world, number):
    unit = make.UnitFactory(parent=world.province)
    return evaluation.UnitClassFactory(unit=unit, decision=world.decision)


def entry(world, number):
    return planning.PlanEntryFactory(
        cadre=make.CadreFactory(unit=world.commune), unit=world.commune
    )


def position(world, number):
    return posts.JobPositionFactory()


def title(world, number):
    return make.SeatFactory(unit=world.commune).title


def below_position(world, number):
    """A holder paid by a rank below that of the seat's position."""
    held = make.AssignmentFactory(cadre=make.CadreFactory(unit=world.commune))
    posts.SeatPositionFactory(seat=held.seat)
    SalaryStepFactory(cadre=held.cadre, rank_code="01.004", from_date="2020-01")
    return held


def duty(world, number):
    return posts.DutyFactory(ordinal=number + 1)


def goal(world, number):
    return posts.GoalFactory(unit=world.commune)


def responsibility(world, number):
    return posts.ResponsibilityFactory(goal=goal(world, number))


def term(world, number):
    day = date(2040, 1, 1) + timedelta(days=number)
    return planning.TermFactory(opens_on=day, closes_on=day + timedelta(days=1800))


def move(world, number):
    seat = make.SeatFactory(unit=world.commune)
    return rotation.MoveFactory(cadre=make.CadreFactory(unit=world.commune), to_seat=seat)


def exam(world, number):
    return recruitment.ExamPostFactory(exam__organising_unit=world.commune).exam


def candidate(world, number):
    return recruitment.CandidateFactory(post=world.candidate.post)


def result(world, number):
    return recruitment.ResultFactory(candidate=candidate(world, number))


def sealed(world, number):
    outcome = {"selected": True, "rank": number + 1}
    return recruitment.ResultFactory(candidate=candidate(world, number), **outcome)


def inspected(world, number):
    return inspection.InspectionFactory(unit=world.commune, led_by=world.commune)


def recommendation(world, number):
    finding = world.recommendation.finding
    return inspection.RecommendationFactory(
        finding=finding, owner=world.commune, text=f"Việc {number}"
    )


def report(world, number):
    return report_rows.ReportFactory(
        unit=world.province, year=1900 + number, drafted_with=world.report.drafted_with
    )


def package(world, number):
    return exchange.ExchangePackageFactory(unit=world.commune)


def package_error(world, number):
    return exchange.PackageErrorFactory(package=world.package, field=f"truong{number}")


def job(world, number, hat):
    with acting(hats.acting_as(world.account(hat))) as by:
        return jobs.submit(kind="portal.export", params={"n": number}, by=by, label="x")


def event(world, number):
    path = world.province.path
    audit.record(by=system_actor("test"), action="test.look", unit_path=path)


def import_batch(world, number):
    return BatchFactory(owner=world.account("ORG_OFFICER"))


def pair(world, number):
    twins = [make.CadreFactory(unit=world.commune) for _twin in range(2)]
    first, second = sorted(twins, key=lambda cadre: cadre.pk)
    return PairFactory(first=first, second=second)


def conflict(world, number):
    return ConflictFactory(unit=world.commune)


def import_row(world, number):
    return RowFactory(batch=world.officers_import)


# List → (address, words, hat that sees its rows, maker of one more row)
LISTS = {
    "clocks": ("cadres:clocks", (), "ORG_OFFICER", clock),
    "cadres": ("cadres:cadres", (), "ORG_OFFICER", cadre),
    "norms": ("cadres:norms", (), "ORG_OFFICER", overstaffed),
    "dual-posts": ("cadres:dual_posts", (), "ORG_OFFICER", dual_post),
    "completeness": ("cadres:completeness", (), "ORG_OFFICER", unit_with_people),
    "stale_records": ("cadres:stale_records", (), "ORG_OFFICER", cadre),
    "undecided": ("cadres:undecided", (), "ORG_OFFICER", cadre),
    "readings": ("cadres:all_readings", (), "AUDITOR", reading),
    "proposals": ("cadres:proposals", (), "ORG_OFFICER", proposal),
    "reorganisations": ("cadres:reorganisations", (), "ORG_OFFICER", plan),
    "placements": ("cadres:placements", ("plan_id",), "ORG_OFFICER", placed),
    "quotas": ("cadres:quotas", (), "ORG_OFFICER", quota),
    "positions": ("cadres:positions", (), "ORG_OFFICER", position),
    "titles": ("cadres:titles", (), "ORG_OFFICER", title),
    "mismatches": ("cadres:mismatches", (), "ORG_OFFICER", below_position),
    "duties": ("cadres:duties", (), "ORG_OFFICER", duty),
    "goals": ("cadres:goals", (), "ORG_OFFICER", goal),
    "responsibilities": ("cadres:responsibilities", (), "ORG_OFFICER", responsibility),
    "load": ("cadres:load", (), "ORG_OFFICER", responsibility),
    "conflicts": ("cadres:conflicts", (), "ORG_OFFICER", conflict),
    "duplicates": ("cadres:duplicates", (), "ORG_OFFICER", pair),
    "quality_records": ("cadres:quality_records", ("measure",), "ORG_OFFICER", cadre),
    "imports": ("cadres:imports", (), "ORG_OFFICER", import_batch),
    "import_rows": ("cadres:import_rows", ("batch_id",), "ORG_OFFICER", import_row),
    "standards": ("cadres:standards", (), "ORG_OFFICER", edition),
    "standard_checks": ("cadres:standard_checks", (), "ORG_OFFICER", standard_check),
    "standard_people": ("cadres:standard_people", ("standard_id",), "ORG_OFFICER", cadre),
    "standard_newly": ("cadres:standard_newly", ("standard_id",), "ORG_OFFICER", newly_failing),
    "yearly-classes": ("evaluation:classes", (), "ORG_OFFICER", yearly_class),
    "planning": ("planning:entries", (), "ORG_OFFICER", entry),
    "moves": ("rotation:moves", (), "ORG_OFFICER", move),
    "exams": ("recruitment:exams", (), "ORG_OFFICER", exam),
    "exam-candidates": ("recruitment:exam", ("exam_id",), "EXAM_COUNCIL", candidate),
    "exam-results": ("recruitment:results", ("exam_id",), "EXAM_COUNCIL", sealed),
    "inspections": ("inspection:inspections", (), "INSPECTOR", inspected),
    "measures": ("inspection:measures", (), "INSPECTOR", measure),
    "discipline-pairs": ("inspection:pairing", (), "INSPECTOR", measure),
    "recommendations": ("inspection:recommendations", (), "INSPECTOR", recommendation),
    "packages": ("cadres:packages", (), "ORG_OFFICER", package),
    "package-errors": ("cadres:package_errors", ("package_id",), "ORG_OFFICER", package_error),
    "reports": ("reports:reports", (), "ORG_HEAD", report),
    "jobs": ("portal:jobs", (), "ORG_OFFICER", partial(job, hat="ORG_OFFICER")),
    "audit": ("portal:audit_trail", (), "AUDITOR", event),
}
# List of the API → (hat that sees its rows, maker of one more row)
API_LISTS = {
    "api:unit-list": ("ORG_OFFICER", unit_class),  # a class of its unit comes with a unit
    "api:cadre-list": ("ORG_OFFICER", cadre),
    "api:yearlyclass-list": ("ORG_OFFICER", yearly_class),
    "api:unitclass-list": ("ORG_OFFICER", unit_class),
    "api:term-list": ("ORG_OFFICER", term),
    "api:planentry-list": ("ORG_OFFICER", entry),
    "api:move-list": ("ORG_OFFICER", move),
    "api:inspection-list": ("INSPECTOR", inspected),
    "api:recommendation-list": ("INSPECTOR", recommendation),
    "api:exam-list": ("ORG_OFFICER", exam),
    "api:candidate-list": ("EXAM_COUNCIL", candidate),
    "api:result-list": ("EXAM_COUNCIL", result),
}
