"""Turnout by area and age: small numbers are hidden, and so is what would give them away."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgeting.models import Round
from budgeting.results.actions import correct_result, count_round, publish_result
from budgeting.results.turnout_groups import LEAST, age_words, shown_groups, suppressed, turnout_groups
from tests.factories.people import IdentityFactory, ward
from tests.factories.rounds import cast, open_round, sealed

ON_A_BUSY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), max_size=8)


@given(COUNTS)
@ON_A_BUSY_MACHINE
def test_no_small_number_is_shown_and_the_hidden_ones_cannot_be_computed(counts):
    shown = dict(suppressed(counts))

    assert all(number is None or number == 0 or number >= LEAST for number in shown.values())
    hidden = [key for key, number in shown.items() if number is None]
    assert len(hidden) != 1
    assert not hidden or sum(counts[key] for key in hidden) >= LEAST
    assert all(number in (None, counts[key]) for key, number in shown.items())


@given(COUNTS)
@ON_A_BUSY_MACHINE
def test_control_hiding_small_numbers_alone_would_give_one_away(counts):
    """What the second rule is for: with the total known, a lone hidden number is a subtraction."""
    alone = [key for key, number in counts.items() if 0 < number < LEAST]
    if len(alone) == 1:
        assert (
            sum(counts.values()) - sum(n for key, n in counts.items() if key not in alone) == counts[alone[0]]
        )
        assert [number for _key, number in suppressed(counts)].count(None) != 1


def test_next_larger_number_is_hidden_with_a_lone_small_one():
    assert suppressed({"a": 3, "b": 40, "c": 12}) == [["a", None], ["b", 40], ["c", None]]


def test_nothing_is_shown_where_nothing_may_be():
    assert suppressed({"a": 3}) == []
    assert suppressed({}) == []


def test_ages_stand_in_bands_with_words():
    assert [age_words(first) for first in (0, 18, 80, None)] == [
        "Under 18",
        "18 to 24",
        "80 and over",
        "Not known",
    ]


@pytest.fixture
def round(db):
    """Twelve people of one ward, eleven of another, all of the same age but for one."""
    round = open_round(rule="greedy_votes")
    year = round.phase.end.year
    for name, count in (("Harbour ward", 12), ("Hill ward", 11)):
        area = ward(name)
        for _ in range(count):
            cast(round, [1], IdentityFactory(area=area, birth_year=year - 30))
    return round


def test_groups_come_from_the_poll_book(round):
    groups = turnout_groups(round)
    assert groups["areas"] == [["Harbour ward", 12], ["Hill ward", 11]]
    assert [25, 23] in groups["ages"]


def test_page_shows_them_and_a_later_version_keeps_those_of_the_first(round, carol, dave, client):
    first = count_round(actor=carol, round=sealed(round, carol, dave))
    round.poll_book.first().identity.__class__.objects.update(area=None)
    second = correct_result(actor=carol, result=first, reason="Once more")

    assert second.turnout_groups == first.turnout_groups
    publish_result(actor=carol, result=second)
    page = client.get(f"/rounds/{round.process.slug}/result/").content.decode()
    assert "Hill ward" in page
    assert "Small numbers are not shown" in page


def test_a_small_vote_shows_no_groups(carol, dave, client, db):
    round = open_round()
    cast(round, [1])
    result = count_round(actor=carol, round=sealed(round, carol, dave))
    assert result.turnout_groups == {"areas": [], "ages": []}
    publish_result(actor=carol, result=result)
    assert "Who voted" not in client.get(f"/rounds/{round.process.slug}/result/").content.decode()
    assert Round.objects.filter(pk=round.pk).exists()


def test_a_table_in_which_every_number_is_left_out_is_not_shown():
    kept = {"areas": [["Harbour ward", None], ["Hill ward", None]], "ages": [[0, 0], [18, 12], [25, None]]}
    [ages] = shown_groups(kept)
    assert (ages["title"], ages["of"]) == ("By age", "Age")
