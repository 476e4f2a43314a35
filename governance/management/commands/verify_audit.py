import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand

from governance.verification import verify

KEY_FILE = "AUDIT_KEY_FILE"


class Command(BaseCommand):
    help = "Check the audit trail against itself, its anchors, every row and every trigger."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="machine-readable result")
        parser.add_argument("--anchors", type=Path, metavar="FILE", help="anchors to compare with")
        parser.add_argument(
            "--key-file",
            type=Path,
            default=os.environ.get(KEY_FILE),
            help=f"key that signed the anchors (default: ${KEY_FILE})",
        )

    def handle(self, *, anchors, key_file, **options):
        key = Path(key_file).read_bytes() if key_file else b""
        began = time.monotonic()
        outcome = verify(anchors=anchors, key=key)
        seconds = round(time.monotonic() - began, 2)
        if options["json"]:
            flaws = [asdict(flaw) for flaw in outcome.flaws]
            result = {"events": outcome.events, "seconds": seconds, "flaws": flaws}
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            for flaw in outcome.flaws:
                self.stdout.write(f"{flaw.kind}: {flaw.place}: {flaw.detail}")
            verdict = (
                f"first bad place: {outcome.flaws[0].place}" if outcome.flaws else "all agree"
            )
            self.stdout.write(f"{outcome.events} events in {seconds} s: {verdict}")
        if not outcome.is_clean:
            sys.exit(1)
