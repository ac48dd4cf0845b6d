"""What the pages that a crowd reads ask of the database: as much for thirty rows as for one, and not much."""

import pytest
from django.test import Client

from tests.factories.people import UserFactory
from tests.factories.talk import CommentFactory, ProposalFactory, SupportFactory

pytestmark = pytest.mark.django_db

VISITOR, RESIDENT = 8, 12
# Session and person take three at most; the proposal with its phases, the identity and the row one each.
SUPPORT, SUPPORT_CARD = 6, 8


@pytest.fixture
def proposal():
    return ProposalFactory()


@pytest.mark.parametrize("rows", [1, 30])
def test_proposal_page_with_comments_of_many_people(
    proposal, alice, log_in, django_assert_max_num_queries, rows
):
    for _each in range(rows):
        comment = CommentFactory(thread=proposal.thread, author=UserFactory())
        CommentFactory(thread=proposal.thread, parent=comment, author=UserFactory())
        SupportFactory(proposal=proposal)
    with django_assert_max_num_queries(VISITOR):
        Client().get(proposal.get_absolute_url())
    resident = log_in(alice)
    resident.get(proposal.get_absolute_url())
    with django_assert_max_num_queries(RESIDENT):
        resident.get(proposal.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 30])
def test_list_of_proposals(proposal, alice, log_in, django_assert_max_num_queries, rows):
    ProposalFactory.create_batch(rows - 1, process=proposal.process)
    address = f"/processes/{proposal.process.slug}/proposals/"
    with django_assert_max_num_queries(VISITOR):
        Client().get(address)
    resident = log_in(alice)
    resident.get(address)
    with django_assert_max_num_queries(RESIDENT):
        resident.get(address)


@pytest.mark.parametrize("card", [False, True])
def test_support_asks_little_of_the_database(proposal, alice, log_in, django_assert_max_num_queries, card):
    resident = log_in(alice)
    resident.post(f"/proposals/{ProposalFactory().pk}/support/")
    headers = {"HX-Request": "true"} if card else {}
    with django_assert_max_num_queries(SUPPORT_CARD if card else SUPPORT):
        resident.post(f"/proposals/{proposal.pk}/support/", headers=headers)
    assert proposal.supports.get().identity == alice.identity
