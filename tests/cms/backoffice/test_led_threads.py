"""The list of discussions that facilitators slowed, locked or read first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from participation.clock import database_now
from participation.models import Thread
from tests.factories.talk import ProposalFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/moderation/discussions/"


def led(mode="slow", hours=2):
    proposal = ProposalFactory()
    until = database_now() + timedelta(hours=hours)
    Thread.objects.filter(pk=proposal.thread_id).update(mode=mode, mode_until=until)
    return proposal


def test_facilitator_and_auditor_see_what_is_limited_now_and_the_way_there(log_in, bob, audrey):
    locked, over, plain = led("locked"), led("slow", hours=-1), ProposalFactory()
    for person in (bob, audrey):
        page = log_in(person).get(ADDRESS).content.decode()
        assert locked.title in page
        assert over.title not in page
        assert plain.title not in page
        assert reverse("thread_lead", args=[locked.thread_id]) in page


@pytest.mark.parametrize("who", ["alice", "charlie", "carol", "fiona"])
def test_others_do_not_see_the_list(who, request, log_in):
    assert log_in(request.getfixturevalue(who)).get(ADDRESS).status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 20])
def test_list_asks_as_often_for_one_as_for_many(count, bob, log_in, django_assert_max_num_queries):
    for _each in range(count):
        led()
    client = log_in(bob)
    client.get(ADDRESS)
    with django_assert_max_num_queries(18):
        assert len(client.get(ADDRESS).context["rows"]) == count
