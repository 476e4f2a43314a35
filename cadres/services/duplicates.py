"""Use cases about records of one person: finding pairs, merging two, taking a merge back."""

from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error, connection, transaction

from cadres import access
from cadres.models import Cadre, CadreStatus, DuplicatePair, PersonalDetails, RecordMerge
from cadres.rules import duplicates as rules
from cadres.selectors.duplicates import chosen_fields, related_columns
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import enforce
from governance.records import EditableRecord, save_changes

FIND = """
WITH people AS (
  SELECT c.id, c.search_key, c.born, left(c.born, 4) AS year, c.sex,
         split_part(c.sort_key, E'\\x01', 1) AS given, coalesce(d.old_ids, '') AS old_ids,
         coalesce(d.personal_id, '') AS personal_id
  FROM cadres_cadre c LEFT JOIN cadres_personaldetails d ON d.cadre_id = c.id
  WHERE c.status <> 'merged'),
found AS (
  SELECT a.id AS one, b.id AS two, 'old_id' AS grounds, 100 AS closeness
  FROM people a JOIN people b ON a.old_ids = b.old_ids AND a.id < b.id WHERE a.old_ids <> ''
  UNION ALL
  SELECT a.id, b.id, 'same', 100 FROM people a
  JOIN people b ON a.search_key = b.search_key AND a.born = b.born AND a.id < b.id
  UNION ALL
  SELECT a.id, b.id, 'alike', round(100 * similarity(a.search_key, b.search_key))::int
  FROM people a JOIN people b ON a.year = b.year AND a.sex = b.sex AND a.given = b.given
   AND a.id < b.id AND (starts_with(a.born, b.born) OR starts_with(b.born, a.born))
  WHERE similarity(a.search_key, b.search_key) >= 0.6
    AND (a.personal_id = '' OR b.personal_id = '')
    AND (a.old_ids = '' OR b.old_ids = ''))
SELECT DISTINCT ON (one, two) one, two, grounds, closeness FROM found
ORDER BY one, two, closeness DESC, grounds DESC
"""
KEEP = f"""
WITH seen AS MATERIALIZED ({FIND}),
opened AS (
  INSERT INTO cadres_duplicatepair AS p
    (id, version, first_id, second_id, grounds, closeness, found_on, gone, decided_by_name)
  SELECT gen_random_uuid(), 1, one, two, grounds, closeness, %(on)s, false, '' FROM seen
  ON CONFLICT (first_id, second_id) DO UPDATE
    SET gone = false, grounds = excluded.grounds, closeness = excluded.closeness,
        version = p.version + 1
    WHERE p.gone OR p.closeness <> excluded.closeness RETURNING 1),
closed AS (
  UPDATE cadres_duplicatepair p SET gone = true, version = version + 1
  WHERE NOT gone AND NOT EXISTS (
    SELECT FROM seen WHERE one = p.first_id AND two = p.second_id) RETURNING 1)
SELECT (SELECT count(*) FROM opened), (SELECT count(*) FROM closed)
"""


@transaction.atomic
def look_for_duplicates(*, by: Actor, on: date) -> tuple[int, int]:
    """Find the pairs of today in one statement: (newly found, no longer alike)."""
    audit.record(by=by, action="cadres.look_for_duplicates")
    with connection.cursor() as cursor:
        cursor.execute(KEEP, {"on": on})
        return cursor.fetchone()


@transaction.atomic
def set_apart(*, pair: DuplicatePair, version: int, by: Actor, on: date) -> DuplicatePair:
    """Say that the two records are two persons; they are not shown as a pair again."""
    for cadre in (pair.first, pair.second):
        access.require(by, access.EDIT, over=cadre.employing_unit, data_class=DataClass.PERSONAL)
    audit.record(by=by, action="cadres.set_apart", subject=pair)
    return save_changes(
        pair, expected_version=version, changes={"distinct_on": on, "decided_by_name": by.name}
    )


