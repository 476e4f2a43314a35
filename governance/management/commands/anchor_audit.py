import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from governance.anchors import Anchor, BrokenAnchor, append_anchor

END_OF_CHAIN = """
    SELECT seq, encode(h, 'hex'), (SELECT count(*) FROM audit.event e WHERE e.seq <= l.seq),
        to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    FROM audit.event l ORDER BY seq DESC LIMIT 1
"""


class Command(BaseCommand):
    help = "Append the signed end of the audit chain to a file that belongs on another machine."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--key-file", type=Path, default=os.environ.get("AUDIT_KEY_FILE"))

    def handle(self, *, file, key_file, **options):
        if not key_file:
            raise CommandError("Give the signing key with --key-file or AUDIT_KEY_FILE.")
        with connection.cursor() as cursor:
            cursor.execute(END_OF_CHAIN)
            row = cursor.fetchone()
        if row is None:
            raise CommandError("The audit trail is empty: there is nothing to anchor.")
        try:
            anchor = append_anchor(file, Path(key_file).read_bytes(), Anchor(*row))
        except BrokenAnchor as error:
            raise CommandError(f"{file}: {error}; the file was changed by hand.") from error
        self.stdout.write(f"event {anchor.seq} anchored in {file}")
