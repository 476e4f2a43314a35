"""What the tests of use cases ask of refusals, of the trail and of the stored rows."""

from django.db import connection

from governance.models import AuditEvent
from tests.factories.inspection import InspectionFactory, RecommendationFactory


def codes(refusal):
    return [finding.code for finding in refusal.value.findings]


def told(action):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return set(AuditEvent.objects.filter(action=action).values_list("op", flat=True))


def state_of(row):
    return type(row).objects.get(pk=row.pk).state


def owed(here, **values):
    """A recommendation of a concluded inspection."""
    inspection = InspectionFactory(**here, concluded=True)
    return RecommendationFactory(finding__inspection=inspection, **values)
