"""Queries that are compiled once: the same answers as the queryset gives, for each question its own."""

import pytest

from participation.compiled import Compiled
from participation.models import Phase, Proposal
from participation.proposals.models.proposal import running_phases
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
