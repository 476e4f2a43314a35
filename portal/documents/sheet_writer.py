"""The process that `write_xlsx_apart` starts: rows come by its standard input."""

import pickle
import sys
from collections.abc import Iterable
from dataclasses import replace

from portal.documents.sheets import write_xlsx


def _received(pipe) -> Iterable[list]:
    """The rows as they come; the pipe is our own parent's, so pickle may be trusted."""
    while (rows := pickle.load(pipe)) is not None:
        yield from rows


def main(path: str) -> None:
    pipe = sys.stdin.buffer
    sheet, info = pickle.load(pipe)
    write_xlsx(path, [replace(sheet, rows=_received(pipe))], info=info)


if __name__ == "__main__":
    main(sys.argv[1])
