"""Counting by hand: run-offs, their ties, shares and averages."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from participation.votes.counting import average_in_tenths, first_places, percent, rankings_of, run_off

A, B, C, D = 1, 2, 3, 4


def test_majority_of_first_places_wins_at_once():
    result = run_off([A, B, C], {(A,): 6, (B, C): 3, (C, B): 2})
    assert result.winners == (A,)
    assert len(result.rounds) == 1


def test_votes_of_who_drops_out_move_on():
    """Tennessee's capital, the textbook's example: Knoxville wins by votes that move."""
    memphis, nashville, chattanooga, knoxville = 1, 2, 3, 4
    rankings = {
        (memphis, nashville, chattanooga, knoxville): 42,
        (nashville, chattanooga, knoxville, memphis): 26,
        (chattanooga, knoxville, nashville, memphis): 15,
        (knoxville, chattanooga, nashville, memphis): 17,
    }
    result = run_off([1, 2, 3, 4], rankings)
    assert result.winners == (knoxville,)
    assert [each.dropped for each in result.rounds] == [chattanooga, nashville, None]
    assert result.rounds[1].votes == {memphis: 42, nashville: 26, knoxville: 32}


def test_vote_that_names_nobody_left_ends():
    result = run_off([A, B, C], {(A,): 4, (B,): 3, (C,): 2})
    assert result.winners == (A,)
    assert result.rounds[-1].ended == 2


def test_tie_for_the_last_place_that_does_not_matter_is_no_tie():
    result = run_off([A, B, C], {(A, B): 4, (B, A): 2, (C, A): 2})
    assert result.winners == (A,)
    assert result.rounds[0].fewest == (B, C)


def test_tie_for_the_last_place_that_decides_is_called_a_tie():
    """If B drops out, C wins; if C drops out, B wins."""
    result = run_off([A, B, C], {(A,): 4, (B, C): 3, (C, B): 3})
    assert result.winners == (B, C)


def test_equal_votes_at_the_end_are_a_tie():
    assert run_off([A, B], {(A,): 2, (B,): 2}).winners == (A, B)


def test_nobody_voted():
    assert run_off([A, B], {}).winners == ()


def winners_by_every_path(left, rankings):
    """The definition, without shortcuts."""
    votes, _ended = first_places(left, rankings)
    counted = sum(votes.values())
    leaders = {option for option, number in votes.items() if 2 * number > counted}
    if leaders or len(left) == 1:
        return leaders or set(left)
    least = min(votes.values())
    return set().union(
        *(
            winners_by_every_path([other for other in left if other != each], rankings)
            for each in left
            if votes[each] == least
        )
    )


orders = st.sampled_from([order[:length] for order in permutations([A, B, C, D]) for length in (1, 2, 4)])


@given(st.dictionaries(orders, st.integers(1, 3), min_size=1, max_size=8))
def test_winners_are_those_of_all_orders(rankings):
    result = run_off([A, B, C, D], rankings)
    assert set(result.winners) == winners_by_every_path([A, B, C, D], rankings)
    assert all(sum(each.votes.values()) + each.ended == sum(rankings.values()) for each in result.rounds)


def test_rankings_come_from_rows_in_any_order():
    assert rankings_of([(7, 2, B), (8, 1, C), (7, 1, A)]) == {(A, B): 1, (C,): 1}


def test_shares_and_averages_round_halves_upward():
    assert [percent(1, 8), percent(1, 3), percent(0, 0), percent(7, 7)] == [13, 33, 0, 100]
    assert [average_in_tenths(7, 2), average_in_tenths(1, 20), average_in_tenths(0, 0)] == [35, 1, 0]
