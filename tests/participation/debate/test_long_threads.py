"""Long discussions: fixed queries, no reply without what it answers, every comment at its lasting address."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.clock import database_now
from participation.debate.discussion import PER_BRANCH, PER_SIDE, REPLIES
from participation.models import Comment, User
from tests.factories.people import UserFactory
from tests.factories.talk import CommentFactory, ProposalFactory
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db


def fill(proposal, tops: int, replies: int = 0, deeper: int = 0) -> list[Comment]:
    """`tops` comments of each stance, each with `replies`, each of these with `deeper`; one a second."""
    people = [UserFactory(display_name=f"Person {number}") for number in range(5)]
    start, made = database_now() - timedelta(days=3), 0

    def written(parents, text, stance="neutral"):
        nonlocal made
        rows = []
        for parent in parents:
            made += 1
            row = Comment(thread=proposal.thread, author=people[made % 5], text=text, stance=stance)
            row.written_at = start + timedelta(seconds=made)
            if parent is not None:
                row.stand_below(parent)
            rows.append(row)
        return Comment.objects.bulk_create(rows)

    first = [each for stance in ("for", "against", "neutral") for each in written([None] * tops, "A", stance)]
    second = written([each for each in first for _reply in range(replies)], "B")
    third = written([each for each in second for _reply in range(deeper)], "C")
    return [*first, *second, *third]


def soup_of(client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address, follow=True).content, "html.parser")


def test_five_thousand_comments_ask_no_more_than_one(client, log_in, alice):
    proposal = ProposalFactory()
    CommentFactory(thread=proposal.thread, parent=CommentFactory(thread=proposal.thread))
    resident, address = log_in(alice), proposal.get_absolute_url()
    client.get(address), resident.get(address)
    before = queries_of(client, address), queries_of(resident, address)
    assert len(fill(proposal, tops=80, replies=5, deeper=3)) == 5040
    for page in ("", "?talk=4", "?sort=newest", "?talk=8&sort=oldest"):
        after = queries_of(client, address + page), queries_of(resident, address + page)
        assert after[0] <= before[0] <= 8
        assert after[1] <= before[1] <= 12


def test_no_query_is_made_for_each_author(client):
    proposal = ProposalFactory()
    fill(proposal, tops=9, replies=2)
    client.get(proposal.get_absolute_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(proposal.get_absolute_url())
    assert len(captured) <= 8


def test_pages_show_each_stance_beside_the_other_and_lose_nobody(client):
    proposal = ProposalFactory()
    made = fill(proposal, tops=PER_SIDE + 5)
    seen = []
    for number in (1, 2):
        talk = client.get(f"{proposal.get_absolute_url()}?talk={number}").context["discussion"]
        assert all(len(side) == (PER_SIDE, 5)[number - 1] for side in talk["sides"].values())
        assert talk["counts"] == dict.fromkeys(("for", "against", "neutral"), PER_SIDE + 5)
        seen += [one["pk"] for side in talk["sides"].values() for one in side]
    assert sorted(seen) == sorted(each.pk for each in made)
    assert len(set(seen)) == len(seen)


def test_counts_leave_hidden_words_out(client):
    proposal = ProposalFactory()
    CommentFactory(thread=proposal.thread, hidden_at=database_now())
    CommentFactory(thread=proposal.thread)
    talk = client.get(proposal.get_absolute_url()).context["discussion"]
    assert talk["counts"] == {"for": 1}
    assert talk["count"] == 1


@pytest.mark.parametrize("asked", ["talk=99", "talk=x", "talk=-1", f"talk={'9' * 5000}", "talk=²"])
def test_nonsense_in_the_address_breaks_nothing(client, asked):
    proposal = ProposalFactory()
    CommentFactory(thread=proposal.thread)
    assert client.get(f"{proposal.get_absolute_url()}?{asked}").status_code == 200


def test_reply_never_stands_without_what_it_answers(client):
    proposal = ProposalFactory()
    fill(proposal, tops=3, replies=REPLIES + 4, deeper=REPLIES + 2)
    soup = soup_of(client, proposal.get_absolute_url())
    for replies in soup.select(".talk__replies"):
        assert replies.parent.name == "li"
        assert replies.find_previous_sibling("article")
    further = [each.get_text(" ", strip=True) for each in soup.select(".talk__more")]
    assert sum(text.startswith("4 more replies") for text in further) == 9
    assert sum(text.startswith("2 more replies") for text in further) == 9 * REPLIES


def test_link_to_more_replies_shows_all_of_them_page_by_page(client):
    proposal = ProposalFactory()
    made = fill(proposal, tops=1, replies=PER_BRANCH + 3)
    top = made[0]
    pages = [soup_of(client, f"/comments/{top.pk}/replies/?talk={number}") for number in (1, 2)]
    shown = [len(soup.select(".talk__replies > li > article")) for soup in pages]
    assert shown == [PER_BRANCH, 3]
    assert all(soup.find(id=f"comment-{top.pk}") for soup in pages)


@pytest.mark.parametrize("order", ["best", "newest", "oldest"])
def test_lasting_address_opens_the_page_that_shows_the_comment(client, order):
    proposal = ProposalFactory()
    made = fill(proposal, tops=PER_SIDE + 3, replies=REPLIES + 1, deeper=REPLIES + 1)
    Comment.objects.filter(pk__in=[each.pk for each in made[::7]]).update(helpful_score=206_543)
    for comment in made[:: len(made) // 11]:
        answer = client.get(f"{comment.get_absolute_url()}?sort={order}")
        address, _mark, fragment = answer.url.partition("#")
        assert fragment == f"comment-{comment.pk}"
        assert f'id="{fragment}"' in client.get(address).content.decode(), answer.url


def test_lasting_address_of_the_last_of_many_replies(client):
    proposal = ProposalFactory()
    made = fill(proposal, tops=1, replies=2 * PER_BRANCH)
    answer = client.get(made[-1].get_absolute_url())
    assert answer.url.startswith(f"/comments/{made[2].pk}/replies/?talk=2#")
    assert soup_of(client, answer.url.split("#")[0]).find(id=f"comment-{made[-1].pk}")


def test_officers_are_named_among_many(client, carol):
    proposal = ProposalFactory()
    fill(proposal, tops=2)
    CommentFactory(thread=proposal.thread, author=User.objects.get(pk=carol.pk))
    assert soup_of(client, proposal.get_absolute_url()).get_text().count("Council officer") == 1
