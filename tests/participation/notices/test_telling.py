"""Who is told what: followers of a thing and of what it is part of, once each, in words for the reader."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from participation.clock import database_now
from participation.models import Follow, Notice
from participation.notices.actions import follow, tell, tell_followers, unfollow
from participation.notices.topic import unread_topic
from participation.proposals.actions import change_status, publish_proposal
from tests.factories.people import UserFactory, ward
from tests.factories.talk import ProcessFactory, ProposalFactory, category
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db


def page_of(client) -> str:
    return client.get(reverse("notice_list")).content.decode()


def test_author_follows_their_own_proposal_and_hears_of_its_status(alice, carol, log_in):
    proposal = publish_proposal(
        author=alice,
        process=ProcessFactory(),
        area=ward("Harbour ward"),
        category=category(),
        title="A bench",
        what="Put it there.",
        why="To sit.",
    )
    change_status(actor=carol, proposal=proposal, status="accepted", reason="Good.")
    assert "“A bench” has a new status: Accepted" in page_of(log_in(alice))


def test_followers_of_process_and_area_hear_of_a_proposal_once(alice, charlie):
    proposal = ProposalFactory()
    follow(user=alice, thing=proposal)
    follow(user=alice, thing=proposal.process)
    follow(user=charlie, thing=proposal.process)
    tell_followers(thing=proposal, event="proposal-status", facts={"status": "done"})
    assert sorted(Notice.objects.values_list("person", flat=True)) == sorted([alice.pk, charlie.pk])


def test_the_actor_and_blocked_people_are_not_told(alice, charlie):
    proposal = ProposalFactory()
    charlie.blocked_at = database_now()
    charlie.save()
    tell(
        people=[alice, charlie],
        thing=proposal,
        event="proposal-status",
        facts={"status": "done"},
        actor=alice,
    )
    assert not Notice.objects.exists()


def test_notice_of_a_hidden_thing_says_nothing_of_it(alice, log_in):
    proposal = ProposalFactory(title="Secret garden")
    tell(people=[alice], thing=proposal, event="proposal-status", facts={"status": "done"})
    proposal.hidden_at = database_now()
    proposal.save()
    page = page_of(log_in(alice))
    assert "Secret garden" not in page
    assert "no longer shown" in page


def test_unread_stands_in_the_head_until_read(alice, log_in, django_capture_on_commit_callbacks):
    tell(people=[alice], thing=ProposalFactory(), event="proposal-status", facts={"status": "done"})
    client = log_in(alice)
    assert "Mark all as read" in page_of(client)
    shown, hidden = (
        f'data-live-shown="{unread_topic(alice.pk)} unread"{state}>' for state in ("", " hidden")
    )
    assert shown in client.get("/processes/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("notices_read"))
    assert hidden in client.get("/processes/").content.decode()
    assert Notice.objects.unread().count() == 0


def test_one_is_marked_by_post_and_only_ones_own(alice, charlie, log_in):
    tell(people=[alice], thing=ProposalFactory(), event="proposal-status", facts={"status": "done"})
    notice = Notice.objects.get()
    address = reverse("notice_read", args=[notice.pk])
    log_in(charlie).post(address)
    assert log_in(alice).get(address).status_code == 405
    notice.refresh_from_db()
    assert notice.read_at is None
    log_in(alice).post(address)
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_follow_button_follows_and_stops(alice, log_in):
    proposal, client = ProposalFactory(), log_in(alice)
    assert "Follow</button>" in client.get(proposal.get_absolute_url()).content.decode()
    client.post(reverse("follow", args=["proposal", proposal.pk]))
    client.post(reverse("follow", args=["proposal", proposal.pk]))
    assert Follow.objects.filter(person=alice).count() == 1
    assert "Stop following" in client.get(proposal.get_absolute_url()).content.decode()
    client.post(reverse("unfollow", args=["proposal", proposal.pk]))
    assert not Follow.objects.exists()


def test_nobody_follows_what_they_cannot_see(alice, bob, log_in):
    hidden = ProposalFactory(hidden_at=database_now())
    assert log_in(alice).post(reverse("follow", args=["proposal", hidden.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        follow(user=alice, thing=hidden)
    follow(user=bob, thing=hidden)
    assert Follow.objects.get().person == bob


def test_visitors_and_blocked_people_do_not_follow(client, charlie, log_in):
    proposal = ProposalFactory()
    address = reverse("follow", args=["proposal", proposal.pk])
    assert client.post(address).url.startswith(reverse("account_login"))
    blocked = log_in(charlie)
    charlie.blocked_at = database_now()
    charlie.save()
    blocked.post(address)
    assert not Follow.objects.exists()
    unfollow(user=charlie, thing=proposal)


def test_list_asks_the_same_for_1_and_30(alice, log_in):
    client = log_in(alice)
    tell(people=[alice], thing=ProposalFactory(), event="proposal-status", facts={"status": "done"})
    page_of(client)
    one = queries_of(client, reverse("notice_list"))
    for _each in range(24):
        tell(
            people=[alice],
            thing=ProposalFactory(),
            event="proposal-status",
            facts={"status": "done"},
            actor=UserFactory(),
        )
    assert queries_of(client, reverse("notice_list")) == one <= 12
