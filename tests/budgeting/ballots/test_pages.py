"""The ballot in a browser without scripts: basket, review, cast, change, receipts, and every refusal."""

from datetime import timedelta

import pytest
from django.urls import reverse

from budgeting.ballots.actions import read_draft, read_own_choices
from budgeting.ballots.basket import basket_of
from budgeting.ballots.paper.actions import give_paper_ballot
from budgeting.models import BallotDraft, PollBookEntry, SealedBallot
from budgeting.rounds.keys import destroy_key
from participation.accounts.rules import identity_of
from participation.models import Phase, User
from tests.factories.people import IdentityFactory
from tests.factories.rounds import RoundFactory, cast, ended, move, open_round, opened, sealed

pytestmark = pytest.mark.django_db
# With the session, and the marks around a transaction.
MOST_OF_A_CAST = 16


def address(name: str, round) -> str:
    return reverse(name, args=[round.process.slug])


def vote(client, round, choices, key="k" * 22):
    return client.post(address("ballot_cast", round), {"choice": choices, "key": key}, follow=True)


def test_a_resident_votes_from_basket_to_receipt_without_scripts(alice, log_in):
    round, client = open_round(projects=5), log_in(alice)
    page = client.get(address("ballot", round))
    assert page["Cache-Control"] == "no-store, private"
    assert b"500 left" in page.content
    page = client.post(address("ballot", round), {"choice": ["1", "3"], "review": "yes"}, follow=True)
    assert page.redirect_chain == [(address("ballot_review", round), 302)]
    for words in (b"Project 1", b"Project 3", b"100 left"):
        assert words in page.content
    assert not PollBookEntry.objects.exists()
    page = vote(client, round, ["1", "3"], page.context["key"])
    assert page.redirect_chain == [(address("ballot_in", round), 302)]
    assert PollBookEntry.objects.get().receipt in page.content.decode()
    assert b"You can change your ballot until" in page.content
    assert not BallotDraft.objects.exists()


def test_the_ballot_page_shows_a_voter_their_own_choices_again(alice, log_in):
    round, client = open_round(), log_in(alice)
    vote(client, round, ["2"])
    page = client.get(address("ballot", round))
    assert b"These are your choices" in page.content
    assert page.context["basket"].numbers == {2}
    other = log_in(IdentityFactory().user).get(address("ballot", round))
    assert other.context["basket"].numbers == set()


def test_save_and_remove_buttons_keep_the_basket_as_a_draft(alice, log_in):
    round, client = open_round(), log_in(alice)
    client.post(address("ballot", round), {"choice": ["1", "2"], "save": "yes"})
    assert read_draft(round=round, identity=identity_of(alice)) == (1, 2)
    page = client.post(address("ballot", round), {"choice": ["1", "2"], "remove": "2"}, follow=True)
    assert page.context["basket"].numbers == {1}


def test_a_change_that_is_not_cast_is_said_and_can_be_forgotten(alice, log_in):
    round, client = open_round(), log_in(alice)
    vote(client, round, ["2"])
    page = client.post(address("ballot", round), {"choice": ["1"], "save": "yes"}, follow=True)
    assert b"This change is not in yet" in page.content
    assert read_own_choices(round=round, identity=identity_of(alice)) == (2,)
    page = client.post(address("ballot", round), {"choice": ["1"], "forget": "yes"}, follow=True)
    assert page.context["basket"].numbers == {2}


@pytest.mark.parametrize(
    ("choices", "words"),
    [([], "at least one project"), (["4", "3"], "cost more than"), (["77"], "at least one")],
)
def test_review_of_a_wrong_basket_says_why_and_loses_nothing(alice, log_in, choices, words):
    round, client = open_round(projects=5), log_in(alice)
    page = client.post(address("ballot", round), {"choice": choices, "review": "yes"})
    assert words in page.content.decode()
    assert page.context["basket"].numbers == {int(number) for number in choices} - {77}
    page = client.get(address("ballot_review", round))
    assert words in page.content.decode()


def test_cast_of_a_wrong_ballot_shows_the_basket_again(alice, log_in):
    round, client = open_round(projects=5), log_in(alice)
    page = vote(client, round, ["4", "3"])
    assert b"cost more than" in page.content
    assert page.context["basket"].numbers == {3, 4}
    assert not PollBookEntry.objects.exists()


