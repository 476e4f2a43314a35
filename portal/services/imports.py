"""Use cases about workbooks that come in: upload, choose columns, check, carry out, abandon."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from governance import audit
from governance.actor import Actor
from governance.findings import Finding, enforce, refuse
from governance.records import save_changes
from governance.text import say
from portal import rules
from portal.imports import headings, reading, sniff, staging
from portal.imports.cells import problem
from portal.imports.legacy import clean
from portal.imports.targets import stretches, target_named
from portal.jobs import store
from portal.models import HeadingMemory, ImportBatch, Job, StoredFile, WordMemory

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "csv": "text/csv",
}


@transaction.atomic
def upload_workbook(
    *,
    path: Path,
    file_name: str,
    target: str,
    by: Actor,
    on: date,
    continues: ImportBatch | None = None,
) -> ImportBatch:
    """Take in a workbook after every check of the file; nothing of its rows is read yet."""
    facts = reading.admit(path, file_name)
    sheets = reading.inspect(path, facts.kind)
    kept = _keep_file(path, file_name, facts.kind, by)
    _refuse_second(kept.sha256, target)
    stored, _new = StoredFile.objects.get_or_create(
        sha256=kept.sha256, defaults={"size": kept.size, "content_type": kept.content_type}
    )
    batch = ImportBatch(
        owner_id=by.account_id,
        target=target,
        file_name=kept.name,
        sha256=kept.sha256,
        stored=stored,
        kind=facts.kind,
        date1904=sniff.declares_1904(path, facts.kind),
        sheets=[_kept(sheet, target) for sheet in sheets],
        continues=continues,
    )
    _choose_sheet(batch)
    audit.record(
        by=by, action="portal.upload_workbook", subject=batch, changes={"file": kept.name}
    )
    batch.full_clean(exclude=["sheets", "mapping", "notes"])
    batch.save()
    return batch


def _keep_file(path: Path, file_name: str, kind: str, by: Actor) -> store.Kept:
    name = clean(Path(file_name.replace("\\", "/")).name)[-120:] or "workbook"
    number = ImportBatch.objects.filter(owner_id=by.account_id).count()
    return store.keep(
        path,
        temporary=store.temporary(f"import-{by.account_id}", 0, number),
        name=name,
        content_type=TYPES[kind],
        held=True,
    )


def _refuse_second(sha256: str, target: str) -> None:
    standing = ImportBatch.objects.filter(sha256=sha256, target=target)
    earlier = standing.exclude(state=rules.ABANDONED).select_related("owner").first()
    if earlier:
        facts = rules.EarlierFacts(
            timezone.localtime(earlier.created_at).date(), earlier.owner.display_name
        )
        enforce(rules.EARLIER, facts)


def _kept(sheet: reading.Found, target: str) -> dict:
    """What the pages need of a sheet: its columns with their first values, and its flaws."""
    header = headings.find_header(sheet.head, target_named(target))
    return {
        "name": sheet.name,
        "rows": sheet.rows,
        "columns": sheet.columns,
        "header": header,
        "merged": list(headings.merged_in(sheet.merged, header)),
        "offered": headings.offered(sheet.head, header),
    }


def _choose_sheet(batch: ImportBatch) -> None:
    """The first sheet with a table; where none has one, the first, refused with its reason."""
    facts = [sheet_facts(sheet) for sheet in batch.sheets]
    usable = [
        sheet["name"]
        for sheet, fact in zip(batch.sheets, facts, strict=True)
        if not any(rule(fact, None) for rule in rules.SHEET)
    ]
    if not usable:
        if not facts:
            facts = [rules.SheetFacts(sheet="", rows=0, columns=0, headings=0)]
        enforce(rules.SHEET, max(facts, key=lambda fact: fact.rows))
    batch.sheet = usable[0]
    batch.header_row = sheet_of(batch)["header"]


def sheet_facts(sheet: dict) -> rules.SheetFacts:
    return rules.SheetFacts(
        sheet=sheet["name"],
        rows=max(0, sheet["rows"] - sheet["header"]),
        columns=sheet["columns"],
        headings=sum(bool(column["heading"]) for column in sheet["offered"]),
        merged=tuple(sheet["merged"]),
    )


def sheet_of(batch: ImportBatch, name: str = "") -> dict:
    return next(sheet for sheet in batch.sheets if sheet["name"] == (name or batch.sheet))


def suggested_mapping(batch: ImportBatch) -> dict[str, str]:
    """Place → column: as chosen, as remembered for these headings, else by their names."""
    if batch.mapping:
        return batch.mapping
    offered = sheet_of(batch)["offered"]
    if batch.continues and batch.continues.mapping:
        return _as_before(offered, batch.continues)
    target = target_named(batch.target)
    memory = HeadingMemory.objects.filter(
        target=batch.target, signature=headings.signature(offered)
    ).first()
    if memory:
        return {at: key for at, key in memory.mapping.items() if key in target.by_key}
    return headings.suggested(offered, target)


def _as_before(offered: list[dict], earlier: ImportBatch) -> dict[str, str]:
    """Corrected rows have the headings of the workbook they come from."""
    headed = {column["at"]: column["heading"] for column in sheet_of(earlier)["offered"]}
    meant = {headed[int(at)]: key for at, key in earlier.mapping.items() if headed.get(int(at))}
    return {
        str(column["at"]): meant[column["heading"]]
        for column in offered
        if column["heading"] in meant
    }


@transaction.atomic
def choose_columns(
    *, batch: ImportBatch, version: int, sheet: str, mapping: dict[str, str], by: Actor, on: date
) -> ImportBatch:
    """Say which column of the sheet is which; it is remembered for these headings."""
    rules.IMPORT.require(batch.state, rules.MAPPED)
    target = target_named(batch.target)
    found = sheet_of(batch, sheet)
    enforce(rules.SHEET, sheet_facts(found))
    keys = list(mapping.values())
    facts = rules.MappingFacts(
        missing=tuple(c.heading for c in target.columns if c.required and c.key not in keys),
        twice=tuple(
            target.column(key).heading for key in dict.fromkeys(keys) if keys.count(key) > 1
        ),
    )
    enforce(rules.MAPPING, facts)
    audit.record(by=by, action="portal.choose_import_columns", subject=batch)
    _remember(batch.target, headings.signature(found["offered"]), mapping)
    staging.drop(batch)
    return save_changes(
        batch,
        expected_version=version,
        changes={
            "sheet": sheet,
            "header_row": found["header"],
            "mapping": mapping,
            "state": rules.MAPPED,
            **staging.NOTHING_COUNTED,
        },
    )


def _remember(target: str, signature: str, mapping: dict[str, str]) -> None:
    memory = HeadingMemory.objects.filter(target=target, signature=signature).first()
    if memory is None:
        HeadingMemory.objects.create(target=target, signature=signature, mapping=mapping)
    elif memory.mapping != mapping:
        save_changes(memory, expected_version=memory.version, changes={"mapping": mapping})


@transaction.atomic
def check_rows(
    *, batch: ImportBatch, by: Actor, on: date, tell: Callable = staging.silent
) -> ImportBatch:
    """The dry run: read every row, judge all of them together, keep what was found."""
    batch = ImportBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if batch.state == rules.CHECKED and batch.checked_at:
        return batch
    rules.IMPORT.require(batch.state, rules.CHECKED)
    target = target_named(batch.target)
    rows, notes = staging.read(batch, store.path_of(batch.sha256), tell=tell)
    target.judge([row for row in rows if row.verdict != "blank"], by=by, on=on, tell=tell)
    audit.record(by=by, action="portal.check_import", subject=batch)
    staging.drop(batch)
    staging.keep(batch, rows, tell=tell)
    return save_changes(
        batch,
        expected_version=batch.version,
        changes={
            "state": rules.CHECKED,
            "checked_at": timezone.now(),
            "notes": notes,
            **staging.counted(rows),
        },
    )


@transaction.atomic
def carry_out_import(
    *, batch: ImportBatch, whole: bool, by: Actor, on: date, tell: Callable = staging.silent
) -> ImportBatch:
    """Write the accepted rows, all of them or none, in this one transaction; once."""
    batch = ImportBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if batch.state == rules.CARRIED_OUT:
        return batch
    rules.IMPORT.require(batch.state, rules.CARRIED_OUT)
    if whole and batch.rejected:
        refuse(
            "IMP-18",
            say(
                "{rows} rows are wrong, and all rows or none were asked for. Correct them, or"
                " import the good rows now.",
                rows=batch.rejected,
            ),
        )
    target = target_named(batch.target)
    audit.record(
        by=by,
        action="portal.carry_out_import",
        subject=batch,
        changes={"new": batch.new, "changed": batch.changed, "rejected": batch.rejected},
    )
    done, writer = 0, target.writer(by=by, on=on)
    for stretch in stretches(staging.accepted(batch)):
        writer.write(stretch)
        done += len(stretch)
        tell(done, batch.new + batch.changed)
    return save_changes(
        batch,
        expected_version=batch.version,
        changes={"state": rules.CARRIED_OUT, "carried_out_at": timezone.now()},
    )


@transaction.atomic
def abandon_import(*, batch: ImportBatch, version: int, by: Actor, on: date) -> ImportBatch:
    """Let an import be; its staged rows are forgotten, its file may come in again."""
    rules.IMPORT.require(batch.state, rules.ABANDONED)
    audit.record(by=by, action="portal.abandon_import", subject=batch)
    staging.drop(batch)
    return save_changes(
        batch,
        expected_version=version,
        changes={"state": rules.ABANDONED, **staging.NOTHING_COUNTED},
    )


@transaction.atomic
def remember_words(
    *, target: str, meanings: dict[tuple[str, str], str], by: Actor, on: date
) -> int:
    """Keep what words of workbooks mean: (catalogue, word) → key of the catalogue."""
    audit.record(by=by, action="portal.remember_words", changes={"words": len(meanings)})
    for (catalogue, word), meaning in meanings.items():
        memory = WordMemory.objects.filter(target=target, catalogue=catalogue, word=word).first()
        if memory is None:
            WordMemory.objects.create(
                target=target, catalogue=catalogue, word=word, meaning=meaning
            )
        elif memory.meaning != meaning:
            save_changes(memory, expected_version=memory.version, changes={"meaning": meaning})
    return len(meanings)


@transaction.atomic
def ask_again(*, batch: ImportBatch, by: Actor, on: date) -> ImportBatch:
    """Check the same columns once more, because words were explained or records changed."""
    rules.IMPORT.require(batch.state, rules.MAPPED)
    audit.record(by=by, action="portal.check_import_again", subject=batch)
    staging.drop(batch)
    return save_changes(
        batch,
        expected_version=batch.version,
        changes={"state": rules.MAPPED, "checked_at": None, **staging.NOTHING_COUNTED},
    )


@transaction.atomic
def note_refusal(*, batch: ImportBatch, findings: Iterable[Finding], by: Actor) -> None:
    """Keep why the check or the import was refused, so that its page can say it."""
    now = ImportBatch.objects.get(pk=batch.pk)
    refused = [problem(finding, number=0) for finding in findings]
    audit.record(by=by, action="portal.refuse_import", subject=now)
    changes = {"notes": {**now.notes, "refused": refused}}
    save_changes(now, expected_version=now.version, changes=changes)


@transaction.atomic
def follow_job(*, batch: ImportBatch, field: str, job: Job, by: Actor) -> None:
    """Let the page of an import show the job that works on it now."""
    if getattr(batch, f"{field}_id") == job.pk:
        return
    now = ImportBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    audit.record(by=by, action="portal.follow_import_job", subject=now)
    notes = {name: value for name, value in now.notes.items() if name != "refused"}
    changes = {field: job, "notes": notes}
    save_changes(now, expected_version=now.version, changes=changes)
