"""The queue of reports in the back office."""

import pytest
from django.urls import reverse

from participation.models import Decision, Report, User
from participation.moderation.actions import decide, report
from tests.conftest import staff
from tests.factories.people import UserFactory
from tests.factories.talk import ProposalFactory, house_rule
from tests.participation.moderation.test_reports import comment_on_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(charlie):
    comment = comment_on_proposal(text="You are all fools.")
    report(reporter=charlie, target=comment, reason="abuse", note="Rude.")
    return comment


def desk(thing, key="comment") -> str:
    return reverse("moderation:desk", args=[key, thing.pk])


def hiding() -> dict:
    return {"verdict": "hide", "rule": house_rule().pk, "reason": "It insults.", "seen": 0}


def test_facilitator_walks_from_the_queue_to_a_decision(reported, bob, log_in):
    client = log_in(bob)
    queue = client.get(reverse("moderation:index")).content.decode()
    assert desk(reported) in queue
    page = client.get(desk(reported)).content.decode()
    assert "You are all fools." in page
    assert "Rude." in page
    assert "Charlie" not in page

    response = client.post(desk(reported), hiding())

    assert response.url == reverse("moderation:index")
    assert Decision.objects.get().decided_by == bob
    assert "Nothing waits" in client.get(reverse("moderation:index")).content.decode()
    assert desk(reported) in client.get(reverse("moderation:decided")).content.decode()


def test_empty_reason_is_refused_and_what_was_chosen_stays(reported, bob, log_in):
    page = log_in(bob).post(desk(reported), {"verdict": "keep", "reason": "", "seen": 0})

    assert page.context["form"].errors["reason"]
    assert page.context["form"]["verdict"].value() == "keep"
    assert Report.objects.open().exists()


def test_auditor_reads_and_decides_nothing(reported, audrey, log_in):
    client = log_in(audrey)
    assert client.get(reverse("moderation:index")).status_code == 200
    assert "Your decision" not in client.get(desk(reported)).content.decode()

    assert client.post(desk(reported), hiding()).status_code == 302
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["carol", "fiona", "charlie", "alice"])
def test_others_do_not_read_reports(who, reported, request, log_in):
    client = log_in(request.getfixturevalue(who))

    for address in (reverse("moderation:index"), reverse("moderation:decided"), desk(reported)):
        response = client.get(address)
        assert response.status_code in (302, 403)
        assert b"fools" not in response.content


@pytest.mark.parametrize("count", [1, 20])
def test_queue_and_decisions_ask_as_often_for_one_row_as_for_twenty(
    count, bob, log_in, django_assert_max_num_queries
):
    for number in range(count):
        for thing in (comment_on_proposal(), ProposalFactory()):
            report(reporter=UserFactory(), target=thing, reason="spam")
            if number % 2:
                decide(actor=bob, target=thing, verdict="hide", rule=house_rule(), reason="Spam.")
    client = log_in(bob)
    client.get(reverse("moderation:index"))

    with django_assert_max_num_queries(QUERIES):
        client.get(reverse("moderation:index"))
    with django_assert_max_num_queries(QUERIES):
        client.get(reverse("moderation:decided"))


QUERIES = 24


def test_facilitator_blocks_the_author_and_lets_them_in_again(reported, bob, log_in):
    author = log_in(reported.author)
    assert author.get(reverse("my_page")).status_code == 200
    client = log_in(bob)
    block = reverse("moderation:block", args=[reported.author.pk])
    assert block in client.get(desk(reported)).content.decode()

    first = {"rule": house_rule().pk, "reason": "Third insult."}
    client.post(block, first)
    assert author.get(reverse("my_page")).status_code == 302
    late = client.post(block, first)  # a colleague pressed the same button a moment later
    assert "someone else was faster" in late.content.decode()
    assert User.objects.get(pk=reported.author.pk).blocked_at is not None

    client.post(block, {"reason": "We talked."})
    assert User.objects.get(pk=reported.author.pk).blocked_at is None


@pytest.mark.parametrize("who", ["carol", "fiona", "audrey", "charlie"])
def test_block_page_is_for_facilitators(who, reported, request, log_in):
    client = log_in(request.getfixturevalue(who))

    client.post(reverse("moderation:block", args=[reported.author.pk]), {"reason": "x"})

    assert User.objects.get(pk=reported.author.pk).blocked_at is None


def test_several_are_decided_at_once_from_the_queue(bob, charlie, log_in):
    things = [comment_on_proposal() for _number in range(3)]
    for thing in things:
        report(reporter=charlie, target=thing, reason="spam")
    client = log_in(bob)
    marked = {"thing": [f"comment:{thing.pk}" for thing in things[:2]]}
    decision = {"verdict": "hide", "reason": "Advertising."}

    page = client.post(reverse("moderation:index"), marked | decision)
    assert page.context["form"].errors["rule"]
    assert page.content.decode().count(" checked") == 3  # both things and the verdict
    client.post(reverse("moderation:index"), marked | decision | {"rule": house_rule().pk})

    assert Decision.objects.count() == 2
    assert Report.objects.open().get().target == things[2]


@pytest.mark.parametrize(
    "things", [[], ["comment:999999"], ["nonsense"], ["user:1"], ["comment:" + "9" * 30]]
)
def test_nothing_is_decided_on_what_is_not_there(things, bob, reported, log_in):
    log_in(bob).post(reverse("moderation:index"), {"thing": things, "verdict": "keep", "reason": "x"})

    assert not Decision.objects.exists()


def test_auditor_decides_on_none_from_the_queue(audrey, reported, log_in):
    log_in(audrey).post(
        reverse("moderation:index"), {"thing": [f"comment:{reported.pk}"], "verdict": "keep", "reason": "x"}
    )

    assert not Decision.objects.exists()


def test_facilitator_takes_a_thing_and_gives_it_back(bob, reported, log_in):
    client = log_in(bob)
    take = reverse("moderation:claim", args=["comment", reported.pk])

    client.post(take)
    assert "you look at it" in client.get(reverse("moderation:index")).content.decode()
    other = log_in(staff("Bert", "facilitator"))
    page = other.get(desk(reported)).content.decode()
    assert "Bob looks at it now." in page
    assert "Your decision" not in page
    assert "Another facilitator" in other.post(take, follow=True).content.decode()

    client.post(take, {"back": "1"})
    assert "Your decision" in other.get(desk(reported)).content.decode()


def test_desk_shows_earlier_decisions_about_the_author(bob, reported, log_in):
    other = comment_on_proposal(author=reported.author)
    decide(actor=bob, target=other, verdict="hide", rule=house_rule(), reason="It mocked a neighbour.")

    assert "It mocked a neighbour." in log_in(bob).get(desk(reported)).content.decode()
