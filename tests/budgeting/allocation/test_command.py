"""`python -m budgeting.allocation`: counts and recounts without Django."""

import json
import subprocess
import sys

import pytest

from budgeting.allocation import RULES
from budgeting.allocation.__main__ import main
from budgeting.allocation.rules import META_RULES
from tests.budgeting.test_count import VOTES


@pytest.fixture
def town(tmp_path):
    path = tmp_path / "town.pb"
    path.write_text(VOTES.format(rule="greedy"))
    return path


def said(capsys, *arguments):
    """What a command that succeeds prints."""
    assert main([str(argument) for argument in arguments]) == 0
    return capsys.readouterr().out


def test_it_counts_by_the_rule_that_the_file_names(town, capsys):
    lines = said(capsys, "count", town).splitlines()
    assert lines[0] == f"{town}, counted by greedy_votes"
    assert lines[1] == "2 of 3 projects are funded. Budget 100, spent 90, left 10."
    assert lines[2] == "  1. 1 Library: won_greedy, cost 60, left 100, votes 3, score 3"
    assert lines[4] == "   - 2 Pool: lost_money, cost 50, left 40, votes 2, score 2"


def test_json_holds_the_whole_allocation(town, capsys):
    (line,) = said(capsys, "count", town, "--rule", "mes_cost", "--json").splitlines()
    counted = json.loads(line)
    assert (counted["rule"], counted["file"], counted["endowment"]) == ("mes_cost", str(town), 25)
    assert {"funded", "decisions", "trace", "ties", "pots"} <= set(counted)


def test_every_rule_name_and_meta_are_taken(town, capsys):
    names = said(capsys, "rules").split()
    assert names == ["meta", *RULES, *META_RULES]
    for name in names:
        rule = RULES.get(name)
        if rule is None or (rule.score not in ("score", "borda") and rule.method != "expanding-approvals"):
            assert said(capsys, "count", town, "--rule", name).startswith(f"{town}, counted by ")


def test_ties_are_broken_as_asked(town, capsys):
    town.write_text(VOTES.format(rule="greedy").replace("a;1,2", "a;1,2,3").replace("b;1,2", "b;2,3"))
    for kind, funded in {"id": ["3", "1"], "cost": ["3", "2"]}.items():
        assert json.loads(said(capsys, "count", town, "--tie", kind, "--json"))["funded"] == funded
    given = said(capsys, "count", town, "--tie", "order", "--order", "2,3,1", "--explore")
    assert "Tie at step" in given
    assert main(["count", str(town), "--tie", "none"]) == 1
    assert "no tie rule is given" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("2;50;Pool", "2;cheap;Pool", "line 17, column 2, cost: 'cheap' is not a number"),
        ("2;50;Pool", "2;-50;Pool", "line 17, column 2, cost: -50 is below zero"),
        ("2;50;Pool", "1;50;Pool", "line 17, column 1, project_id: 1 already stands in line 16"),
        ("d;3", "d;9", "line 24, column 2, vote: 9 is not among the projects"),
        ("budget;100", "budget;-1", "line 9, column 2, budget: -1 is below zero"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_file_line_and_column(town, capsys, old, new, problem):
    town.write_text(VOTES.format(rule="greedy").replace(old, new))
    assert main(["count", str(town)]) == 1
    assert capsys.readouterr().err == f"{town}: {problem}\n"


def test_points_that_are_no_numbers_are_refused(town, capsys):
    text = VOTES.format(rule="greedy").replace("type;approval", "type;cumulative")
    text = text.replace("voter_id;vote", "voter_id;vote;points").replace("a;1,2", "a;1,2;3,many")
    text = text.replace("b;1,2", "b;1,2;1,1").replace("c;1", "c;1;1").replace("d;3", "d;3;1")
    town.write_text(text)
    assert main(["count", str(town)]) == 1
    assert "line 21, column 3, points: 'many' is not a number" in capsys.readouterr().err


def test_free_projects_dear_ones_and_an_empty_box_are_counted(town, capsys):
    text = VOTES.format(rule="greedy").replace("1;60", "1;0").replace("2;50", "2;500")
    for box in (text, text.split("a;1,2")[0]):
        town.write_text(box)
        for rule in (
            "greedy_votes",
            "greedy_density",
            "mes_cost",
            "mes_cost_city",
            "mes_card_add1",
            "phragmen",
        ):
            assert "2" not in json.loads(said(capsys, "count", town, "--rule", rule, "--json"))["funded"]


def test_a_missing_file_and_an_unknown_rule_are_told(town, capsys):
    assert main(["count", "gone.pb"]) == 1
    assert main(["count", str(town), "--rule", "dice"]) == 1
    told = capsys.readouterr().err
    assert "gone.pb: No such file" in told
    assert "'dice' is not a rule" in told


def test_help_names_the_commands():
    done = subprocess.run(
        [sys.executable, "-m", "budgeting.allocation", "--help"], capture_output=True, text=True, check=True
    )
    assert "count" in done.stdout
    assert "recount" in done.stdout
