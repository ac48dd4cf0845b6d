"""Helpful votes: who may give them, one a person, and the order that they make."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from participation.clock import database_now
from participation.debate.actions import vote_helpful, write_comment
from participation.debate.helpfulness import helpful_score
from participation.models import HelpfulVote, User
from tests.factories.people import UserFactory
from tests.factories.talk import CommentFactory, ProposalFactory, ThreadFactory, close_phases
from tests.races import race

PEOPLE = 10


@pytest.mark.parametrize(
    ("helpful", "unhelpful", "score"),
    [
        (0, 0, 0),
        (0, 9, 0),
        (1, 0, 206_543),  # one in 1 + z² = 4.8416
        (10, 0, 722_459),  # ten in 10 + z² = 13.8416
        (5, 5, 236_589),  # centre 0.69208, spread 1.96 times the root of 0.034604, over 1.38416
        (90, 10, 825_632),  # centre 0.919208, spread 1.96 times the root of 0.00099604, over 1.038416
    ],
)
def test_score_is_the_wilson_lower_bound(helpful, unhelpful, score):
    assert helpful_score(helpful, unhelpful) == score


def test_many_votes_beat_one_and_agreement_beats_doubt():
    assert helpful_score(9, 1) > helpful_score(1, 0) > helpful_score(2, 8)


@pytest.fixture
def comment(db):
    return CommentFactory(thread=ProposalFactory().thread)


def scores(comment) -> tuple[int, int, int]:
    comment.refresh_from_db()
    return comment.helpful_count, comment.unhelpful_count, comment.helpful_score


def test_vote_is_counted_changed_and_taken_back(alice, charlie, comment):
    vote_helpful(person=alice, comment=comment, helpful=True)
    vote_helpful(person=charlie, comment=comment, helpful=True)
    vote_helpful(person=charlie, comment=comment, helpful=True)
    assert scores(comment) == (2, 0, helpful_score(2, 0))
    vote_helpful(person=charlie, comment=comment, helpful=False)
    assert scores(comment) == (1, 1, helpful_score(1, 1))
    vote_helpful(person=alice, comment=comment, helpful=None)
    vote_helpful(person=charlie, comment=comment, helpful=None)
    assert scores(comment) == (0, 0, 0)


def test_vote_stays_when_its_giver_leaves(charlie, comment):
    giver = UserFactory()
    vote_helpful(person=giver, comment=comment, helpful=True)
    giver.delete()
    vote_helpful(person=charlie, comment=comment, helpful=True)
    assert scores(comment)[:2] == (2, 0)


def test_nobody_votes_on_their_own_words(alice, comment):
    own = write_comment(author=alice, thread=comment.thread, text="Mine")
    with pytest.raises(PermissionDenied):
        vote_helpful(person=alice, comment=own, helpful=True)


def test_no_votes_on_hidden_words_or_when_the_phase_is_over(alice, comment):
    hidden = CommentFactory(thread=comment.thread, hidden_at=database_now())
    with pytest.raises(PermissionDenied):
        vote_helpful(person=alice, comment=hidden, helpful=True)
    close_phases(comment.thread.proposal.process)
    with pytest.raises(PermissionDenied):
        vote_helpful(person=alice, comment=comment, helpful=True)
    assert not HelpfulVote.objects.exists()


def test_button_votes_and_comes_back_to_the_comment(log_in, alice, comment):
    client, page = log_in(alice), comment.thread.proposal.get_absolute_url()
    for value, pressed in (("yes", "true"), ("", "false")):
        answer = client.post(
            f"/comments/{comment.pk}/helpful/", {"helpful": value, "back": f"{page}?sort=oldest"}
        )
        assert answer.url == f"{page}?sort=oldest#comment-{comment.pk}"
        assert f'name="helpful" value="{"" if value else "yes"}" aria-pressed="{pressed}"' in client.get(
            page
        ).content.decode().replace("\n", "")


def test_button_leads_nowhere_else(log_in, alice, comment):
    data = {"helpful": "yes", "back": "https://evil.example/"}
    assert log_in(alice).post(f"/comments/{comment.pk}/helpful/", data).url == f"/comments/{comment.pk}/"


def test_visitor_logs_in_and_charlie_is_refused_on_a_closed_page(client, log_in, charlie, comment):
    assert "login" in client.post(f"/comments/{comment.pk}/helpful/", {"helpful": "yes"}).url
    close_phases(comment.thread.proposal.process)
    log_in(charlie).post(f"/comments/{comment.pk}/helpful/", {"helpful": "yes"})
    assert not HelpfulVote.objects.exists()


def test_htmx_gets_the_buttons_alone(log_in, alice, comment):
    answer = log_in(alice).post(
        f"/comments/{comment.pk}/helpful/", {"helpful": "yes"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith('<div class="helpful"')


def test_best_first_puts_agreement_of_many_before_one_vote(client, alice):
    proposal = ProposalFactory()
    one, many, disliked, fresh = (CommentFactory(thread=proposal.thread) for _each in range(4))
    for comment, helpful, unhelpful in ((one, 1, 0), (many, 9, 1), (disliked, 0, 3)):
        for vote in [True] * helpful + [False] * unhelpful:
            vote_helpful(person=UserFactory(), comment=comment, helpful=vote)

    def shown(query):
        talk = client.get(f"{proposal.get_absolute_url()}{query}").context["discussion"]
        return [each["pk"] for each in talk["sides"]["for"]]

    assert shown("") == [many.pk, one.pk, fresh.pk, disliked.pk]
    assert shown("?sort=newest") == [fresh.pk, disliked.pk, many.pk, one.pk]
    assert shown("?sort=oldest") == [one.pk, many.pk, disliked.pk, fresh.pk]
    assert shown("?sort=loudest") == shown("")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_parallel_votes_of_one_person_count_once():
    person, comment = UserFactory(), CommentFactory(thread=ProposalFactory().thread)

    def vote(number):
        vote_helpful(person=User.objects.get(pk=person.pk), comment=comment, helpful=True)

    race(vote, range(PEOPLE))
    assert scores(comment)[:2] == (1, 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_parallel_votes_of_ten_people_all_count():
    people, comment = UserFactory.create_batch(PEOPLE), CommentFactory(thread=ProposalFactory().thread)
    race(lambda person: vote_helpful(person=person, comment=comment, helpful=True), people)
    assert scores(comment) == (PEOPLE, 0, helpful_score(PEOPLE, 0))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_constraint_one_person_has_ten_votes(monkeypatch):
    person, comment = UserFactory(), CommentFactory(thread=ThreadFactory())
    constraint = HelpfulVote._meta.constraints[0]
    with monkeypatch.context() as without, connection.schema_editor() as editor:
        without.setattr(HelpfulVote._meta, "constraints", [])  # SQLite makes the table anew from these
        editor.remove_constraint(HelpfulVote, constraint)
    try:
        vote = {"person": person, "comment": comment, "helpful": True}
        race(lambda number: HelpfulVote.objects.bulk_create([HelpfulVote(**vote)]), range(PEOPLE))
        assert HelpfulVote.objects.count() == PEOPLE
    finally:
        HelpfulVote.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(HelpfulVote, constraint)
