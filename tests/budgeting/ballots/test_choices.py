"""Ballots of all five types: their one canonical shape, their limits, and what the box makes of them."""

import pytest

from budgeting.ballots.actions import read_draft, read_own_choices, save_draft
from budgeting.ballots.box import BLOCK
from budgeting.ballots.choices import tidy
from budgeting.ballots.refusals import BallotRefused
from budgeting.models import BallotDraft, CastKey, CountedBallot, PollBookEntry, Round, SealedBallot
from budgeting.results.actions import count_round
from budgeting.results.ballots_of_pots import elections_of
from participation.accounts.rules import identity_of
from participation.clock import database_now
from tests.factories.people import IdentityFactory
from tests.factories.rounds import (
    ProjectFactory,
    RoundFactory,
    RoundPotFactory,
    cast,
    open_round,
    opened,
    sealed,
)

pytestmark = pytest.mark.django_db
RANKED = {"ballot_type": "ordinal", "max_choices": 3, "rule": "greedy_score_L", "projects": 5}
POINTS = {"ballot_type": "cumulative", "points": 10, "rule": "greedy_points", "projects": 5}
# For each type: what someone hands in, and the one shape in which it is kept.
SHAPES = {
    "approval": ([3, 1, 3], (1, 3)),
    "knapsack": ([3, 1], (1, 3)),
    "choose-1": ([2], (2,)),
    "ordinal": ([4, 1, 3], (4, 1, 3)),
    "cumulative": ([(4, "1"), (1, "09")], ((1, "9"), (4, "1"))),
}


def round_of(ballot_type: str) -> Round:
    special = {"ordinal": RANKED, "cumulative": POINTS}
    return open_round(**special.get(ballot_type, {"ballot_type": ballot_type, "projects": 5}))


def refused(code: str):
    return pytest.raises(BallotRefused, check=lambda refusal: refusal.code == code)


@pytest.mark.parametrize("ballot_type", SHAPES)
def test_a_ballot_of_each_type_is_cast_read_changed_and_counted_in_its_shape(ballot_type, alice, carol, dave):
    round, voter = round_of(ballot_type), identity_of(alice)
    handed_in, kept = SHAPES[ballot_type]
    receipt = cast(round, handed_in, voter, key="one")
    assert read_own_choices(round=round, identity=voter) == kept
    other = [(2, "3")] if ballot_type == "cumulative" else [2]
    assert cast(round, other, voter, key="two") == receipt
    assert cast(round, handed_in, voter, key="three") == receipt
    sealed(round, carol, dave)
    rows = [list(choice) if isinstance(choice, tuple) else choice for choice in kept]
    assert CountedBallot.objects.get().choices == rows


@pytest.mark.parametrize("ballot_type", SHAPES)
def test_the_same_key_and_ballot_give_the_receipt_again_in_whatever_order_it_is_written(ballot_type, alice):
    round, voter = round_of(ballot_type), identity_of(alice)
    handed_in, kept = SHAPES[ballot_type]
    receipt = cast(round, handed_in, voter, key="one")
    assert cast(round, list(kept), voter, key="one") == receipt
    with refused("key_reused"):
        cast(round, kept[:-1] or [3], voter, key="one")
    assert read_own_choices(round=round, identity=voter) == kept


def test_another_order_of_the_same_projects_is_another_ranked_ballot(alice):
    round, voter = open_round(**RANKED), identity_of(alice)
    cast(round, [1, 2], voter, key="one")
    with refused("key_reused"):
        cast(round, [2, 1], voter, key="one")


def test_ranked_ballots_say_the_same_however_the_pots_are_mixed():
    round = RoundFactory(**RANKED | {"projects": 0})
    first, second = round.pots.get(), RoundPotFactory(round=round)
    projects = [ProjectFactory(round_pot=first if n < 3 else second, number=n) for n in (1, 2, 3, 4)]
    assert tidy(round, projects, [4, 2, 3, 1]) == tidy(round, projects, [2, 4, 1, 3]) == (2, 1, 4, 3)


