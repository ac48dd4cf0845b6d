"""Queries that are compiled once: the same answers as the queryset gives, for each question its own."""

import pytest
from django.db.models import Subquery

from participation.compiled import Compiled
from participation.models import Area, Identity, Phase, Proposal
from participation.proposals.models.proposal import running_phases
from tests.factories.people import IdentityFactory, ward
from tests.factories.talk import ProposalFactory

NAMES = ("pk", "title", "published_at", "running")


def rows(pk):
    return Proposal.objects.filter(pk=pk).annotate(running=running_phases()).values_list(*NAMES)


def test_answers_as_the_queryset_for_each_number(db, django_assert_num_queries):
    asked = Compiled(1, rows)
    first, second = ProposalFactory(), ProposalFactory()
    for proposal in (first, second, first):
        with django_assert_num_queries(1):
            found = asked.first(proposal.pk)
        assert found == rows(proposal.pk).get()


def test_nothing_for_a_number_that_is_not_there(db):
    assert Compiled(1, rows).first(0) is None


def test_the_clock_is_asked_each_time(db):
    asked, proposal = Compiled(1, rows), ProposalFactory()
    running = asked.first(proposal.pk)[-1]
    assert running
    Phase.objects.filter(process=proposal.process).delete()
    assert asked.first(proposal.pk)[-1] == []


def test_number_that_stands_nowhere_in_the_query_is_refused(db):
    with pytest.raises(ValueError, match="each number"):
        Compiled(2, lambda pk, other: rows(pk)).first(1, 2)


def test_makes_the_objects_that_the_queryset_makes_with_what_is_selected_along(db, django_assert_num_queries):
    def people(key):
        running = Proposal.objects.filter(pk=key).values("title")[:1]
        found = Identity.objects.filter(pk=key).annotate(title=Subquery(running))
        return found.select_related("area__parent", "user").defer("area__about")

    town = Area.objects.create(kind=Area.Kind.CITY, name="Town", slug="town")
    quay = Area.objects.create(kind=Area.Kind.NEIGHBOURHOOD, name="Quay", slug="quay", parent=town)
    asked = Compiled(1, people)
    for person in (IdentityFactory(area=quay), IdentityFactory(area=ward("Harbour ward")), IdentityFactory()):
        with django_assert_num_queries(1):
            found = asked.first(person.pk)
            assert (found.area, found.area.parent) == (person.area, person.area.parent)
            assert (found.user, found.title) == (person.user, None)
        assert found.get_deferred_fields() == set()
        assert found.area.get_deferred_fields() == {"about"}
        assert found == people(person.pk).get()


def test_all_gives_each_object_in_the_order_of_the_queryset_for_the_text_that_is_asked(db):
    asked = Compiled(0, lambda name: Area.objects.filter(name=name).order_by("-pk"), texts=1)
    for slug in ("one", "two"):
        Area.objects.create(name="Quay, 100%", slug=slug)
    Area.objects.create(name="Mill", slug="mill")
    assert [area.slug for area in asked.all("Quay, 100%")] == ["two", "one"]
    assert [area.slug for area in asked.all("Mill")] == ["mill"]
    assert asked.all("' OR 1=1 --") == []
