"""The rules by name: what is counted, how projects are picked, how what is left is used."""

from dataclasses import dataclass
from typing import Literal

from .errors import AllocationError

Method = Literal["greedy", "equal-shares", "phragmen", "expanding-approvals"]
Score = Literal["votes", "points", "score", "borda"]
Completion = Literal["none", "add1", "add1-city"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of counting.

    `score` is what a ballot gives a project: 1 a vote, its points, `max_length - place` or `length - place
    - 1`. Greedy: `density` divides by cost, `skip=False` stops at the first that does not fit, `threshold`
    bars low scores. Equal Shares: `by_cost` multiplies utility by cost; `completion` raises the endowment
    by `increment`; `comparison` lets greedy replace the outcome; `greedy_end` spends what is left by number
    of votes. Expanding approvals: `council` funds the most support per cost instead of the smallest id.
    """

    name: str
    method: Method
    score: Score = "votes"
    density: bool = False
    skip: bool = True
    threshold: bool = False
    by_cost: bool = False
    completion: Completion = "none"
    increment: int = 1
    comparison: bool = False
    greedy_end: bool = False
    council: bool = False


def _greedy() -> list[Rule]:
    scores: tuple[tuple[str, Score], ...] = (
        ("votes", "votes"),
        ("points", "points"),
        ("score_L", "score"),
        ("borda", "borda"),
    )
    rules = []
    for name, score in scores:
        density = "greedy_density" if name == "votes" else f"greedy_{name}_density"
        rules += [
            Rule(f"greedy_{name}", "greedy", score),
            Rule(f"greedy_{name}_no_skip", "greedy", score, skip=False),
            Rule(f"greedy_{name}_threshold", "greedy", score, threshold=True),
            Rule(density, "greedy", score, density=True),
        ]
    return rules


def _equal_shares() -> list[Rule]:
    kinds: tuple[tuple[str, Score, bool], ...] = (
        ("cost", "votes", True),
        ("card", "votes", False),
        ("points", "points", False),
        ("points_cost", "points", True),
        ("score_L", "score", False),
        ("borda", "borda", False),
    )
    rules = []
    for name, score, by_cost in kinds:
        base = f"mes_{name}"
        for ending, completion, step in (("", "none", 1), ("_add1", "add1", 1), ("_add10", "add1", 10)):
            for last in ("", "_greedy"):
                rules.append(
                    Rule(
                        f"{base}{ending}{last}",
                        "equal-shares",
                        score,
                        by_cost=by_cost,
                        completion=completion,  # type: ignore[arg-type]
                        increment=step,
                        greedy_end=bool(last),
                    )
                )
        city = Rule(f"{base}_city", "equal-shares", score, by_cost=by_cost, completion="add1-city")
        rules += [city, _with(city, f"{base}_city_comparison", comparison=True)]
        rules.append(_with(city, f"{base}_city_greedy", greedy_end=True))
    return rules


def _with(rule: Rule, name: str, **changes: bool) -> Rule:
    from dataclasses import replace

    return replace(rule, name=name, **changes)  # type: ignore[arg-type]


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in [
        *_greedy(),
        *_equal_shares(),
        Rule("phragmen", "phragmen"),
        Rule("pb_ear", "expanding-approvals"),
        Rule("pb_ear_council", "expanding-approvals", council=True),
    ]
}

META_RULES = (
    "greedy",
    "greedy-no-skip",
    "greedy-threshold",
    "greedy-custom",
    "equalshares",
    "equalshares/add1",
)


def rule_named(name: str, vote_type: str = "approval") -> Rule:
    """The rule with a name of `RULES`, or one of Pabulib's META rule names read for that type of vote.

    "greedy-custom" stands for many local rules: it is read as greedy without skipping, which most of them are
    (`docs/greedy-custom.md`), "unknown" as greedy.

    Raises AllocationError naming the rules there are.
    """
    if name in RULES:
        return RULES[name]
    greedy = f"greedy_{own_score(vote_type)}"
    shares = "mes_cost" if vote_type in ("approval", "choose-1") else f"mes_{own_score(vote_type)}"
    pabulib = {
        "greedy": greedy,
        "greedy-no-skip": f"{greedy}_no_skip",
        "greedy-threshold": f"{greedy}_threshold",
        "greedy-custom": f"{greedy}_no_skip",
        "unknown": greedy,
        "equalshares": shares,
        "equalshares/add1": f"{shares}_city",
        "equalshares/add1-comparison": f"{shares}_city_comparison",
    }
    if name not in pabulib:
        raise AllocationError("rule", f"{name!r} is not a rule; there are: {', '.join([*RULES, *pabulib])}")
    return RULES[pabulib[name]]


def reads_ballot(rule: Rule, vote_type: str) -> bool:
    """True when the rule counts all that this type of ballot says: places where people rank, points where
    they give points, votes elsewhere.

    A rule of votes runs on ranked ballots too, but there every place counts the same.
    """
    if rule.method == "expanding-approvals":
        return vote_type == "ordinal"
    if vote_type == "ordinal":
        return rule.score in ("score", "borda")
    return rule.score == ("points" if vote_type in ("cumulative", "scoring") else "votes")


def own_score(vote_type: str) -> str:
    """What this type of ballot is usually scored by, as it stands in rule names."""
    return {"ordinal": "score_L", "cumulative": "points", "scoring": "points"}.get(vote_type, "votes")
