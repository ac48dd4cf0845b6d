"""`manage.py count`: what it prints, its JSON, and how it refuses what it cannot count."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from budgeting.allocation import RULES
from tests import elections

VOTES = """META
key;value
description;A town
country;Poland
unit;Town
instance;2026
num_projects;3
num_votes;4
budget;100
vote_type;approval
rule;{rule}
date_begin;2026
date_end;2026
PROJECTS
project_id;cost;name
1;60;Library
2;50;Pool
3;30;Cycle path
VOTES
voter_id;vote
a;1,2
b;1,2
c;1
d;3
"""


@pytest.fixture
def town(tmp_path):
    """A small election whose META rule is greedy."""
    path = tmp_path / "town.pb"
    path.write_text(VOTES.format(rule="greedy"))
    return path


def count(*arguments):
    out = StringIO()
    call_command("count", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_says_who_is_funded_in_order_and_one_reason_each(town):
    said = count(town, "--rule", "greedy_votes")
    assert "2 of 3 projects are funded. Budget 100, spent 90, left 10." in said
    lines = [line.strip() for line in said.splitlines()]
    first = lines.index("1. 1 Library (cost 60, votes 3)")
    assert lines[first + 1] == "It had 3 votes, and its cost fitted into the 100 that was left."
    assert "2. 3 Cycle path (cost 30, votes 1)" in lines
    lost = lines.index("2 Pool (cost 50, votes 2)")
    assert "40" in lines[lost + 1]


def test_json_is_one_object_a_line_with_the_agreed_keys(town):
    lines = count(town, "--rule", "greedy_votes", "--rule", "mes_cost", "--json").splitlines()
    objects = [json.loads(line) for line in lines]
    assert [item["rule"] for item in objects] == ["greedy_votes", "mes_cost"]
    assert set(objects[0]) == {"file", "rule", "budget", "spent", "funded", "ties", "decisions"}
    assert (objects[0]["file"], objects[0]["budget"], objects[0]["spent"]) == (str(town), 100, 90)
    assert objects[0]["funded"] == ["1", "3"]
    assert {decision["project"] for decision in objects[0]["decisions"]} == {"1", "2", "3"}


@pytest.mark.parametrize(
    ("meta", "rule"),
    [
        ("greedy", "greedy_votes"),
        ("greedy-no-skip", "greedy_votes_no_skip"),
        ("equalshares/add1", "mes_cost_city"),
        ("unknown", "greedy_votes"),
    ],
)
def test_the_rule_that_the_file_names_is_the_default(town, meta, rule):
    town.write_text(VOTES.format(rule=meta))
    for arguments in ((), ("--rule", "meta"), ("--rule", meta)):
        assert json.loads(count(town, *arguments, "--json"))["rule"] == rule


def test_rules_are_set_side_by_side(town):
    said = count(town, "--compare")
    assert "greedy_votes " in said
    assert "mes_cost_greedy " in said
    assert "1 of 4 voters got nothing" in said


def test_every_rule_name_is_taken(town):
    for name, rule in RULES.items():
        if rule.score not in ("score", "borda") and rule.method != "expanding-approvals":
            assert json.loads(count(town, "--rule", name, "--json"))["rule"] == name


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("2;50;Pool", "2;cheap;Pool", "line 17, column 2, cost: 'cheap' is not a number"),
        ("2;50;Pool", "1;50;Pool", "line 17, column 1, project_id: 1 already stands in line 16"),
        ("d;3", "d;9", "line 24, column 2, vote: 9 is not among the projects"),
        ("budget;100", "budget;-1", "line 9, column 2, budget: -1 is below zero"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_line_and_field(town, old, new, problem):
    town.write_text(VOTES.format(rule="greedy").replace(old, new))
    with pytest.raises(CommandError) as refusal:
        count(town)
    assert str(refusal.value) == f"{town}: {problem}"


def test_costs_of_nothing_or_above_the_pot_and_an_empty_box_are_counted(town):
    text = VOTES.format(rule="greedy").replace("1;60", "1;0").replace("2;50", "2;500")
    town.write_text(text.replace("num_votes;4", "num_votes;0").split("a;1,2")[0])
    for name in ("greedy_votes", "mes_cost", "mes_cost_city", "phragmen"):
        outcome = json.loads(count(town, "--rule", name, "--json"))
        assert "2" not in outcome["funded"]


def test_a_missing_file_and_an_unknown_rule_are_told(town, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        count(tmp_path / "gone.pb")
    with pytest.raises(CommandError, match="'dice' is not a rule"):
        count(town, "--rule", "dice")
    with pytest.raises(CommandError, match="need ranked ballots"):
        count(town, "--rule", "mes_borda")


@pytest.mark.skipif(not elections.present(), reason=elections.ABSENT)
def test_real_files_of_each_type_of_vote_are_counted():
    known, seen = elections.expected(), set()
    for file in sorted(known, key=lambda file: known[file]["num_votes"]):
        if known[file]["vote_type"] not in seen:
            seen.add(known[file]["vote_type"])
            outcome = json.loads(count(elections.FOLDER / "pb" / file, "--json", "--rule", "greedy_votes"))
            assert sorted(outcome["funded"]) == known[file]["rules"]["greedy_votes"]["winners"]
    assert seen == {"approval", "choose-1", "ordinal", "cumulative"}
