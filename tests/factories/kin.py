"""Relatives in related posts, and findings about them."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from cadres import models
from tests.factories import cadres as make
from tests.factories.record import FamilyMemberFactory


def pair(*, unit, groups=("head", "deputy_head"), relation="anh_chi_em", since=None, mark=""):
    """Two relatives who hold two posts of a unit: the assignments, in the order of their ids."""
    body = make.UnitFactory(parent=unit, kind="so", block="government")
    posts = []
    for number, group in enumerate(groups):
        title = make.TitleFactory(group=group, precedence=10 + number)
        cadre = make.CadreFactory(unit=unit, full_name=f"Lê Văn Thân {number} {mark}".strip())
        seat = make.SeatFactory(unit=body, title=title)
        posts.append(make.AssignmentFactory(cadre=cadre, seat=seat))
    tie = FamilyMemberFactory(
        cadre=posts[0].cadre, relation=relation, relative=posts[1].cadre, full_name="Thân nhân"
    )
    return posts, tie


class ConflictFactory(DjangoModelFactory):
    """A head and a deputy of one body who are brothers, found and not explained."""

    class Meta:
        model = models.ConflictFinding
        exclude = ["unit", "mark", "made"]

    unit = factory.SubFactory(make.UnitFactory)
    mark = ""
    made = factory.LazyAttribute(lambda o: pair(unit=o.unit, mark=o.mark))
    rule = "KIN-03"
    first_post = factory.LazyAttribute(lambda o: sorted(o.made[0], key=lambda a: a.pk)[0])
    second_post = factory.LazyAttribute(lambda o: sorted(o.made[0], key=lambda a: a.pk)[1])
    kin = "sibling"
    evidence = factory.LazyAttribute(lambda o: o.made[1])
    found_on = date(2026, 11, 2)
    source = "Regulation 114-QĐ/TW of 11/07/2023"

    class Params:
        explained = factory.Trait(
            state="explained",
            explanation="Bố trí trước khi có quy định, đang rà soát",
            explained_by="account:someone",
            explained_by_name="Lê Thị Giải Trình",
            explained_on=date(2026, 11, 5),
        )
