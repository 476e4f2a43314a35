"""Title standards of the demo: the usual defaults, from memory; two editions of some, checks."""

from datetime import date

from cadres.models import Assignment, StandardCheck, Title, TitleStandard, Unit
from cadres.services import standard_checks as checks
from cadres.services import standards as services
from demo.reorganisations import TODAY, head, officer
from governance.actor import Actor, acting

FIRST, SECOND = date(2016, 1, 1), date(2026, 3, 1)
OLD = "Quy định 89-QĐ/TW ngày 04/08/2017 (khung tiêu chuẩn), nhập theo trí nhớ"
NEW = "Quy định 365-QĐ/TW (khung tiêu chuẩn), nhập theo trí nhớ"
NOTE = "Chưa có quy định của tỉnh trong tay; cần đối chiếu văn bản trước khi dùng."
DEGREE, THEORY, STATE = (
    "Điều 2, khoản 3 (trình độ)",
    "Điều 2, khoản 3 (lý luận)",
    "Điều 2, khoản 3",
)
CONDUCT = "Có uy tín, không cục bộ, không tham vọng quyền lực; có sản phẩm, kết quả cụ thể"
Asked = tuple[str, dict, dict]


def asked(kind: str, value: dict | None = None, **more) -> Asked:
    return kind, value or {}, {"legal_basis": "Điều 2", **more}


def common(theory: str, state: str, years: int) -> list[Asked]:
    """What every leading title asks in both editions."""
    return [
        asked("party_member", {"official": True}),
        asked("min_degree", {"level": "dai_hoc"}, legal_basis=DEGREE),
        asked("min_theory", {"level": theory}, legal_basis=THEORY),
        asked("min_state", {"level": state}, legal_basis=STATE),
        asked("eval_level", {"level": "HTT", "years": years}, legal_basis="Điều 3"),
        asked("no_discipline", legal_basis="Quy định 377-QĐ/TW, Điều 34"),
        asked("text", {"text": CONDUCT}, legal_basis="Điều 2, khoản 4"),
    ]


MONTHS = asked(
    "months_in_post",
    {"months": 24, "groups": ["head", "deputy_head"]},
    legal_basis="Quy định 80-QĐ/TW, Điều 18",
)
AGE = asked("max_age", {"years": 55}, legal_basis="Quy định 80-QĐ/TW", mandatory=False)
ASSETS = asked("assets", {"months": 24}, legal_basis="Luật PCTN 2018, Điều 36")
HEALTH = asked("health", {"months": 36}, legal_basis="Điều 2, khoản 5", mandatory=False)
COMMUNE_EXPERIENCE = (
    asked("held_post", {"levels": ["commune"]}, legal_basis="Điều 4"),
    asked(
        "months_in_post",
        {"months": 36, "groups": ["head", "deputy_head", "deputy_chair"]},
        legal_basis="Điều 4",
    ),
)
COMMUNE = common("trung_cap", "chuyen_vien", 1)
LEADERS = common("cao_cap", "chuyen_vien_chinh", 3)
# whom it is about, criteria of the first edition, criteria added by the second
EDITIONS: tuple[tuple[dict, list[Asked], list[Asked]], ...] = (
    ({"title_group": "head", "level": "province"}, [*LEADERS, MONTHS], [ASSETS]),
    ({"title_group": "deputy_head", "level": "province"}, [*LEADERS, MONTHS], []),
    (
        {"title_group": "committee_member", "level": "province"},
        [*LEADERS, asked("defence", {"level": "2"}, mandatory=False)],
        [],
    ),
    (
        {"title_group": "secretary", "level": "commune"},
        common("trung_cap", "chuyen_vien", 1),
        [AGE, HEALTH],
    ),
    ({"title_group": "peoples_chair", "level": "commune"}, COMMUNE, []),
    ({"code": "P-DIV"}, common("trung_cap", "chuyen_vien", 1), []),
    ({"code": "P-DIVDEP"}, common("trung_cap", "chuyen_vien", 1), []),
    (
        {"title_group": "head", "level": "province", "track": "service"},
        [
            asked("min_degree", {"level": "dai_hoc"}, legal_basis=DEGREE),
            asked("text", {"text": "Chức danh nghề nghiệp phù hợp vị trí"}, legal_basis="Điều 5"),
        ],
        [],
    ),
)  # fmt: skip


