"""manage.py sample_workbook PATH: a workbook of invented people to try the import with."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from cadres.models import Level, Unit
from demo import province, workbooks
from governance.actor import acting, system_actor


class Command(BaseCommand):
    help = "Write a workbook with 500 people, 40 of its rows wrong in 15 ways."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument("--rows", type=int, default=500)
        parser.add_argument("--wrong", type=int, default=40)
        parser.add_argument("--corrected", action="store_true", help="the wrong rows, corrected")

    def handle(self, *, path, rows, wrong, corrected, **options):
        if not province.is_there():
            raise CommandError("Load the demo province first: manage.py load_demo")
        with acting(system_actor("sample workbook")):
            made = workbooks.sample(
                units_of_today(), rows=rows, wrong=wrong, today=localdate(), first=900_000
            )
        shown = [made.right[at] for at in sorted(made.right)] if corrected else made.rows
        with path.open("wb") as out:
            workbooks.write(out, shown, title="" if corrected else "DANH SÁCH CÁN BỘ")
        self.stdout.write(f"{path}: {len(shown)} rows")


def units_of_today(most: int = 24) -> list[str]:
    """Units of communes that no other unit shares its name with."""
    found = Unit.objects.filter(level=Level.COMMUNE, valid__contains=localdate())
    names = list(found.exclude(block="territory").values_list("name_vi", flat=True))
    single = sorted(name for name in set(names) if names.count(name) == 1)
    return single[:most] or ["Đảng ủy phường Hồng Gai"]
