"""Giving and withdrawing support: who may, when, and once a person."""

import pytest
from django.core.exceptions import PermissionDenied

from participation.clock import database_now
from participation.models import Support
from participation.proposals.actions import give_support, withdraw_support
from tests.factories.talk import ProposalFactory, SupportFactory, close_phases

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    return ProposalFactory()


def test_resident_supports_once_however_often_she_asks(alice, proposal):
    give_support(user=alice, proposal=proposal)
    give_support(user=alice, proposal=proposal)
    assert proposal.supports.get().identity == alice.identity


def test_resident_takes_her_support_back(alice, proposal):
    SupportFactory(proposal=proposal)
    give_support(user=alice, proposal=proposal)
    withdraw_support(user=alice, proposal=proposal)
    assert proposal.supports.count() == 1


@pytest.mark.parametrize("act", [give_support, withdraw_support])
def test_outsider_is_refused_with_the_reason(charlie, proposal, act):
    with pytest.raises(PermissionDenied, match="Show that you live here first"):
        act(user=charlie, proposal=proposal)
    assert not Support.objects.exists()


@pytest.mark.parametrize("act", [give_support, withdraw_support])
def test_support_stands_still_when_the_phase_is_over(alice, proposal, act):
    SupportFactory(proposal=proposal, identity=alice.identity)
    close_phases(proposal.process)
    with pytest.raises(PermissionDenied, match="time for giving support"):
        act(user=alice, proposal=proposal)
    assert Support.objects.count() == 1


def test_blocked_resident_is_refused(alice, proposal):
    alice.blocked_at = database_now()
    with pytest.raises(PermissionDenied, match="blocked"):
        give_support(user=alice, proposal=proposal)


def test_hidden_proposal_takes_no_support(alice):
    with pytest.raises(PermissionDenied, match="cannot be supported"):
        give_support(user=alice, proposal=ProposalFactory(hidden_at=database_now()))


def test_proposal_of_an_unpublished_process_takes_no_support(alice):
    with pytest.raises(PermissionDenied):
        give_support(user=alice, proposal=ProposalFactory(process__published_at=None))


def support_address(proposal, withdraw=False):
    return f"/proposals/{proposal.pk}/support/" + ("withdraw/" if withdraw else "")


def test_button_works_without_javascript(log_in, alice, proposal):
    client = log_in(alice)
    page = client.post(support_address(proposal), follow=True).content.decode()
    assert "Take back my support" in page
    assert proposal.supports.count() == 1
    page = client.post(support_address(proposal, withdraw=True), follow=True).content.decode()
    assert "Support this" in page
    assert proposal.supports.count() == 0


def test_button_with_htmx_gets_the_card_alone(log_in, alice, proposal):
    answer = log_in(alice).post(support_address(proposal), headers={"HX-Request": "true"})
    card = answer.content.decode()
    assert card.lstrip().startswith('<div class="side-card')
    assert "Take back my support" in card
    assert ">1<" in card


def test_button_with_htmx_says_the_number_after_each_press(log_in, alice, proposal):
    SupportFactory(proposal=proposal)
    client, headers = log_in(alice), {"HX-Request": "true"}

    def number(**more):
        card = client.post(support_address(proposal, **more), headers=headers).content.decode()
        return card.split("stat__value")[1].split(">")[1].split("<")[0], "Take back" in card

    assert number() == ("2", True)
    assert number() == ("2", True)  # a second press changes nothing
    assert number(withdraw=True) == ("1", False)
    assert number(withdraw=True) == ("1", False)


def test_button_with_htmx_says_why_not_and_the_same_number(log_in, charlie, proposal):
    SupportFactory(proposal=proposal)
    card = log_in(charlie).post(support_address(proposal), headers={"HX-Request": "true"}).content.decode()
    assert "Show that you live here" in card
    assert ">1<" in card


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_press_asks_twice_beside_who_is_there(
    log_in, alice, proposal, headers, django_assert_max_num_queries
):
    """One query before the support and the one that writes it; the others say who presses."""
    client = log_in(alice)
    with django_assert_max_num_queries(6):
        client.post(support_address(proposal), headers=headers)


def test_outsider_reads_why_on_the_page(log_in, charlie, proposal):
    page = log_in(charlie).post(support_address(proposal), follow=True).content.decode()
    assert "Show that you live here first" in page
    assert not Support.objects.exists()


def test_visitor_is_sent_to_log_in(client, proposal):
    answer = client.post(support_address(proposal))
    assert answer.status_code == 302
    assert "login" in answer.url
    assert proposal.get_absolute_url() in answer.url.replace("%2F", "/")


def test_support_is_never_given_by_a_get(log_in, alice, proposal):
    assert log_in(alice).get(support_address(proposal)).status_code == 405


def test_support_needs_the_pages_own_token(alice, proposal):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.post(support_address(proposal)).status_code == 403
