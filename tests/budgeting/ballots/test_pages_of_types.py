"""Ranked ballots, points and choose-one in a browser without scripts: marks, buttons, refusals, comparing."""

import pytest
from django.urls import reverse

from budgeting.ballots.actions import read_draft, read_own_choices
from budgeting.models import BallotDraft, PollBookEntry
from participation.accounts.rules import identity_of
from tests.factories.rounds import ProjectFactory, RoundFactory, RoundPotFactory, cast, open_round, opened

pytestmark = pytest.mark.django_db
RANKED = {"ballot_type": "ordinal", "max_choices": 3, "rule": "greedy_score_L", "projects": 5}
POINTS = {"ballot_type": "cumulative", "points": 10, "rule": "greedy_points", "projects": 5}


def places(**marks: str) -> dict[str, str]:
    """places(_4="1"): project 4 gets the first place."""
    return {f"place-{name[1:]}": text for name, text in marks.items()}


def points(**marks: str) -> dict[str, str]:
    return {f"points-{name[1:]}": text for name, text in marks.items()}


class Voter:
    """Alice at the ballot of one round."""

    def __init__(self, client, person, round):
        self.client, self.identity, self.round = client, identity_of(person), round

    def at(self, name: str) -> str:
        return reverse(name, args=[self.round.process.slug])

    def press(self, button: str, value: str = "yes", **marks):
        return self.client.post(self.at("ballot"), {**marks, button: value}, follow=True)

    def cast(self, page, **changes):
        """Send the review page as it stands."""
        assert page.templates[0].name == "budgeting/ballot_review.html", page.context["problem"]
        lines = [line.sent for pot in page.context["basket"].pots for line in pot.lines]
        sent = {"choice": lines, "key": page.context["key"], **changes}
        return self.client.post(self.at("ballot_cast"), sent, follow=True)

    @property
    def draft(self):
        return read_draft(round=self.round, identity=self.identity)

    @property
    def ballot(self):
        return read_own_choices(round=self.round, identity=self.identity)


@pytest.fixture
def voter(alice, log_in):
    return lambda **changes: Voter(log_in(alice), alice, open_round(**changes))


def test_a_ranked_ballot_from_places_to_receipt_and_changed(voter):
    alice = voter(**RANKED)
    page = alice.press("review", **places(_4="1", _2="2"))
    assert alice.draft == (4, 2)
    assert b"1 place left" in page.content
    page = alice.cast(page)
    assert b"Your ballot is in" in page.content
    assert alice.ballot == (4, 2)
    page = alice.client.get(alice.at("ballot"))
    marks = {card.project.number: card.mark for card in page.context["basket"].pots[0].cards}
    assert marks == {4: "1", 2: "2", 1: "", 3: "", 5: ""}
    alice.cast(alice.press("review", **places(_2="1", _4="2", _5="3")))
    assert alice.ballot == (2, 4, 5)
    assert PollBookEntry.objects.count() == 1


def test_points_from_fields_to_receipt_and_changed(voter):
    alice = voter(**POINTS)
    page = alice.press("review", **points(_3="4", _1="05", _2="0", _5=""))
    assert alice.draft == ((1, "5"), (3, "4"))
    assert b"1 point left" in page.content
    assert b"4 points" in page.content
    alice.cast(page)
    assert alice.ballot == ((1, "5"), (3, "4"))
    alice.cast(alice.press("review", **points(_2="10")))
    assert alice.ballot == ((2, "10"),)


def test_one_project_is_chosen_in_each_pot(alice, log_in):
    round = RoundFactory(ballot_type="choose-1", projects=0)
    first, second = round.pots.get(), RoundPotFactory(round=round)
    for number in (1, 2, 3, 4):
        ProjectFactory(round_pot=first if number < 3 else second, number=number)
    person = Voter(log_in(alice), alice, opened(round))
    fields = {f"choice-{first.pk}": "2", f"choice-{second.pk}": "3"}
    page = person.client.get(person.at("ballot"))
    assert page.content.count(b'type="radio"') == 4
    person.cast(person.press("review", **fields))
    assert person.ballot == (2, 3)
    person.press("remove", "2", **fields)
    assert person.draft == (3,)


