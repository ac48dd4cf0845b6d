"""The page that sets the rules side by side: a table for each pot, with a tick for each funded project."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from budgeting.rounds.models import Project, Round, RoundPot
from budgeting.rounds.rule_words import rule_name


@dataclass(frozen=True)
class RuleColumn:
    """One rule's outcome in a pot; `ours` is the one that counts."""

    name: str
    ours: bool
    spent: int
    with_nothing: int


@dataclass(frozen=True)
class PotTable:
    share: RoundPot
    columns: list[RuleColumn]
    rows: list[tuple[Project, list[bool]]]


def pot_tables(round: Round, pots: Iterable[dict[str, Any]]) -> list[PotTable]:
    """Two queries for any number of pots and projects; `pots` in the shape that an Analysis keeps."""
    shares = {share.pk: share for share in round.pots.select_related("pot__area", "pot__category")}
    projects = list(round.projects.order_by("number"))
    for project in projects:
        project.round = round
    return [
        PotTable(
            shares[pot["pot"]],
            [
                RuleColumn(name, each["rule"] == round.rule, each["spent"], each["with_nothing"])
                for each, name in zip(pot["rules"], _names(pot["rules"]), strict=True)
            ],
            [
                (project, [project.number in each["funded"] for each in pot["rules"]])
                for project in projects
                if project.round_pot_id == pot["pot"]
            ],
        )
        for pot in pots
    ]


def _names(rules: list[dict[str, Any]]) -> list[str]:
    """What each rule is called; two variants of one method stand apart by their own names."""
    names = [rule_name(each["rule"]) for each in rules]
    return [
        name if names.count(name) == 1 else f"{name} ({each['rule']})"
        for each, name in zip(rules, names, strict=True)
    ]