@pytest.mark.parametrize(
    ("changes", "choices", "code"),
    [
        (RANKED, [], "empty"),
        (RANKED, [1, 99], "unknown"),
        (RANKED, [1, 2, 3, 4], "too_many"),
        (RANKED, [1, 2, 1], "twice"),
        (RANKED, [(1, "1")], "unknown"),
        (POINTS, [], "empty"),
        (POINTS, [(99, "1")], "unknown"),
        (POINTS, [1], "unknown"),
        (POINTS, [(1, "5"), (1, "5")], "twice"),
        (POINTS, [(1, "6"), (2, "5")], "too_many_points"),
        (POINTS, [(1, "0")], "points_wrong"),
        (POINTS, [(1, "-3")], "points_wrong"),
        (POINTS, [(1, "1.5")], "points_wrong"),
        (POINTS, [(1, "two")], "points_wrong"),
        (POINTS, [(1, "²")], "points_wrong"),
        (POINTS, [(1, "9" * 40)], "points_wrong"),
        (POINTS | {"max_choices": 1}, [(1, "5"), (2, "5")], "too_many"),
    ],
)
def test_a_wrong_ranked_or_points_ballot_is_refused_and_kept_nowhere(changes, choices, code):
    round = open_round(**changes)
    with refused(code):
        cast(round, choices)
    assert not any(model.objects.exists() for model in (PollBookEntry, SealedBallot, CastKey, BallotDraft))


@pytest.mark.parametrize(
    ("changes", "choices"),
    [(RANKED, [5, 4, 3]), (RANKED, [2]), (POINTS, [(1, "10")]), (POINTS, [(1, "4"), (2, "1"), (5, "4")])],
)
def test_a_ranked_or_points_ballot_is_taken_right_up_to_the_limit(changes, choices):
    cast(open_round(**changes), choices)
    assert SealedBallot.objects.count() == 1


def test_points_and_places_are_counted_in_each_pot_alone():
    for changes, pair in ((POINTS, "10"), (RANKED | {"max_choices": 1}, None)):
        round = RoundFactory(**changes | {"projects": 0})
        for number, share in enumerate((round.pots.get(), RoundPotFactory(round=round)), 1):
            ProjectFactory(round_pot=share, number=number)
        cast(opened(round), [(1, pair), (2, pair)] if pair else [1, 2])
    assert SealedBallot.objects.count() == 2


@pytest.mark.parametrize("ballot_type", SHAPES)
def test_all_boxes_of_a_round_have_one_length_whatever_is_in_them(ballot_type):
    round = round_of(ballot_type)
    fullest = {"ordinal": [5, 4, 3], "cumulative": [(n, "2") for n in range(1, 6)], "choose-1": [5]}
    smallest = [(1, "1")] if ballot_type == "cumulative" else [1]
    for choices in (smallest, fullest.get(ballot_type, [1, 2])):
        cast(round, choices)
    draft = [(n, "99999") for n in range(1, 6)] if ballot_type == "cumulative" else [1, 2, 3, 4, 5]
    save_draft(round=round, identity=IdentityFactory(), choices=draft, arrived_at=database_now())
    rows = [model.objects.values_list("box", flat=True) for model in (SealedBallot, BallotDraft)]
    assert {len(bytes(box)) for boxes in rows for box in boxes} == {12 + BLOCK + 16}


@pytest.mark.parametrize("ballot_type", SHAPES)
def test_a_draft_of_each_type_is_kept_in_its_shape_and_without_strangers(ballot_type, alice):
    round, voter = round_of(ballot_type), identity_of(alice)
    handed_in, kept = SHAPES[ballot_type]
    stranger = (99, "1") if ballot_type == "cumulative" else 99
    save_draft(round=round, identity=voter, choices=[*handed_in, stranger], arrived_at=database_now())
    assert read_draft(round=round, identity=voter) == kept


def test_a_draft_may_ask_for_too_much_but_not_for_nonsense(alice):
    round, voter = open_round(**POINTS), identity_of(alice)
    too_much = save_draft(round=round, identity=voter, choices=[(1, "99")], arrived_at=database_now())
    assert read_draft(round=round, identity=voter) == too_much == ((1, "99"),)
    for choices, code in (([(1, "many")], "points_wrong"), ([(1, "1"), (1, "2")], "twice")):
        with refused(code):
            save_draft(round=round, identity=voter, choices=choices, arrived_at=database_now())
    assert read_draft(round=round, identity=voter) == too_much


def test_places_and_points_decide_the_count(carol, dave):
    """All ballots name both projects; the rule sees which is first, and who got more points."""
    for changes, ballots in (
        (RANKED, ([2, 1], [2, 1], [1, 2])),
        (POINTS, ([(1, "1"), (2, "9")], [(1, "1"), (2, "9")], [(1, "9"), (2, "1")])),
    ):
        round = open_round(**changes | {"projects": 2})
        for ballot in ballots:
            cast(round, ballot)
        sealed(round, carol, dave)
        [election] = elections_of(round)
        assert election.ballots == 3
        result = count_round(actor=carol, round=round)
        assert list(result.outcomes.order_by("place").values_list("project__number", flat=True)) == [2, 1]
