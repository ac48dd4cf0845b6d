"""The pages of statements: answered in place, talked about, searched, sorted, added beside those alike."""

import re

import pytest

from participation.clock import database_now
from participation.models import Answer, Comment, Poll, Statement
from participation.votes.actions import add_statement
from tests.factories.people import IdentityFactory
from tests.factories.polls import PollFactory, counted, things, vote
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def statements(*words: str, **kwargs) -> Poll:
    options = words or ("Buses at night", "More trees", "Fewer cars")
    return PollFactory(kind=Poll.Kind.STATEMENTS, options=options, **{"takes_statements": True, **kwargs})


def text(answer) -> str:
    return answer.content.decode()


def test_answer_in_place_brings_the_next_card_alone_and_moves_to_its_words(log_in, alice):
    poll, client = statements(shown=Poll.Shown.CLOSED), log_in(alice)
    first = client.post(things(poll)[0].get_absolute_url(), {"answer": "agree"}, headers=HTMX)
    part = text(first)
    assert first.status_code == 200
    assert "<html" not in part
    assert "You have answered 1 of 3 statements" in part
    assert re.search(r'<p class="statement__text"[^>]* tabindex="-1" autofocus>', part)
    assert "Your answer is kept. The next statement:" in part


def test_page_that_is_loaded_as_a_whole_moves_nobody(log_in, alice):
    assert "autofocus" not in text(log_in(alice).get(statements().get_absolute_url()))


def test_last_answer_in_place_says_that_all_are_answered(log_in, alice):
    poll, client = statements("Only this"), log_in(alice)
    part = text(client.post(things(poll)[0].get_absolute_url(), {"answer": "pass"}, headers=HTMX))
    assert re.search(r'role="status" tabindex="-1" autofocus>You have answered every statement', part)


def test_first_answer_brings_the_results_that_one_may_see_now_with_their_ticket(log_in, alice):
    poll, client = statements(shown=Poll.Shown.VOTED), log_in(alice)
    first, second, _third = things(poll)
    parts = [
        text(client.post(each.get_absolute_url(), {"answer": "agree"}, headers=HTMX))
        for each in (first, second)
    ]
    assert ['hx-swap-oob="true"' in part for part in parts] == [True, False]
    assert ["data-live-ticket" in part for part in parts] == [True, False]


def test_refused_in_place_reads_why(log_in, charlie):
    poll = statements()
    part = text(log_in(charlie).post(things(poll)[0].get_absolute_url(), {"answer": "agree"}, headers=HTMX))
    assert "shown that they live here" in part
    assert not Answer.objects.exists()


def test_closed_poll_takes_no_answer_in_place(log_in, alice):
    poll = statements(closed=True)
    vote(poll, 1, voter=alice.identity)
    part = text(log_in(alice).post(things(poll)[1].get_absolute_url(), {"answer": "agree"}, headers=HTMX))
    assert "This poll closed" in part
    assert Answer.objects.count() == 1


def test_who_is_logged_out_meanwhile_is_led_to_the_log_in_as_a_whole_page(client):
    poll = statements()
    answer = client.post(things(poll)[0].get_absolute_url(), {"answer": "agree"}, headers=HTMX)
    assert "/accounts/login/" in answer["HX-Redirect"]


def test_vote_in_place_brings_the_form_and_the_results(log_in, alice):
    poll, client = PollFactory(shown=Poll.Shown.VOTED), log_in(alice)
    part = text(client.post(f"/polls/{poll.pk}/vote/", {"option": things(poll)[0].pk}, headers=HTMX))
    assert "<html" not in part
    assert "Your vote is in" in part
    assert 'id="results"' in part
    assert f"tally-voted:{poll.pk}" in part


def test_wrong_vote_in_place_keeps_what_was_chosen_and_says_why(log_in, alice):
    poll, client = PollFactory(kind=Poll.Kind.MULTIPLE, max_choices=2), log_in(alice)
    chosen = {"options": [each.pk for each in things(poll)]}
    answer = client.post(f"/polls/{poll.pk}/vote/", chosen, headers=HTMX)
    assert answer.status_code == 422
    assert "data-error-summary" in text(answer)
    assert len(re.findall(r'name="options"[^>]* checked', text(answer))) == 3


def test_statement_has_a_page_on_which_it_is_answered_and_talked_about(log_in, alice):
    poll, client = statements(), log_in(alice)
    statement = things(poll)[0]
    here = statement.get_absolute_url()
    led = client.post(here, {"answer": "disagree", "from": "statement"})
    assert led.url == f"{here}#your-answer"
    client.post(f"/threads/{statement.thread_id}/comments/", {"stance": "for", "text": "The last is at six."})
    page = text(client.get(here))
    assert "Your answer is in" in page
    assert page.count('aria-pressed="true"') == 1
    assert "The last is at six." in page
    comment = Comment.objects.get()
    assert client.get(f"/comments/{comment.pk}/").url == f"{here}#comment-{comment.pk}"