@pytest.mark.parametrize(
    ("changes", "marks", "words"),
    [
        (RANKED, places(_1="1", _2="1"), "“Project 1” and “Project 2” both have place 1"),
        (RANKED, places(_1="1", _2="3"), "place 2 is empty"),
        (RANKED, places(_1="4"), "not a number from 1 to 3"),
        (RANKED, places(_1="first"), "not a number from 1 to 3"),
        (RANKED, places(_1="-1"), "not a number from 1 to 3"),
        (POINTS, points(_1="6", _2="5"), "You have 10 points to share out"),
        (POINTS, points(_1="-3"), "points for “Project 1” are not a whole number"),
        (POINTS, points(_1="2.5"), "points for “Project 1” are not a whole number"),
        (POINTS, points(_1="lots"), "points for “Project 1” are not a whole number"),
        (POINTS, points(_1="0", _2=""), "at least one project"),
        (RANKED, {}, "at least one project"),
    ],
)
def test_wrong_marks_are_refused_with_the_reason_and_nothing_typed_is_lost(voter, changes, marks, words):
    alice = voter(**changes)
    page = alice.press("review", **marks)
    assert words in page.content.decode()
    assert b"What you chose is still here" in page.content
    shown = {card.project.number: card.mark for card in page.context["basket"].pots[0].cards}
    typed = {int(name.split("-")[1]): text for name, text in marks.items()}
    assert {number: shown[number] for number in typed} == {n: t.strip("0") or "" for n, t in typed.items()}
    for number, text in typed.items():
        if changes is POINTS and text.strip("0"):
            assert f'id="points-{number}"' in page.content.decode()
            assert f'value="{text}"' in page.content.decode()
    assert not PollBookEntry.objects.exists()


def test_more_places_than_there_are_are_refused_when_they_are_sent_past_the_page(voter):
    alice = voter(**RANKED)
    page = alice.press("review", **places(_1="1"))
    page = alice.cast(page, choice=["1", "2", "3", "4"])
    assert "There are 3 places" in page.content.decode()
    page = alice.cast(alice.press("review", **places(_1="1")), choice=["1", "2", "1"])
    assert "stands on this ballot twice" in page.content.decode()
    assert not PollBookEntry.objects.exists()


@pytest.mark.parametrize("choice", ["1", "1:", "1:0", "1:-2", "1:1.5", "1:many", "1:²", "²:1", "1:2:3", ":"])
def test_points_that_are_sent_past_the_page_are_refused_in_words(voter, choice):
    alice = voter(**POINTS)
    page = alice.cast(alice.press("review", **points(_1="1")), choice=[choice])
    assert "whole number" in page.content.decode() or "not on this ballot" in page.content.decode()
    assert not PollBookEntry.objects.exists()


@pytest.mark.parametrize(
    ("button", "number", "order"),
    [
        ("up", "2", (2, 1, 3)),
        ("up", "1", (1, 2, 3)),
        ("down", "2", (1, 3, 2)),
        ("down", "3", (1, 2, 3)),
        ("remove", "1", (2, 3)),
        ("remove", "2", (1, 3)),
    ],
)
def test_buttons_move_a_ranked_project_up_down_and_out(voter, button, number, order):
    alice = voter(**RANKED)
    page = alice.press(button, number, **places(_1="1", _2="2", _3="3"))
    assert alice.draft == order
    assert page.redirect_chain == [(alice.at("ballot") + "?open=basket#basket", 302)]
    assert b"data-basket-details open" in page.content


