"""Bulk writing: rows go to PostgreSQL by COPY in chunks, so memory stays flat at any size.

While they go, indexes and constraints of the tables are away; they come back, and are validated,
in the same transaction. The audit trail gets one baseline per table instead of a line per row.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from queue import Queue
from random import Random
from threading import Thread

from django.db import connection, models

CHUNK = 5_000
NULL = "\\N"


def literal(value) -> str:
    """A value as COPY's text format writes it."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    text = "{}" if value in ({}, []) else str(value)
    return (
        text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    )


class Stream:
    """Rows of one table on their way; fields not named take the model's default."""

    def __init__(
        self, model: type[models.Model], fields: tuple[str, ...], send: Callable, table: str = ""
    ):
        named = [model._meta.get_field(name) for name in fields]
        others = [
            field
            for field in model._meta.concrete_fields
            if field not in named and not field.has_db_default() and not field.generated
        ]
        self.model = model
        self.table = table or model._meta.db_table
        self.columns = [field.column for field in (*named, *others)]
        self.tail = "".join(f"\t{literal(field.get_default())}" for field in others) + "\n"
        self.width = len(fields)
        self.send = send
        self.lines: list[str] = []
        self.rows = 0
        self.fingerprint = sha256()

    def add(self, *values: str) -> None:
        """One row; values are text already escaped (`literal`), in the order of the fields."""
        self.lines.append("\t".join(values))
        if len(self.lines) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        if not self.lines:
            return
        data = (self.tail.join(self.lines) + self.tail).encode()
        self.rows += len(self.lines)
        self.lines.clear()
        self.fingerprint.update(data)
        self.send(self, data)


class Sender(Thread):
    """Sends chunks while the next ones are made: two processors work instead of one."""

    WAITING = 8  # chunks; more would only fill memory

    def __init__(self):
        super().__init__(daemon=True)
        self.chunks: Queue = Queue(self.WAITING)
        self.error: BaseException | None = None
        connection.ensure_connection()
        self.cursor = connection.connection.cursor()

    def run(self) -> None:
        while chunk := self.chunks.get():
            try:
                if self.error is None:
                    self.cursor.copy_expert(chunk[0], BytesIO(chunk[1]))
            except BaseException as error:
                self.error = error

    def send(self, statement: str, data: bytes) -> None:
        if self.error:
            raise self.error
        self.chunks.put((statement, data))

    def finish(self) -> None:
        """Wait until everything is sent; say what went wrong."""
        self.chunks.put(None)
        self.join()
        self.cursor.close()
        if self.error:
            raise self.error


class Copier:
    """All streams of a load. Nothing else may use the connection while it is open."""

    def __init__(self, *, dry: bool = False):
        self.dry = dry
        self.streams: list[Stream] = []
        self.asides: list[Stream] = []
        self.sender: Sender | None = None

    def stream(self, model: type[models.Model], *fields: str) -> Callable:
        """A function that takes one row of a model, fields in this order."""
        stream = Stream(model, fields, self._send)
        self.streams.append(stream)
        return stream.add

    def aside(self, model: type[models.Model], table: str, *fields: str) -> Callable:
        """The same into a passing table beside the model's own, emptied with the transaction."""
        stream = Stream(model, fields, self._send, table)
        self.asides.append(stream)
        return stream.add

    def open_asides(self) -> None:
        """Make the passing tables; they take any row."""
        with connection.cursor() as cursor:
            for stream in self.asides:
                source = stream.model._meta.db_table
                cursor.execute(
                    f'CREATE TEMP TABLE "{stream.table}" ON COMMIT DROP AS'
                    f' SELECT * FROM "{source}" WITH NO DATA'
                )

    def _send(self, stream: Stream, data: bytes) -> None:
        if self.sender:
            columns = ", ".join(f'"{column}"' for column in stream.columns)
            self.sender.send(f'COPY "{stream.table}" ({columns}) FROM STDIN', data)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Send rows for the length of the block; at its end all have arrived."""
        if not self.dry:
            self.sender = Sender()
            self.sender.start()
        try:
            yield
            for stream in (*self.streams, *self.asides):
                stream.flush()
        finally:
            if self.sender:
                self.sender.finish()
                self.sender = None

    def counts(self) -> dict[str, int]:
        return {stream.table: stream.rows for stream in self.streams}

    def fingerprint(self) -> str:
        """The same for the same seed and size, whatever the machine."""
        whole = sha256()
        for stream in (*self.streams, *self.asides):
            whole.update(f"{stream.table} {stream.fingerprint.hexdigest()}\n".encode())
        return whole.hexdigest()


class Identifiers:
    """UUIDs that rise, so that primary keys grow at their right edge, and cannot be guessed."""

    def __init__(self, rng: Random):
        self.draw = rng.getrandbits
        self.last = 0x0199_0000_0000

    def __call__(self) -> str:
        self.last += 1
        bits = self.draw(74)
        head, tail = f"{self.last:012x}", f"{bits & 0x3FFFFFFFFFFFFFFF | 0x8000000000000000:016x}"
        return f"{head[:8]}-{head[8:]}-8{bits >> 62:03x}-{tail[:4]}-{tail[4:]}"


CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u', 'x')
    ORDER BY contype = 'f', conname
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
    ORDER BY 1
"""


@contextmanager
def bare_tables(
    tables: list[str], tell: Callable[[str], None], *, then: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Take indexes, keys and audit triggers off empty tables; put all back, validated.

    `then` is done once all that is unique or exclusive is back; plain indexes and foreign keys
    come after it, so that rows sent before may already name rows that it makes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute("SET LOCAL work_mem = '96MB'")
        cursor.execute(CONSTRAINTS, [tables])
        constraints = cursor.fetchall()
        cursor.execute(INDEXES, [tables])
        indexes = cursor.fetchall()
        cursor.execute("SELECT tbl FROM audit.watched WHERE tbl = ANY(%s) ORDER BY tbl", [tables])
        watched = [row[0] for row in cursor.fetchall()]
        for table in watched:
            cursor.execute("SELECT audit.unwatch(%s)", [table])
        for table, name, _definition in reversed(constraints):
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        tell("building indexes")
        put_back(cursor, [definition for _name, definition in indexes if is_unique(definition)])
        put_back(cursor, [added(c) for c in constraints if not is_foreign_key(c)])
        for table in (t for t in tables if t.startswith("cadres_")):
            cursor.execute(f"ANALYZE {table}")
        then()
        tell("validating constraints")
        put_back(cursor, [d for _name, d in indexes if not is_unique(d)])
        put_back(cursor, [added(c) for c in constraints if is_foreign_key(c)])
        tell("taking the audit baselines")
        for table in watched:
            cursor.execute("SELECT audit.watch(%s)", [table])
        for table in tables:
            cursor.execute(f"ANALYZE {table}")


def put_back(cursor, statements: list[str]) -> None:
    for statement in statements:
        cursor.execute(statement)


def added(constraint: tuple[str, str, str]) -> str:
    table, name, definition = constraint
    return f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'


def is_foreign_key(constraint: tuple[str, str, str]) -> bool:
    return constraint[2].startswith("FOREIGN KEY")


def is_unique(definition: str) -> bool:
    return definition.startswith("CREATE UNIQUE")