def write() -> None:
    """Two editions of what the two tables say, a draft that waits, and some kept checks."""
    for about, first, added in EDITIONS:
        whom = {"title": Title.objects.get(code=about["code"])} if "code" in about else about
        edition(whom, first, since=FIRST, source=OLD)
        if added:
            edition(whom, added, since=SECOND, source=NEW)
    secretary = {"title_group": "secretary", "level": "commune"}
    with acting(officer(TODAY)) as by:
        draft = open_edition(secretary, date(2027, 1, 1), "Dự thảo quy định của Tỉnh ủy", by)
        draft_choice(draft, by)
    keep_checks()


def open_edition(whom: dict, since: date, source: str, by: Actor) -> TitleStandard:
    return services.open_standard(
        **whom,
        first_day=since,
        source_document=source,
        confidence="UNSURE",
        note=NOTE,
        by=by,
        on=TODAY,
    )


def edition(whom: dict, criteria: list[Asked], *, since: date, source: str) -> TitleStandard:
    """Entered by the officer, put in force by the head of the board."""
    with acting(officer(TODAY)) as by:
        standard = open_edition(whom, since, source, by)
        for kind, value, more in criteria:
            services.add_item(standard=standard, kind=kind, value=value, **more, by=by, on=TODAY)
        if since == SECOND:
            raise_theory(standard, by)
    with acting(head(TODAY)) as by:
        return services.confirm_standard(standard=standard, by=by, on=TODAY)


def raise_theory(standard: TitleStandard, by: Actor) -> None:
    """The second edition of the communes' secretaries asks more theory than the first."""
    if standard.title_group != "secretary":
        return
    item = standard.items.get(kind="min_theory")
    changes = {"value": {"level": "cao_cap"}}
    services.change_item(item=item, version=item.version, changes=changes, by=by, on=TODAY)


def draft_choice(draft: TitleStandard, by: Actor) -> None:
    """A draft with a choice of two ways, for the builder to show."""
    step = {"standard": draft, "by": by, "on": TODAY}
    group = services.add_item(kind="any", **step)
    for kind, value, more in COMMUNE_EXPERIENCE:
        services.add_item(kind=kind, value=value, parent=group, **more, **step)


def keep_checks() -> None:
    """Secretaries checked for the chair of a department; one gap is accepted, one judged."""
    post = Title.objects.get(code="P-SHEAD")
    holders = Assignment.objects.filter(
        held__contains=TODAY, is_principal=True, seat__title__code__in=["P-SDEP", "C-SEC"]
    ).select_related("cadre__managing_unit", "cadre__employing_unit")
    with acting(officer(TODAY)) as by:
        kept = [
            checks.keep_check(cadre=held.cadre, title=post, by=by, on=TODAY)
            for held in holders.order_by("seat__title__precedence", "cadre__code")[:8]
        ]
    with acting(head(TODAY)) as by:
        waive_and_judge(kept, by)


def waive_and_judge(kept: list[StandardCheck], by: Actor) -> None:
    results = [row for check in kept for row in check.results.select_related("item")]
    unmet = [row for row in results if row.outcome in ("fail", "missing")]
    texts = [row for row in results if row.outcome == "judgement"]
    authority = Unit.objects.get(code="22.CU")
    if unmet:
        checks.waive_criterion(
            result=unmet[0],
            authority=authority,
            reason="Tập thể lãnh đạo đã xem xét hồ sơ, thống nhất chấp thuận, chịu trách nhiệm",
            by=by,
            on=TODAY,
        )
    for row in texts[:3]:
        checks.judge_criterion(
            result=row,
            is_met=True,
            reason="Tập thể lãnh đạo nhận xét thống nhất, có kết quả cụ thể",
            by=by,
            on=TODAY,
        )
