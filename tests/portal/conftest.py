"""Tables that only the tests of the portal's machinery have."""

import pytest
from django.db import connection

from tests.portal.people import HERE, THERE, Person, Place


@pytest.fixture
def people():
    """Sixty people at two places; every fourth has no grade."""
    with connection.schema_editor() as editor:
        editor.create_model(Place)
        editor.create_model(Person)
    here = Place.objects.create(id=HERE, name="Hạ Long", path="/a/")
    there = Place.objects.create(id=THERE, name="Cẩm Phả", path="/b/")
    Person.objects.bulk_create(
        Person(name=f"P{n:02d}", place=(here, there)[n % 2], grade=n % 4 or None)
        for n in range(60)
    )
    return Person.objects
