"""Relatives among the people of the demo, and findings about some of them in every state."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import connection

from cadres.models import ConflictFinding, FamilyMember
from cadres.services import kin
from governance.actor import Actor

TODAY = date(2026, 10, 26)
AT = datetime(2026, 10, 28, 2, 30, tzinfo=UTC)
DESK = UUID("5f0c3b7e-52a4-4a5e-9a4e-6b1d6f1f7a10")
# Two posts of the same day, by what the rule compares; people of one place first.
HEAD_AND_DEPUTY = """
  a.title = 'head' AND b.title = 'deputy_head' AND a.unit_id = b.unit_id
  AND a.kind IN ('so', 'phong', 'dvsn') AND a.precedence < b.precedence"""
STANDING = (
    "a.kind = 'btv' AND b.kind = 'btv' AND a.unit_id = b.unit_id AND a.cadre_id < b.cadre_id"
)
SECTORS = """
  a.title = 'head' AND b.title = 'head' AND a.kind = 'so' AND b.kind = 'so'
  AND a.level = 'province'
  AND a.first AND b.first AND a.cadre_id < b.cadre_id
  AND a.name ~ '(Tài chính|Thanh tra|Nội vụ|Công Thương)'
  AND b.name ~ '(Tài chính|Thanh tra|Nội vụ|Công Thương)'"""
HARMLESS = """
  a.title = 'specialist' AND b.title = 'specialist' AND a.unit_id <> b.unit_id
  AND a.number % 61 = 7 AND b.number = a.number + 17"""
PAIRS = """
WITH posts AS MATERIALIZED (
  SELECT a.cadre_id, s.unit_id, t."group" AS title, t.precedence, u.kind, u.level, u.code,
    u.name_vi AS name, c.full_name, c.sex, left(c.born, 4)::int AS born, c.code AS person,
    row_number() OVER (ORDER BY c.code) AS number, t.precedence <= 22 AS first
  FROM cadres_assignment a JOIN cadres_seat s ON s.id = a.seat_id
  JOIN cadres_title t ON t.id = s.title_id JOIN cadres_unit u ON u.id = s.unit_id
  JOIN cadres_cadre c ON c.id = a.cadre_id
  WHERE a.held @> %(on)s::date AND c.status = 'active'
    AND NOT EXISTS (SELECT FROM cadres_familymember f
      WHERE f.relative_id IS NOT NULL AND (f.cadre_id = c.id OR f.relative_id = c.id)))
SELECT one, other, relation FROM (
  SELECT DISTINCT ON (a.person) a.person, a.cadre_id AS one, b.cadre_id AS other,
    CASE WHEN split_part(a.full_name, ' ', 1) = split_part(b.full_name, ' ', 1)
         AND abs(a.born - b.born) BETWEEN 1 AND 14 THEN 'anh_chi_em'
      WHEN a.sex <> b.sex AND abs(a.born - b.born) <= 9 THEN 'vo_chong' END AS relation
  FROM posts a JOIN posts b ON {met} ORDER BY a.person, b.person) AS found
WHERE relation IS NOT NULL ORDER BY md5(person) LIMIT %(most)s
"""
EXPLANATION = "Hai người được bố trí trước khi kết hôn; đơn vị đã báo cáo cấp ủy và đang rà soát"
REASONS = {
    "confirmed": "Xác nhận thuộc trường hợp không được bố trí cùng lúc; giao Ban Tổ chức đề xuất",
    "transfer_proposed": "Đề xuất điều động một người sang đơn vị khác trong quý IV năm 2026",
    "not_a_conflict": "Một người chỉ được giao phụ trách tạm thời, không trực tiếp quản lý",
    "exception_approved": "Ban Thường vụ đồng ý giữ nguyên đến hết nhiệm kỳ do thiếu người thay",
}
# How far each finding has come, in the order of their people.
WAYS = (
    (),
    (),
    ("explained",),
    ("explained",),
    ("explained", "confirmed"),
    ("explained", "confirmed", "transfer_proposed"),
    ("explained", "not_a_conflict"),
    ("explained", "confirmed", "exception_approved"),
)


def examples(by: Actor) -> None:
    """Some relatives hold a record, a few of them related posts; one tie was a mistake."""
    for met, most in ((HEAD_AND_DEPUTY, 6), (STANDING, 2), (SECTORS, 2), (HARMLESS, 36)):
        for one, other, relation in pairs(met, most):
            tie(one, other, relation)
    kin.keep_conflicts(by=by, on=TODAY, at=AT - timedelta(days=2))
    findings = list(ConflictFinding.objects.order_by("rule", "first_post", "second_post"))
    for finding, way in zip(findings, WAYS, strict=False):
        for number, state in enumerate(way):
            go_on(finding, state, AT + timedelta(days=3 * number))
    if len(findings) > len(WAYS):
        mistaken = FamilyMember.objects.get(pk=findings[-1].evidence_id)
        FamilyMember.objects.filter(pk=mistaken.pk).update(
            struck_on=TODAY, version=mistaken.version + 1
        )
        kin.keep_conflicts(by=by, on=TODAY, at=AT)


def pairs(met: str, most: int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(PAIRS.format(met=met.replace("%", "%%")), {"on": TODAY, "most": most})
        return cursor.fetchall()


def tie(one: UUID, other: UUID, relation: str) -> None:
    """A line of the family table names the other record; a new one where none fits."""
    line = FamilyMember.objects.filter(
        cadre=one, side="own", relation=relation, relative=None, struck_on=None
    ).order_by("pk").first()  # fmt: skip
    values = {"relative_id": other, "full_name": name_of(other)[0], "born": name_of(other)[1]}
    if line is None:
        FamilyMember.objects.create(
            id=uuid5(one, str(other)), cadre_id=one, side="own", relation=relation, **values
        )
        return
    FamilyMember.objects.filter(pk=line.pk).update(**values, version=line.version + 1)


def name_of(pk: UUID) -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_name, left(born, 4) FROM cadres_cadre WHERE id = %s", [pk])
        return cursor.fetchone()


def go_on(finding: ConflictFinding, state: str, at: datetime) -> None:
    """One step by an invented person of the board or of the authority."""
    name = "Đỗ Thị Khánh Hòa" if state == "explained" else "Lương Văn Thạch"
    by = Actor(account_id=uuid5(DESK, name), name=name, is_system=True)
    what = {"finding": finding, "version": finding.version, "by": by, "at": at}
    if state == "explained":
        kin.explain_conflict(**what, reason=EXPLANATION)
    else:
        kin.decide_conflict(**what, state=state, reason=REASONS[state])
