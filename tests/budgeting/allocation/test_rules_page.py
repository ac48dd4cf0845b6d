"""The worked examples of docs/rules.md, counted as they stand there."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from budgeting.allocation import (
    RULES,
    Instance,
    Project,
    TieRule,
    allocate,
    approval_profile,
    cumulative_profile,
    ordinal_profile,
    rule_named,
)
from budgeting.allocation.matching import Campaign as MatchedCampaign
from budgeting.allocation.matching import Limits, Pledge, Sharing, settle
from tests import elections

DOCS = Path(__file__).resolve().parents[3] / "docs"
EXAMPLES = re.findall(r"```example\n(.*?)```", (DOCS / "rules.md").read_text(), re.S)


def read_project(words):
    """ "car park 40 excludes bandstand": a name, a cost, and what it excludes or needs."""
    name, cost, relation, other = re.fullmatch(r"(.+?) (\d+)(?: (excludes|needs) (.+))?", words).groups()
    return Project(name, int(cost), **({relation: (other,)} if relation else {}))


def read_ballots(ids, lines, places):
    """ "3 x a, b" approves, "3 x a > b" ranks, "3 x a 2, b 1" gives points."""
    pairs = [(int(count), names) for count, names in (line.split(" x ") for line in lines)]
    if any(">" in names for _, names in pairs):
        return ordinal_profile(
            ids, [(names.split(" > "), count) for count, names in pairs], max_length=places
        )
    if all(names not in ids and re.search(r" \d+(,|$)", names) for _, names in pairs):
        given = [
            ({part.rsplit(" ", 1)[0]: int(part.rsplit(" ", 1)[1]) for part in names.split(", ")}, count)
            for count, names in pairs
        ]
        return cumulative_profile(ids, given)
    if places is not None:
        return ordinal_profile(ids, [([names], count) for count, names in pairs], max_length=places)
    return approval_profile(ids, [(names.split(", "), count) for count, names in pairs])


def read_tie(words):
    kind, _, rest = words.partition(" ")
    return TieRule(kind, tuple(rest.split(", ")), "") if kind == "order" else TieRule(kind, seed=rest)


@pytest.mark.parametrize("example", EXAMPLES, ids=[text.split("\n", 1)[0] for text in EXAMPLES])
def test_an_example_of_the_page_gives_what_it_says(example):
    lines = example.strip().splitlines()
    ballots = [line for line in lines if re.match(r"\d+ x ", line)]
    said = [line.partition(" ") for line in lines if line not in ballots]
    projects = tuple(read_project(rest) for key, _, rest in said if key == "project")
    words = {key: rest for key, _, rest in said if key != "project"}
    instance = Instance(projects, int(words["pot"]), threshold=int(words.get("threshold", 0)))
    rule = RULES[words["rule"]]
    ranked = rule.method == "expanding-approvals" or rule.score in ("score", "borda")
    profile = read_ballots(instance.ids, ballots, int(words.get("places", 0)) if ranked else None)
    tie_rule = read_tie(words["tie"]) if "tie" in words else TieRule("none")
    if rule.method == "expanding-approvals":
        tie_rule = TieRule("id")
    outcome = allocate(replace(instance), profile, rule, tie_rule)
    assert ", ".join(outcome.funded) == words["funded"]


def test_every_rule_family_has_an_example():
    shown = {re.search(r"^rule (\S+)", text, re.M).group(1) for text in EXAMPLES}
    methods = {(RULES[name].method, RULES[name].completion, RULES[name].greedy_end) for name in shown}
    assert methods >= {
        (rule.method, rule.completion, rule.greedy_end and rule.completion == "none")
        for rule in RULES.values()
    }


@pytest.mark.skipif(not elections.present(), reason=elections.ABSENT)
def test_the_table_of_local_rules_names_each_file_and_its_outcome():
    page = (DOCS / "greedy-custom.md").read_text()
    rows = [line for line in page.splitlines() if line.startswith("| Poland")]
    files = [file for file, known in elections.expected().items() if known["meta_rule"] == "greedy-custom"]
    assert len(rows) == len(files)
    for file, row in zip(sorted(files), rows, strict=True):
        assert file.startswith(row.split(" ")[1].split("...")[0])
        read = elections.election(file)
        funded = set(
            allocate(read.instance, read.profile, rule_named("greedy-custom", read.profile.kind)).funded
        )
        assert funded == elections.official(read) == set(row.split(" | ")[1].split(", "))


MATCHES = re.findall(r"```match\n(.*?)```", (DOCS / "rules.md").read_text(), re.S)


@pytest.mark.parametrize("example", MATCHES, ids=[text.split("\n", 1)[0] for text in MATCHES])
def test_an_example_of_match_money_gives_what_it_says(example):
    lines = [line.partition(" ") for line in example.strip().splitlines()]
    words = {key: rest for key, _, rest in lines if key != "campaign"}
    campaigns, pledges, names = [], [], []
    for key, _, rest in lines:
        if key == "campaign":
            name, _, given = rest.partition(": ")
            minimum = re.search(r", minimum (\d+)", given)
            names.append(name)
            campaigns.append(MatchedCampaign(len(names), 10**9, int(minimum.group(1)) if minimum else 0))
            for people, amount in re.findall(r"(\d+) x (\d+)", given):
                pledges += [Pledge(len(names), len(pledges) + at, int(amount)) for at in range(int(people))]
    ratio = [int(side) for side in words.get("ratio", "1 for 1").split(" for ")]
    found = settle(Sharing(words["rule"]), int(words["pot"]), campaigns, pledges, Limits(*ratio))
    said = [f"{names[share.campaign - 1]} {share.amount}" for share in found.shares]
    assert ", ".join(said) == words["match"]


def test_every_sharing_rule_has_an_example():
    assert {text.split("\n", 1)[0] for text in MATCHES} == {f"rule {rule}" for rule in Sharing}
