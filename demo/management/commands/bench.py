"""Measure the portal on the data it has: a table on the screen and JSON in var/bench."""

import json
import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from cadres.models import Cadre
from demo.bench import chart, documents, forms, imports, pages, record, standards
from demo.bench.result import machine, save, written
from governance.actor import acting, system_actor
from reports import services


class Command(BaseCommand):
    help = "Measure pages and documents; compare with the targets and with the floor."

    def add_arguments(self, parser):
        parser.add_argument("--only", choices=self.parts())
        parser.add_argument("--render", nargs="*", help="(internal) render these units and count")

    def handle(self, *, only, render, **options):
        with acting(system_actor("bench")), translation.override("vi"):
            if render is not None:
                json.dump(documents.render_units(render), sys.stdout)
                self.stdout.write("")
                return
            self.measure(only)

    def measure(self, only):
        self.stderr.write("taking the figures of the province")
        services.take_snapshot(unit=documents.province(), year=documents.YEAR)
        results = []
        for name, part in self.parts().items():
            if only in (None, name):
                self.stderr.write(f"measuring {name}")
                results += part()
        about = {
            "day": timezone.localdate().isoformat(),
            "cadres": Cadre.objects.count(),
            **machine(),
        }
        self.stdout.write(written(results, about=about))
        save(results, about=about, path=settings.VAR / "bench" / "bench.json")

    def parts(self):
        return {
            "pages": pages.pages,
            "charts": chart.charts,
            "record": record.records,
            "documents": documents.reports,
            "standards": standards.standards,
            "forms": forms.official_forms,
            "localities": documents.all_localities,
            "imports": imports.imports,
        }