def test_a_project_does_not_move_into_another_pot(alice, log_in):
    round = RoundFactory(**RANKED | {"projects": 0})
    first, second = round.pots.get(), RoundPotFactory(round=round)
    for number in (1, 2, 3, 4):
        ProjectFactory(round_pot=first if number < 3 else second, number=number)
    person = Voter(log_in(alice), alice, opened(round))
    for button, number in (("down", "2"), ("up", "3")):
        person.press(button, number, **places(_1="1", _2="2", _3="1", _4="2"))
        assert person.draft == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("button", "marks", "kept"),
    [
        ("more", points(_1="4"), ((1, "5"),)),
        ("more", points(_2="1"), ((1, "1"), (2, "1"))),
        ("less", points(_1="4"), ((1, "3"),)),
        ("less", points(_1="1", _2="2"), ((2, "2"),)),
        ("less", points(_2="2"), ((2, "2"),)),
    ],
)
def test_buttons_give_a_point_more_and_a_point_less(voter, button, marks, kept):
    alice = voter(**POINTS)
    page = alice.press(button, "1", **marks)
    assert alice.draft == kept
    assert page.redirect_chain == [(alice.at("ballot") + "#project-1", 302)]


def test_two_projects_stand_side_by_side_with_the_basket_and_can_be_chosen_there(voter):
    alice = voter(**POINTS)
    page = alice.press("side_by_side", compare=["2", "4"], **points(_1="3"))
    assert page.templates[0].name == "budgeting/ballot_compare.html"
    assert page["Cache-Control"] == "no-store, private"
    assert page.redirect_chain == [], "what someone compares stands in no address"
    assert page.content.count(b'class="pick compare__one"') == 2
    assert b"7 points left" in page.content
    stays = {"comparing": "yes", "compare": ["2", "4"]}
    page = alice.press("more", "4", **stays, **points(_1="3"))
    assert page.templates[0].name == "budgeting/ballot_compare.html"
    assert alice.draft == ((1, "3"), (4, "1"))
    page = alice.press("back", **stays, **points(_1="3", _4="2"))
    assert page.templates[0].name == "budgeting/ballot.html"
    assert alice.draft == ((1, "3"), (4, "2"))
    page = alice.press("review", **stays, **points(_1="3", _4="2"))
    assert page.templates[0].name == "budgeting/ballot_review.html"


@pytest.mark.parametrize("ticked", [[], ["1"], ["1", "2", "3", "4"]])
def test_comparing_fewer_than_two_or_more_than_three_is_refused_and_keeps_the_basket(voter, ticked):
    alice = voter(projects=5)
    page = alice.press("side_by_side", compare=ticked, choice=["1"])
    assert "two or three projects" in page.content.decode()
    assert alice.draft == (1,)


def test_comparing_needs_an_open_vote_and_a_verified_person(charlie, log_in):
    person = log_in(charlie)
    page = person.post(
        reverse("ballot", args=[open_round().process.slug]), {"side_by_side": "yes", "compare": ["1", "2"]}
    )
    assert page.status_code == 403
    assert not BallotDraft.objects.exists()


@pytest.mark.parametrize("changes", [RANKED, POINTS])
@pytest.mark.parametrize("name", ["ballot", "ballot_review", "ballot_in"])
def test_pages_of_each_type_ask_as_much_for_thirty_projects_as_for_one(
    alice, log_in, changes, name, django_assert_max_num_queries
):
    counts = []
    for projects in (1, 30):
        round, client = open_round(**changes | {"projects": projects}), log_in(alice)
        cast(round, [(1, "1")] if changes is POINTS else [1], identity_of(alice))
        page = reverse(name, args=[round.process.slug])
        client.get(page)
        with django_assert_max_num_queries(40) as queries:
            assert client.get(page).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (RANKED, "In each pot you rank up to 3 projects"),
        (POINTS, "You have 10 points to share out in each pot"),
        (POINTS | {"max_choices": 2}, "Up to 2 projects of a pot can get points"),
    ],
)
def test_the_limit_is_said_on_the_ballot_and_on_the_page_of_the_round(voter, changes, words):
    alice = voter(**changes)
    for name in ("ballot", "round"):
        assert words in alice.client.get(alice.at(name)).content.decode()
