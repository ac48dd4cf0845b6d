"""Whose basket is not cast hears of it once before the end; nothing tells what is in it, or who voted how."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from budgeting.ballots.actions import read_draft, remind_of_drafts, save_draft
from budgeting.ballots.due import run_due
from budgeting.ballots.paper.actions import give_paper_ballot
from budgeting.models import BallotDraft, DraftReminder
from budgeting.rounds.keys import destroy_key
from participation.accounts.rules import identity_of
from participation.clock import database_now
from participation.models import Identity, Notice, User
from participation.notices.choosing import choose_mail
from participation.notices.due import run_due as send_mail
from participation.notices.tasks import send_digest
from tests.factories.people import IdentityFactory
from tests.factories.rounds import cast, ended, move, open_round

pytestmark = pytest.mark.django_db


def drafted(round, identity, choices=(1,), basket=""):
    save_draft(round=round, identity=identity, choices=choices, arrived_at=database_now(), basket=basket)
    return identity


def ending(round, hours: float):
    return move(round, end=timedelta(hours=hours))


def told() -> list[int]:
    notices = Notice.objects.filter(event="ballot-not-in").order_by("pk")
    return list(notices.values_list("person", flat=True))


def test_people_with_a_draft_are_reminded_once_and_others_are_not(alice):
    round = open_round()
    begun = drafted(round, identity_of(alice))
    changing, done = IdentityFactory(), IdentityFactory()
    cast(round, [1], changing)
    drafted(round, changing, [2])
    drafted(round, done, [2])
    cast(round, [2], done)
    IdentityFactory()
    ending(round, 47)
    assert "reminded 2 people" in run_due()
    assert sorted(told()) == sorted([begun.user_id, changing.user_id])
    for hours in (47, 5):
        ending(round, hours)
        assert run_due() == ""
    assert len(told()) == 2


def test_who_was_given_a_paper_ballot_since_is_not_reminded(alice, carol):
    round = open_round(paper_rule="paper")
    drafted(round, identity_of(alice))
    give_paper_ballot(actor=carol, round=round, identity=identity_of(alice))
    ending(round, 47)
    assert run_due() == ""
    assert told() == []


def test_who_begins_in_the_last_days_is_reminded_on_the_last(alice):
    round = ending(open_round(), 47)
    run_due()
    drafted(round, identity_of(alice))
    assert run_due() == ""
    ending(round, 5)
    assert "reminded 1 people" in run_due()
    assert told() == [alice.pk]


@pytest.mark.parametrize("hours", [49, -1])
def test_nobody_is_reminded_early_or_after_the_end(alice, hours):
    round = open_round()
    drafted(round, identity_of(alice))
    ending(round, hours) if hours > 0 else ended(round)
    assert run_due() == ""
    assert told() == []


def test_a_basket_that_says_what_the_ballot_says_or_nothing_is_no_draft(alice):
    round, voter = open_round(), identity_of(alice)
    drafted(round, voter, [])
    assert not BallotDraft.objects.exists()
    cast(round, [1], voter)
    drafted(round, voter, [2])
    drafted(round, voter, [1])
    assert not BallotDraft.objects.exists()
    drafted(round, voter, [])
    assert read_draft(round=round, identity=voter) == ()


def test_the_basket_of_a_session_by_code_is_kept_and_reminds_nobody(alice):
    """Or saving a guess there would tell whether it is what the person chose elsewhere."""
    round, voter = ending(open_round(), 5), identity_of(alice)
    cast(round, [1], voter)
    drafted(round, voter, [1], basket="of this session")
    assert BallotDraft.objects.count() == 1
    run_due()
    assert told() == []


def test_blocked_and_erased_people_and_other_rounds_are_left_out(alice):
    round, other = ending(open_round(), 5), open_round()
    drafted(round, identity_of(alice))
    gone = drafted(round, IdentityFactory())
    Identity.objects.filter(pk=gone.pk).update(user=None)
    drafted(ending(other, 60), IdentityFactory())
    User.objects.filter(pk=alice.pk).update(blocked_at=database_now())
    run_due()
    assert told() == []


def test_the_mail_comes_as_chosen_and_says_nothing_about_choices(alice):
    round = open_round()
    drafted(round, identity_of(alice), [3])
    never = drafted(round, IdentityFactory())
    for person, often in ((alice, "now"), (never.user, "never")):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        choose_mail(user=person, how_often=often)
    ending(round, 47)
    run_due()
    Notice.objects.update(told_at=database_now() - timedelta(days=1))
    send_mail()
    for task in DBTaskResult.objects.ready():
        send_digest.func(*task.args_kwargs["args"])
    [message] = [each for each in mail.outbox if alice.email in each.to]
    assert "something on your ballot is not cast yet" in message.body
    assert reverse("ballot", args=[round.process.slug]) in message.body
    assert not [each for each in mail.outbox if never.user.email in each.to]
    for words in ("Project 3", "Project", "draft"):
        assert words not in message.body
    notice = Notice.objects.get(event="ballot-not-in", person=alice)
    assert notice.facts.keys() == {"end", "slug"}


def test_one_wording_for_a_first_ballot_and_for_a_change(alice):
    round, changing = open_round(), IdentityFactory()
    cast(round, [1], changing)
    drafted(round, changing, [2])
    drafted(round, identity_of(alice))
    ending(round, 5)
    run_due()
    first, second = Notice.objects.filter(event="ballot-not-in")
    assert (first.event, first.facts) == (second.event, second.facts)


def test_a_lost_key_reminds_nobody_and_breaks_nothing(alice):
    round = open_round()
    drafted(round, identity_of(alice))
    ending(round, 5)
    destroy_key(round.key_id)
    assert run_due() == ""


def test_reminding_twice_at_one_moment_tells_once_and_asks_little(alice, django_assert_max_num_queries):
    round = ending(open_round(), 5)
    drafted(round, identity_of(alice))
    for _person in range(30):
        drafted(round, IdentityFactory())
    with django_assert_max_num_queries(14):
        assert remind_of_drafts(round=round, hours=6) == 31
    assert remind_of_drafts(round=round, hours=6) == 0
    assert DraftReminder.objects.count() == 1
    assert len(told()) == 31