@pytest.mark.parametrize("choices", [["1; DROP"], ["²"], ["-1"], ["9" * 40]])
def test_choices_that_are_no_numbers_are_refused_in_words(alice, log_in, choices):
    round, client = open_round(), log_in(alice)
    for name in ("ballot", "ballot_cast"):
        page = client.post(address(name, round), {"choice": choices, "key": "k" * 22})
        assert b"not on this ballot" in page.content


def test_a_retry_of_the_same_cast_gives_the_same_receipt_and_another_body_is_refused(alice, log_in):
    round, client = open_round(), log_in(alice)
    first = vote(client, round, ["1"]).context["entry"].receipt
    assert vote(client, round, ["1"]).context["entry"].receipt == first
    page = vote(client, round, ["2"])
    assert b"already cast with other choices" in page.content
    assert read_own_choices(round=round, identity=identity_of(alice)) == (1,)


def test_a_late_cast_is_refused_in_words_and_kept_nowhere(alice, log_in):
    round, client = open_round(), log_in(alice)
    ended(round, ago=timedelta(seconds=1))
    for name in ("ballot", "ballot_cast"):
        page = client.post(address(name, round), {"choice": ["1"], "key": "k" * 22})
        assert page.status_code == 403
        assert b"came after the end" in page.content
    assert not PollBookEntry.objects.exists()
    assert not BallotDraft.objects.exists()


def test_visitors_log_in_first_and_unverified_people_are_told_what_to_do(charlie, client, log_in):
    round = open_round()
    assert client.get(address("ballot", round)).status_code == 302
    page = log_in(charlie).get(address("ballot", round))
    assert b"Only verified residents vote" in page.content
    assert reverse("verify").encode() in page.content
    for name in ("ballot", "ballot_cast"):
        page = log_in(charlie).post(address(name, round), {"choice": ["1"], "key": "k" * 22})
        assert page.status_code == 403
    assert not PollBookEntry.objects.exists()
    assert not BallotDraft.objects.exists()


def test_who_may_not_vote_reads_that_and_not_what_is_wrong_with_the_ballot(carol, alice, log_in):
    on_paper = open_round(paper_rule="paper")
    give_paper_ballot(actor=carol, round=on_paper, identity=identity_of(alice))
    for choices in (["1"], ["99"], []):
        page = vote(log_in(alice), on_paper, choices)
        assert page.status_code == 403
        assert b"You were given a paper ballot" in page.content


def test_a_cast_costs_the_same_for_one_project_and_for_thirty_and_each_time(
    alice, log_in, django_assert_max_num_queries
):
    counts = []
    for projects in (1, 30):
        round, client = open_round(projects=projects, ballot_type="approval"), log_in(alice)
        vote(client, round, ["1"])
        for key in ("first", "second"):
            with django_assert_max_num_queries(16) as queries:
                client.post(address("ballot_cast", round), {"choice": ["1"], "key": f"{key:k<22}"})
            counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= MOST_OF_A_CAST


def test_a_blocked_voter_is_refused(alice, log_in):
    round, client = open_round(), log_in(alice)
    User.objects.filter(pk=alice.pk).update(blocked_at="2026-01-01T00:00Z")
    vote(client, round, ["1"])
    assert not PollBookEntry.objects.exists()


def test_before_the_start_and_after_the_end_the_ballot_page_says_so(alice, log_in):
    waiting = opened(move(RoundFactory(), start=timedelta(hours=1), end=timedelta(hours=2)))
    assert b"not started yet" in log_in(alice).get(address("ballot", waiting)).content
    assert b"Voting has ended" in log_in(alice).get(address("ballot", ended(open_round()))).content


def test_a_lost_key_is_said_clearly(alice, log_in):
    round = open_round()
    destroy_key(round.key_id)
    for page in (log_in(alice).get(address("ballot", round)), vote(log_in(alice), round, ["1"])):
        assert page.status_code == 403
        assert b"key of this ballot box cannot be found" in page.content


def test_casting_by_get_is_not_possible(alice, log_in):
    assert log_in(alice).get(address("ballot_cast", open_round())).status_code == 405


def test_whose_log_in_ran_out_before_casting_comes_back_to_the_review(client):
    round = open_round()
    review = {"Referer": f"http://testserver{address('ballot_review', round)}"}
    answer = client.post(address("ballot_cast", round), {"choice": ["1"], "key": "k"}, headers=review)
    assert answer.url == f"{reverse('account_login')}?next={address('ballot_review', round)}"


