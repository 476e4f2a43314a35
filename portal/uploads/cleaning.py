"""Hand a stranger's file to the limited child and take back what it made of it."""

import subprocess
import sys
import tempfile
from pathlib import Path

from portal.uploads.kinds import LIMITS, SENTENCES, Purpose, refused

CLEANER = Path(__file__).with_name("cleaner.py")
PATIENCE = 40  # seconds; the child's own limit of processor time is shorter


def cleaned(chunks, *, kind: str, purpose: str) -> bytes:
    """The file made anew; `ValidationError` with a plain sentence when it is refused."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
        for chunk in chunks:
            given.write(chunk)
        given.seek(0)
        try:
            child = subprocess.run(
                [
                    sys.executable,
                    "-I",
                    str(CLEANER),
                    kind,
                    str(purpose),
                    str(LIMITS[Purpose(purpose)].most_pages),
                ],
                stdin=given,
                stdout=made,
                stderr=subprocess.PIPE,
                timeout=PATIENCE,
                env={},
                cwd="/",
            )
        except subprocess.TimeoutExpired as error:
            raise refused("too_hard") from error
        code = child.stderr.decode("ascii", "replace").strip().rpartition("\n")[2]
        if child.returncode == 3 and code in SENTENCES:
            raise refused(code)
        made.seek(0)
        content = made.read()
        if child.returncode or not content:
            raise refused("too_hard")
        return content