@pytest.mark.parametrize("state", [{"closed": True}, {"published": False}])
def test_nobody_talks_about_a_statement_when_its_poll_is_not_open(log_in, alice, state):
    statement = things(statements(**state))[0]
    answer = log_in(alice).post(
        f"/threads/{statement.thread_id}/comments/", {"stance": "for", "text": "Late."}
    )
    assert answer.status_code in (403, 404)
    assert not Comment.objects.exists()


def test_hidden_and_waiting_statements_have_a_page_for_their_author_alone(log_in, alice, charlie):
    for change in ({"hidden_at": database_now()}, {"held": True}):
        added = add_statement(author=alice, poll=statements(), text="A thought of mine")
        Statement.objects.filter(pk=added.pk).update(**change)
        here = added.get_absolute_url()
        assert log_in(charlie).get(here).status_code == 404
        assert "A thought of mine" in text(log_in(alice).get(here))
        refused = log_in(alice).post(f"/threads/{added.thread_id}/comments/", {"stance": "for", "text": "Hm"})
        assert refused.status_code == 403


def test_statement_is_found_by_its_words(client):
    poll = statements()
    page = text(client.get(f"/polls/{poll.pk}/statements/?q=TREES"))
    assert "1 statement" in page
    assert "More trees" in page
    assert "Fewer cars" not in page
    assert "No statement says this" in text(client.get(f"/polls/{poll.pk}/statements/?q=boats"))


def test_statements_are_sorted_by_agreement_and_by_how_they_divide(client):
    poll = statements()
    for values in ((1, 1, -1), (-1, 1, -1)):
        vote(poll, *values)

    def order(sort):
        page = text(client.get(f"/polls/{poll.pk}/statements/?sort={sort}"))
        return sorted((each.text for each in things(poll)), key=page.index)

    assert order("agreed")[0] == "More trees"
    assert order("divided")[0] == "Buses at night"
    assert order("newest")[0] == "Fewer cars"


def test_order_and_shares_tell_nothing_that_the_poll_does_not_show_yet(client):
    poll = statements(shown=Poll.Shown.CLOSED)
    vote(poll, 1, 1, -1)
    page = text(client.get(f"/polls/{poll.pk}/statements/?sort=agreed"))
    assert "Most agreement" not in page
    assert "% agree" not in page
    assert page.index("Fewer cars") < page.index("Buses at night")
    assert "% agree" not in text(client.get(things(poll)[0].get_absolute_url()))


def test_counted_statements_keep_their_shares(client):
    poll = statements(closed=True)
    vote(poll, 1, 1, -1)
    counted(poll)
    assert "100 % agree" in text(client.get(things(poll)[0].get_absolute_url()))
    assert "100 % agree" in text(client.get(f"/polls/{poll.pk}/statements/"))


def test_who_adds_what_others_said_is_shown_theirs_first_and_may_still_add(log_in, alice):
    poll, client = statements("Buses should run later at night"), log_in(alice)
    mine = "Buses should run every hour at night"
    first = client.post(f"/polls/{poll.pk}/statements/", {"text": mine})
    assert first.status_code == 422
    assert "Others have said something like this" in text(first)
    assert things(poll)[0].get_absolute_url() in text(first)
    assert mine in text(first)
    assert not Statement.objects.filter(author=alice).exists()
    client.post(f"/polls/{poll.pk}/statements/", {"text": mine, "anyway": "yes"})
    assert Statement.objects.get(author=alice).text == mine


def test_author_hears_when_others_talk_about_their_statement(log_in, alice, bob):
    added = add_statement(author=alice, poll=statements(), text="A thought of mine")
    other = IdentityFactory().user
    log_in(other).post(f"/threads/{added.thread_id}/comments/", {"stance": "for", "text": "So do I think."})
    assert "1 new comment on “Statement: A thought of mine”" in text(log_in(alice).get("/me/notices/"))


def test_pages_of_500_statements_take_the_queries_of_three(client, log_in, alice):
    few = statements()
    many = statements(*(f"Sentence number {number}" for number in range(500)))
    for poll in (few, many):
        for _each in range(3):
            vote(poll, 1, -1, 0)
    reader = log_in(alice)
    for address in (
        lambda poll: f"/polls/{poll.pk}/statements/",
        lambda poll: f"/polls/{poll.pk}/statements/?sort=divided&q=s",
        lambda poll: poll.get_absolute_url(),
        lambda poll: things(poll)[0].get_absolute_url(),
    ):
        reader.get(address(few))  # what is kept for every page is kept from now on
        assert queries_of(reader, address(many)) == queries_of(reader, address(few))


def test_poll_page_shows_the_first_of_many_statements_and_leads_to_all(client):
    poll = statements(*(f"Sentence number {number}" for number in range(30)))
    vote(poll, 1)
    page = text(client.get(poll.get_absolute_url()))
    assert page.count('id="result-') == 10
    assert "These are the 10 with the most agreement, of 30." in page
    assert f"/polls/{poll.pk}/statements/" in page