def test_the_confirmation_of_someone_who_has_not_voted_leads_to_the_ballot(alice, log_in):
    round = open_round()
    assert log_in(alice).get(address("ballot_in", round)).url == address("ballot", round)


def test_the_confirmation_stays_after_the_end_without_the_offer_to_change(alice, log_in, carol, dave):
    round, client = open_round(), log_in(alice)
    vote(client, round, ["2"])
    ended(round)
    page = client.get(address("ballot_in", round))
    assert b"Project 2" in page.content
    assert b"Change your ballot" not in page.content
    sealed(round, carol, dave)
    page = client.get(address("ballot_in", round))
    assert PollBookEntry.objects.get().receipt in page.content.decode()
    assert b"Project 2" not in page.content


def test_a_receipt_is_in_then_counted_and_never_changed(client, alice, carol, dave):
    from budgeting.models import Result
    from participation.clock import database_now

    round, voter = open_round(), identity_of(alice)
    receipt = cast(round, [1], voter)
    check = address("receipt_check", round)
    before = client.post(check, {"receipt": receipt.lower().replace("-", " ")})
    cast(round, [2], voter, key="two")
    after = client.post(check, {"receipt": receipt})
    assert b"is in the box" in before.content
    assert before.context["answer"] == after.context["answer"] == "in"
    assert client.post(check, {"receipt": "AAAA-BBBB"}).context["answer"] == "unknown"
    sealed(round, carol, dave)
    assert client.post(check, {"receipt": receipt}).context["answer"] == "in"
    Result.objects.create(
        round=round, ballots=1, spent=0, counted_at=database_now(), document=b"", fingerprint=""
    )
    assert client.post(check, {"receipt": receipt}).context["answer"] == "counted"


def test_a_receipt_of_another_round_is_unknown(client):
    receipt = cast(open_round(), [1])
    check = address("receipt_check", open_round())
    assert client.post(check, {"receipt": receipt}).context["answer"] == "unknown"


def test_the_order_is_stable_for_a_voter_and_differs_between_voters():
    round = open_round(projects=12)
    voters = [IdentityFactory(key=f"{n:064x}") for n in range(4)]

    def order(voter):
        return [card.project.number for card in basket_of(round, voter, []).pots[0].cards]

    assert all(order(voter) == order(voter) for voter in voters)
    assert len({tuple(order(voter)) for voter in voters}) == 4
    assert sorted(order(voters[0])) == list(range(1, 13))


@pytest.mark.parametrize("name", ["ballot", "ballot_review", "ballot_in"])
def test_ballot_pages_ask_as_much_for_thirty_projects_as_for_one(
    alice, log_in, name, django_assert_num_queries, django_assert_max_num_queries
):
    counts = []
    for projects in (1, 30):
        round, client = open_round(projects=projects, ballot_type="approval"), log_in(alice)
        vote(client, round, ["1"])
        client.get(address(name, round))
        with django_assert_max_num_queries(40) as queries:
            assert client.get(address(name, round)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_people_chose_stands_in_no_address_session_or_log(alice, log_in, caplog):
    round, client = open_round(), log_in(alice)
    page = client.post(address("ballot", round), {"choice": ["3"], "review": "yes"}, follow=True)
    chain = [*page.redirect_chain, *vote(client, round, ["3"]).redirect_chain]
    ended(round)
    vote(client, round, ["2"])
    receipt = PollBookEntry.objects.get().receipt
    assert all("?" not in target for target, _status in chain)
    assert {"choice", "draft", "basket"}.isdisjoint(client.session.keys())
    assert receipt not in caplog.text
    assert "Project" not in caplog.text


def test_the_approval_ballot_counts_choices_in_words(alice, log_in):
    round = open_round(ballot_type="approval", max_choices=2)
    page = log_in(alice).get(address("ballot", round))
    assert b"2 choices left" in page.content
    page = log_in(alice).post(
        address("ballot", round), {"choice": ["1", "2", "3"], "save": "yes"}, follow=True
    )
    assert b"1 choice too many" in page.content


def test_a_ballot_is_sealed_with_its_phase_and_not_by_hand():
    """Nothing in the ballot pages can end or extend a phase."""
    round = open_round()
    end = Phase.objects.get(pk=round.phase_id).end
    cast(round, [1])
    assert Phase.objects.get(pk=round.phase_id).end == end
    assert SealedBallot.objects.count() == 1
