"""A list of people for the tests of lists: a public part, an evaluated and a planned one."""

import re
import uuid
from html import unescape

from django.apps.registry import Apps
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import models
from django.test import RequestFactory
from django.utils import translation

from governance.actor import Actor, GrantFact, acting
from governance.classes import DataClass
from portal.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    ListFilter,
    ListPage,
    NumberFilter,
    ScopedIdFilter,
    TextFilter,
    YesNoFilter,
)
from portal.models import Account
from tests.factories.portal import AccountFactory

TESTS = Apps()
HERE, THERE, NEVER = (uuid.UUID(int=n) for n in (1, 2, 3))


class Place(models.Model):
    DATA_CLASS = DataClass.BASIC
    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=40)
    path = models.CharField(max_length=40)

    class Meta:
        app_label = "tests"
        apps = TESTS

    def __str__(self):
        return self.name


class Person(models.Model):
    """A row with a public part, an evaluated part and a planned part."""

    DATA_CLASS = DataClass.BASIC
    FIELD_CLASS = {"grade": DataClass.EVALUATION, "planned": DataClass.PLANNING}
    name = models.CharField(max_length=60, db_collation="C")
    place = models.ForeignKey(Place, models.PROTECT)
    grade = models.IntegerField(null=True)
    planned = models.CharField(max_length=20, blank=True)
    active = models.BooleanField(default=True)
    since = models.DateField(null=True)

    class Meta:
        app_label = "tests"
        apps = TESTS

    def __str__(self):
        return self.name


def places_of(actor):
    return Place.objects.filter(path__startswith=actor.grants[0].path if actor.grants else "-")


class PersonFilter(ListFilter):
    name = TextFilter("name", label="Name")
    plan = ChoiceFilter("planned", choices=[("", "-"), ("s", "Secretary")], label="Plan")
    grade = NumberFilter("grade", label="Grade")
    active = YesNoFilter("active", label="Active")
    since = DateFilter("since", lookup_expr="gte", label="Since")
    place = ScopedIdFilter(
        "place",
        rows=places_of,
        find=lambda rows, text: rows.filter(name__icontains=text),
        unknown="Unknown unit.",
        label="Unit",
    )

    class Meta:
        model = Person
        fields = []


class PersonList(ListPage):
    key = "people"
    title = "Cán bộ"
    columns = (
        Column("name", "Full name", sort=("name",), url=lambda row: f"/p/{row.pk}", always=True),
        Column("place", "Unit", value="place.name", sort=("place__name", "name")),
        Column("grade", "Grade", sort=("-grade",)),
        Column("planned", "Plan", default=False),
        Column("since", "Since", sort=("since",), css="r"),
    )
    filterset = PersonFilter
    default_sort = "name"
    search_placeholder = "Name"

    def queryset(self, actor):
        return Person.objects.select_related("place")

    def search(self, queryset, text):
        return queryset.filter(name__icontains=text)


class PathList(PersonList):
    key = "people-by-path"
    scope_paths = {DataClass.EVALUATION: "place__path"}


def actor_for(account, *classes, path="/", hat="ORG_OFFICER"):
    grants = [GrantFact(hat, path, frozenset(map(str, classes)), frozenset({"view"}))]
    return Actor(account.pk, account.username, hat, tuple(grants if classes else []))


ALL = tuple(DataClass)


def ask(query="", *, page=PersonList, account=None, actor=None, classes=ALL, **headers):
    account = account or Account.objects.first() or AccountFactory()
    request = RequestFactory().get("/people/" + query, headers=headers)
    request.user, request.LANGUAGE_CODE = account, "en"
    request.actor = actor or actor_for(account, *classes)
    request.session, request.resolver_match = {}, None
    request._messages = FallbackStorage(request)
    with acting(request.actor), translation.override("en"):
        return page(request).response()


def text_of(answer):
    return unescape(answer.content.decode())


def names_in(answer):
    return re.findall(
        r'<th scope="row"[^>]*><a href="/p/\d+">([^<]*)</a>', answer.content.decode()
    )


def link(answer, rel):
    found = re.search(rf'rel="{rel}" href="([^"]*)"', answer.content.decode())
    return unescape(found[1]).partition("/people/")[2] if found else ""
