"""What documents cost: processor seconds, pages, memory; beside plain WeasyPrint."""

import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pikepdf
from django.conf import settings

from cadres.models import Unit
from demo.bench.result import Result
from portal.documents import render
from reports import document, figures
from reports.models import Family
from reports.selectors import reporting_units

YEAR = 2023
ROWS = 5_000
PLAIN = """
import io, json, resource, sys, weasyprint
parts = json.load(sys.stdin)
pages = 0
for part in parts:
    made = weasyprint.HTML(string=part).render(pdf_variant="pdf/ua-1")
    made.write_pdf(io.BytesIO(), pdf_variant="pdf/ua-1")
    pages += len(made.pages)
used = resource.getrusage(resource.RUSAGE_SELF)
cpu, mb = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
print(json.dumps({"cpu": cpu, "mb": mb, "pages": pages}))
"""


def subject_of(unit: Unit, year: int = YEAR) -> document.Subject:
    content = figures.gather(unit=unit, year=year)
    return document.Subject(
        unit=unit,
        year=year,
        family=Family.PARTY,
        lang="vi",
        content=content,
        sha256=figures.hash_of(content),
        drafted_with=content,
        texts={},
    )


def province() -> Unit:
    return Unit.objects.filter(parent=None).order_by("path")[0]


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def without_charts(parts: list[str]) -> list[str]:
    return [re.sub(r"<figure>.*?</figure>", "", part, flags=re.S) for part in parts]


def plain_weasyprint(parts: list[str]) -> dict:
    """The same pages by WeasyPrint as it comes, in a process of its own."""
    made = subprocess.run(
        [sys.executable, "-c", PLAIN],
        input=json.dumps(parts),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(made.stdout.strip().splitlines()[-1])


def reports() -> Iterator[Result]:
    """The province's report against plain WeasyPrint; a long appendix; all localities."""
    subject = subject_of(province())
    parts = document.html_parts(subject)
    made = render(parts, lang="vi", title="bench")
    pages = pages_of(made.content)
    plain = plain_weasyprint(without_charts(parts))
    yield Result(
        f"province report, {pages} pages",
        made.cpu_seconds,
        "CPU s",
        plain["cpu"],
        "plain WeasyPrint, no charts",
        target=15,
    )
    yield Result(
        "pages per CPU second",
        pages / made.cpu_seconds,
        "pages",
        plain["pages"] / plain["cpu"],
        "plain WeasyPrint, no charts",
        target=8,
        more_is_better=True,
    )
    yield Result("province report, memory", made.peak_mb, "MB", plain["mb"], "plain", target=300)
    yield from appendix(subject)


def appendix(subject: document.Subject) -> Iterator[Result]:
    """One table of 5,000 rows and eight columns."""
    table = document.TableView(
        title="Bench",
        note="",
        heads=tuple(f"Cột {n}" for n in range(8)),
        rows=tuple(
            tuple((f"Nguyễn Văn {n} {column}", "") for column in range(8)) for n in range(ROWS)
        ),
        widths=(12,) * 8,
    )
    form = document.form_on(subject.family, subject_day())
    parts = list(document.annex_parts(1, table, subject, form.page))
    made = render(parts, lang="vi", title="bench")
    yield Result(f"appendix of {ROWS:,} rows, memory", made.peak_mb, "MB", target=300)
    yield Result(f"appendix of {ROWS:,} rows", made.cpu_seconds, "CPU s")


def subject_day():
    return figures.cadres.year_end(YEAR)


def all_localities(workers: int = 2) -> Iterator[Result]:
    """The reports of every locality of the year, over both cores."""
    units = [str(unit.pk) for unit in reporting_units(unit=province(), year=YEAR)]
    start = time.perf_counter()
    shares = [units[n::workers] for n in range(workers)]
    running = [
        subprocess.Popen(
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "bench", "--render", *share],
            stdout=subprocess.PIPE,
            text=True,
        )
        for share in shares
    ]
    told = [json.loads(one.communicate()[0].strip().splitlines()[-1]) for one in running]
    wall = time.perf_counter() - start
    pages = sum(each["pages"] for each in told)
    note = f"{pages} pages, fewest {min(each['fewest'] for each in told)}"
    yield Result(f"{len(units)} unit reports on 2 cores", wall / 60, "min", target=4, note=note)
    yield Result(
        "unit reports, largest process", max(each["mb"] for each in told), "MB", target=300
    )


def render_units(ids: list[str]) -> dict:
    """What one of the two processes does; prints its counts."""
    pages, most, fewest = 0, 0, None
    for pk in ids:
        unit = Unit.objects.select_related("parent").get(pk=pk)
        made = render(document.html_parts(subject_of(unit)), lang="vi", title="bench")
        number = pages_of(made.content)
        pages, most = pages + number, max(most, made.peak_mb)
        fewest = min(number, fewest or number)
    return {"pages": pages, "mb": most, "fewest": fewest}
