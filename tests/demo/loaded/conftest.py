"""The demo province, loaded once for all tests of this folder and rolled back after them."""

import re

import pytest
from django.db import connection, transaction

from demo import province

PEOPLE = 4_600
STRUCTURE = """
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND convalidated
    UNION ALL
    SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)
      FROM pg_trigger WHERE NOT tgisinternal
"""


# PostgreSQL prints a condition with other casts once it has been read back from print.
CASTS = re.compile(r"::(text|character varying)(\[\])?|[()\s]")


def structure() -> set[tuple]:
    """Constraints, indexes and triggers of the database as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(STRUCTURE)
        return {(*where, CASTS.sub("", what)) for *where, what in cursor.fetchall()}


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """The province in the database, with what the load told and the structure before it."""
    with django_db_blocker.unblock(), transaction.atomic():
        before = structure()
        told = []
        result = province.load(people=PEOPLE, tell=told.append)
        yield result, before, told
        transaction.set_rollback(True)
