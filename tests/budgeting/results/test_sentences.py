"""Each project gets one sentence: why it won, or what was missing."""

import pytest

from budgeting.allocation import CODES
from budgeting.results.sentences import Decided, money_in, sentence
from budgeting.rounds.round_templates import TEMPLATES
from budgeting.rounds.rule_words import rule_sentences

NUMBERS = {
    "cost": 300,
    "left": 200,
    "votes": 4,
    "score": 4,
    "share": "12.345678",
    "money": "99.5",
    "time": 3,
    "rank": 2,
    "support": "7/2",
    "quota": 4,
    "budget": 250,
    "others": ["2"],
}


def why(code, votes=4, **numbers):
    return sentence(
        Decided(code, code.startswith("won"), votes, NUMBERS | numbers, {"2": "Pond"}, money_in("GBP"))
    )


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_of_the_engine_has_a_whole_sentence(code):
    words = why(code)

    assert words.endswith(".")
    assert "%(" not in words
    assert words not in ("It had 4 votes and was funded.", "It had 4 votes and was not funded.")


def test_loser_is_told_what_was_missing():
    assert why("lost_money") == (
        "It had 4 votes, but only £200 was left when its turn came: £100 was missing."
    )
    assert why("lost_shares") == (
        "Its 4 supporters had £99.50 left to pay for it together: £200.50 was missing."
    )


def test_parts_of_a_penny_never_promise_too_much():
    assert "at most £12.35 each" in why("won_shares")
    assert "£99.99 left" in why("lost_shares", money="99.999")


def test_one_vote_is_singular():
    assert "1 vote," in why("won_greedy", votes=1, score=1)


def test_points_are_told_apart_from_people():
    assert "30 points from 4 people" in why("won_greedy", score=30)


def test_other_projects_are_named_by_title():
    assert "“Pond”" in why("lost_conflict")


def test_unknown_code_gives_a_plain_sentence():
    assert why("won_by_a_rule_of_next_year") == "It had 4 votes and was funded."


def test_small_pot_sentence_does_without_the_numbers_it_keeps_back():
    decided = Decided("lost_shares", False, 4, {"cost": 300, "votes": 4}, {}, money_in("GBP"))

    assert "did not have enough money" in sentence(decided)


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_rule_of_every_template_is_told_in_words(template):
    assert len(rule_sentences(TEMPLATES[template].rule)) >= 3