@transaction.atomic
def merge_records(
    *, survivor: Cadre, merged: Cadre, take: set[str], reason: str, by: Actor, on: date
) -> RecordMerge:
    """Take one record into another: chosen fields and all rows move, a signpost stays."""
    pair = _locked(survivor.pk, merged.pk)
    survivor, merged = pair[survivor.pk], pair[merged.pk]
    for cadre in pair.values():
        for data_class in (DataClass.BASIC, DataClass.PERSONAL):
            access.require(by, access.EDIT, over=cadre.employing_unit, data_class=data_class)
    enforce(rules.MERGE, merge_facts(survivor, merged, reason))
    audit.record(
        by=by,
        action="cadres.merge_records",
        subject=survivor,
        unit_path=survivor.employing_unit.path,
        reason=reason,
        changes={"merged": str(merged.pk), "taken": sorted(take)},
    )
    before = {"status": merged.status, "status_on": merged.status_on}
    before |= _take_fields(survivor, merged, take)
    save_changes(
        merged,
        expected_version=merged.version,
        changes={"status": CadreStatus.MERGED, "status_on": on},
    )
    moved, kept_back = _move_rows(merged, survivor)
    before["versions"] = [survivor.version, merged.version]
    merge = RecordMerge(
        survivor=survivor,
        merged=merged,
        reason=reason.strip(),
        merged_on=on,
        merged_by_name=by.name,
        before=plain(before),
        moved=moved,
        kept_back=kept_back,
    )
    merge.full_clean()
    merge.save()
    return merge


def _locked(*ids) -> dict:
    """The records, locked in one order, so that two merges never wait for each other."""
    rows = Cadre.objects.filter(pk__in=ids).select_related("employing_unit").order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}


def merge_facts(survivor: Cadre, merged: Cadre, reason: str) -> rules.MergeFacts:
    numbers = {
        number
        for number in PersonalDetails.objects.filter(cadre__in=[survivor, merged]).values_list(
            "personal_id", flat=True
        )
        if number
    }
    closed = [c.full_name for c in (survivor, merged) if c.status == CadreStatus.MERGED]
    return rules.MergeFacts(
        same_record=survivor.pk == merged.pk,
        closed=", ".join(closed),
        two_numbers=len(numbers) > 1,
        reason=reason,
    )


