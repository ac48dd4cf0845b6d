"""Who sees results when, through the page, the socket's topics and the open file; and what they say."""

import pytest

from participation.live import tickets, topics
from participation.models import Choice, Identity, Poll, Vote
from participation.votes.actions import tighten_results
from participation.votes.tallies import FEWEST_FOR_LINES
from tests.factories.polls import PollFactory, counted, ranked, things, vote
from tests.participation.counting import queries_of

pytestmark = pytest.mark.django_db
SHOWN = Poll.Shown


def page_of(client, poll) -> str:
    return client.get(poll.get_absolute_url()).content.decode()


def topics_on(page: str) -> set[str]:
    ticket = page.split('data-live-ticket="')[1].split('"', maxsplit=1)[0]
    return set(tickets.read(ticket).topics)


@pytest.mark.parametrize(
    ("shown", "topics_of"),
    [(SHOWN.ALWAYS, ("tally", "tally")), (SHOWN.VOTED, (None, "tally-voted")), (SHOWN.CLOSED, (None, None))],
)
def test_results_are_on_the_page_and_in_the_ticket_of_those_alone_who_may_see(
    client, log_in, alice, shown, topics_of
):
    poll = PollFactory(shown=shown)
    vote(poll, 1, voter=alice.identity)
    for browser, topic in zip((client, log_in(alice)), topics_of, strict=True):
        page = page_of(browser, poll)
        assert ("poll-bars" in page) is (topic is not None)
        assert topics_on(page) == {f"poll:{poll.pk}"} | ({f"{topic}:{poll.pk}"} if topic else set())


def test_after_the_end_everyone_sees_the_result(client):
    poll = PollFactory(shown=SHOWN.CLOSED, closed=True)
    vote(poll, 1)
    assert "votes are being counted" in page_of(client, poll)
    page = page_of(client, counted(poll))
    assert "“A bridge” came first: 1 person chose it (100 %)." in page


@pytest.mark.parametrize(
    ("shown", "public", "voted"),
    [(SHOWN.ALWAYS, True, True), (SHOWN.VOTED, False, True), (SHOWN.CLOSED, False, False)],
)
def test_topics_give_numbers_only_as_the_poll_shows_them(shown, public, voted):
    poll = PollFactory(shown=shown)
    vote(poll, 1)
    assert (topics.read(f"tally:{poll.pk}") is not None) is public
    assert (topics.read(f"tally-voted:{poll.pk}") is not None) is voted
    assert topics.read(f"poll:{poll.pk}").value == {"turnout": 1, "comments": 0}


def test_page_of_a_poll_with_10000_votes_takes_the_queries_of_one_and_counts_them_all(client):
    few, many = PollFactory(), PollFactory()
    vote(few, 1)
    option = things(many)[0]
    people = Identity.objects.bulk_create(
        Identity(key=f"x{number:063d}", way=Identity.Way.DEMO) for number in range(10_000)
    )
    votes = Vote.objects.bulk_create(Vote(poll=many, identity=each) for each in people)
    Choice.objects.bulk_create(Choice(vote=each, option=option, value=1) for each in votes)
    client.get("/polls/")
    assert queries_of(client, many.get_absolute_url()) == queries_of(client, few.get_absolute_url())
    page = page_of(client, many)
    assert f'data-live="poll:{many.pk} turnout">10,000<' in page
    assert f'data-live="tally:{many.pk} option-{option.pk}">10,000<' in page


def test_tightened_poll_falls_silent_for_tickets_from_before(carol):
    poll = PollFactory(shown=SHOWN.ALWAYS)
    assert topics.read(f"tally:{poll.pk}") is not None
    tighten_results(actor=carol, poll=poll, shown=SHOWN.VOTED, reason="Calm.")
    assert topics.read(f"tally:{poll.pk}") is None


def test_drafts_and_counted_polls_have_no_live_tallies():
    for poll in (PollFactory(published=False), counted(PollFactory(closed=True))):
        assert topics.read(f"tally:{poll.pk}") is None
    assert topics.read(f"poll:{PollFactory(published=False).pk}") is None


def test_turnout_does_not_fall_when_votes_are_forgotten():
    poll = PollFactory(closed=True)
    vote(poll, 1)
    before = topics.read(f"poll:{poll.pk}")
    counted(poll)
    after = topics.read(f"poll:{poll.pk}")
    assert before.value == after.value
    assert after.version >= before.version