def plain(value: Any) -> Any:
    """As JSON keeps it; dates known in part by their stored beginning."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if value is None or isinstance(value, int | str):
        return value
    return getattr(value, "value", None) or DjangoJSONEncoder().default(value)


def _take_fields(survivor: Cadre, merged: Cadre, take: set[str]) -> dict:
    """Give the survivor the chosen values; answers what both had before."""
    before: dict[str, Any] = {"cadre": {}, "details": {}, "merged_details": {}}
    changes = _chosen(Cadre, merged, take)
    if changes:
        before["cadre"] = {name: getattr(survivor, name) for name in (*changes, *KEYS)}
        keyed = Cadre(
            full_name=changes.get("full_name", survivor.full_name),
            other_name=changes.get("other_name", survivor.other_name),
        )
        keyed.set_keys()
        changes |= {name: getattr(keyed, name) for name in KEYS}
        save_changes(survivor, expected_version=survivor.version, changes=changes)
    rows = {d.cadre_id: d for d in PersonalDetails.objects.filter(cadre__in=[survivor, merged])}
    theirs, own = rows.get(merged.pk), rows.get(survivor.pk)
    if theirs is None:
        return _ids(before)
    changes = _chosen(PersonalDetails, theirs, take)
    if "personal_id" in changes and changes["personal_id"]:
        before["merged_details"] = {"personal_id": theirs.personal_id}
        save_changes(theirs, expected_version=theirs.version, changes={"personal_id": ""})
    if changes and own is None:
        own = PersonalDetails.objects.create(cadre=survivor)
    if changes:
        before["details"] = {name: getattr(own, name) for name in changes}
        save_changes(own, expected_version=own.version, changes=changes)
    before["details_versions"] = [own.version if own else 0, theirs.version]
    return _ids(before)


KEYS = ("sort_key", "search_key")


def _chosen(model, row, take: set[str]) -> dict:
    return {f.name: getattr(row, f.name) for f in chosen_fields(model) if f.name in take}


def _ids(before: dict) -> dict:
    """Rows are remembered by their identifiers."""
    for part in ("cadre", "details"):
        before[part] = {
            name: str(value.pk) if hasattr(value, "pk") else value
            for name, value in before[part].items()
        }
    return before


def _move_rows(merged: Cadre, survivor: Cadre) -> tuple[list, list]:
    """Every row of the merged record that the survivor can take; what collides stays behind."""
    moved, kept_back = [], []
    for model, column in related_columns():
        versioned = issubclass(model, EditableRecord)
        for pk in model._base_manager.filter(**{column: merged.pk}).values_list("pk", flat=True):
            row = {"table": model._meta.db_table, "column": column, "id": str(pk)}
            try:
                with transaction.atomic():
                    row["version"] = _point(row, survivor.pk, versioned)
                    moved.append(row)
            except Error as error:
                cause = getattr(error.__cause__, "diag", None)
                why = getattr(cause, "constraint_name", None) or ""
                kept_back.append({**row, "name": str(model._meta.verbose_name), "why": why})
    return moved, kept_back


def _point(row: dict, cadre_id, versioned: bool) -> int:
    """Let a row belong to another record; answers its version from then on."""
    step = ", version = version + 1" if versioned else ""
    back = "version" if versioned else "0"
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{row["table"]}" SET "{row["column"]}" = %s{step}'
            f" WHERE id = %s RETURNING {back}",
            [cadre_id, row["id"]],
        )
        return cursor.fetchone()[0]


@transaction.atomic
def undo_merge(*, merge: RecordMerge, version: int, reason: str, by: Actor, on: date) -> None:
    """Restore both records exactly; refused when something was changed since."""
    merge = RecordMerge.objects.select_for_update(no_key=True).get(pk=merge.pk)
    pair = _locked(merge.survivor_id, merge.merged_id)
    survivor, merged = pair[merge.survivor_id], pair[merge.merged_id]
    for cadre in pair.values():
        access.require(by, access.EDIT, over=cadre.employing_unit, data_class=DataClass.PERSONAL)
    enforce(rules.UNDO, undo_facts(merge, survivor, merged))
    audit.record(
        by=by,
        action="cadres.undo_merge",
        subject=merge,
        unit_path=survivor.employing_unit.path,
        reason=reason,
    )
    versioned = {model._meta.db_table: issubclass(model, EditableRecord)
                 for model, _column in related_columns()}  # fmt: skip
    for row in merge.moved:
        _point(row, merged.pk, versioned[row["table"]])
    _give_back(merge.before, survivor, merged)
    save_changes(
        merge,
        expected_version=version,
        changes={"undone_on": on, "undone_by_name": by.name, "undone_reason": reason.strip()},
    )


def _give_back(before: dict, survivor: Cadre, merged: Cadre) -> None:
    if before["cadre"]:
        changes = revived(Cadre, before["cadre"])
        save_changes(survivor, expected_version=survivor.version, changes=changes)
    status = {"status": before["status"], "status_on": before["status_on"]}
    save_changes(merged, expected_version=merged.version, changes=revived(Cadre, status))
    for cadre, part in ((survivor, "details"), (merged, "merged_details")):
        if before[part]:
            row = PersonalDetails.objects.get(cadre=cadre)
            changes = revived(PersonalDetails, before[part])
            save_changes(row, expected_version=row.version, changes=changes)


def revived(model, kept: dict) -> dict:
    """Kept values as their fields have them; rows by their identifier."""
    found = {}
    for name, value in kept.items():
        field = model._meta.get_field(name)
        if field.remote_field and value is not None:
            value = field.related_model._base_manager.get(pk=value)
            found[name] = value
        else:
            found[name] = field.to_python(value)
    return found


def undo_facts(merge: RecordMerge, survivor: Cadre, merged: Cadre) -> rules.UndoFacts:
    """What was changed since the merge, by name."""
    changed = []
    for cadre, then in zip((survivor, merged), merge.before["versions"], strict=True):
        if cadre.version != then:
            changed.append(f"{cadre.full_name} ({cadre.code})")
    if versions := merge.before.get("details_versions"):
        for cadre, then in zip((survivor, merged), versions, strict=True):
            row = PersonalDetails.objects.filter(cadre=cadre).first()
            if row and then and row.version != then:
                changed.append(str(PersonalDetails._meta.verbose_name))
    names = {model._meta.db_table: model for model, _column in related_columns()}
    for row in merge.moved:
        model = names[row["table"]]
        now = model._base_manager.filter(pk=row["id"]).values(row["column"]).first()
        version = getattr(model._base_manager.filter(pk=row["id"]).first(), "version", 0)
        if now is None or now[row["column"]] != survivor.pk or version != row["version"]:
            changed.append(str(model._meta.verbose_name))
    return rules.UndoFacts(
        undone=merge.undone_on is not None, changed=tuple(dict.fromkeys(changed))
    )