def test_live_numbers_of_each_kind(alice):
    single, points = PollFactory(), PollFactory(kind=Poll.Kind.SCORED)
    order, statements = ranked(), PollFactory(kind=Poll.Kind.STATEMENTS)
    for poll, values in ((single, (1,)), (points, (4, 0)), (order, (2, 1)), (statements, (1, -1, 0))):
        vote(poll, *values)
    first, second, third = (each.pk for each in things(single))
    assert topics.read(f"tally:{single.pk}").value == {
        "voters": 1,
        f"option-{first}": 1,
        f"option-{second}": 0,
        f"option-{third}": 0,
    }
    first, second, _third = (each.pk for each in things(points))
    scored = topics.read(f"tally:{points.pk}").value
    assert (scored[f"average-{first}"], scored[f"option-{second}"]) == (40, 1)
    first, second, _third = (each.pk for each in things(order))
    places = topics.read(f"tally:{order.pk}").value
    assert (places[f"option-{first}"], places[f"option-{second}"]) == (0, 1)
    first, second, third = (each.pk for each in things(statements))
    answers = topics.read(f"tally:{statements.pk}").value
    assert [answers[f"agree-{first}"], answers[f"disagree-{second}"], answers[f"pass-{third}"]] == [1, 1, 1]


def test_numbers_on_the_page_carry_the_topics_that_move_them(client):
    poll = PollFactory()
    option = things(poll)[0]
    page = page_of(client, poll)
    assert f'data-live="tally:{poll.pk} option-{option.pk}"' in page
    assert f'data-live-max="tally:{poll.pk} voters"' in page


@pytest.mark.parametrize(
    ("kind", "votes", "sentence"),
    [
        ("single", [(1,), (1,), (None, 1)], "“A bridge” came first: 2 people chose it (67 %)."),
        ("single", [(1,), (None, 1)], "A tie: “A bridge” and “A ferry” came out equal."),
        ("multiple", [(1, 1), (1,)], "“A bridge” came first: 2 people chose it (100 %)."),
        ("scored", [(5, 4), (None, 4)], "“A bridge” has the best average: 5.0 points."),
        ("scored", [(0,), (0, None, None)], "“A bridge” has the best average: 0.0 points."),
        ("ranked", [(1, 2), (1,), (None, 1)], "“A bridge” won in 1 round of counting, with 2 of 3 votes."),
        ("ranked", [(1,), (None, 1)], "A tie: “A bridge” and “A ferry” can each win"),
        ("single", [], "Nobody voted in this poll."),
    ],
)
def test_result_says_in_a_sentence_what_came_out(client, kind, votes, sentence):
    poll = PollFactory(kind=kind, max_choices=1 if kind == "single" else 3, closed=True)
    for values in votes:
        vote(poll, *values)
    assert sentence in page_of(client, counted(poll))


def test_run_off_is_explained_round_by_round(client):
    poll = ranked(closed=True)
    for values in [(1,), (1,), (1,), (2, 1), (2, 1), (2, None, 1), (2, None, 1)]:
        vote(poll, *values)
    page = page_of(client, counted(poll))
    assert "“A ferry” and “A tunnel” share the last place" in page
    assert "“A bridge” has more than half of the votes." in page


def test_statements_show_their_shares(client):
    poll = PollFactory(kind=Poll.Kind.STATEMENTS, closed=True)
    for values in [(1, -1, 0), (1, 1, -1), (1,)]:
        vote(poll, *values)
    page = page_of(client, counted(poll))
    assert "100 % agree, 0 % disagree, 0 % pass" in page
    assert "50 % agree, 50 % disagree, 0 % pass" in page


def test_file_of_answers_has_fresh_numbers_and_words_that_are_no_formula(client):
    poll = PollFactory(kind=Poll.Kind.STATEMENTS, options=("=1+1", "Trams are good"), closed=True)
    address = f"/polls/{poll.pk}/lines.csv"
    for _each in range(FEWEST_FOR_LINES):
        vote(poll, 1, -1)
    assert client.get(address).status_code == 404
    counted(poll)
    lines = client.get(address).content.decode().splitlines()
    assert lines[0] == "participant,'=1+1,Trams are good"
    assert lines[1] == "1,agree,disagree"
    assert len(lines) == FEWEST_FOR_LINES + 1
    assert address in page_of(client, poll)


def test_file_of_rankings_counts_equal_ones_together(client):
    poll = ranked(closed=True)
    for _each in range(FEWEST_FOR_LINES):
        vote(poll, 2, 1)
    counted(poll)
    lines = client.get(f"/polls/{poll.pk}/lines.csv").content.decode().splitlines()
    assert lines[1] == f"{FEWEST_FOR_LINES},A ferry,A bridge"


def test_few_voters_leave_no_file(client):
    poll = ranked(closed=True)
    vote(poll, 1)
    counted(poll)
    assert client.get(f"/polls/{poll.pk}/lines.csv").status_code == 404
