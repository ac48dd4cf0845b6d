"""Each decision of Phragmen and expanding approvals follows from the trace by plain sums; so do the totals of
every rule. (Greedy and Equal Shares have their own tests beside their rules.)"""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from budgeting.allocation import CODES, RULES, allocate
from tests.budgeting.allocation.strategies import approvals, costs_of, points, rankings, tie_rules

brief = settings(max_examples=80, deadline=None, database=None, derandomize=True)


def down(value):
    """To six decimals, as numbers are told."""
    return Fraction(int(value * 10**6), 10**6)


@brief
@given(st.data(), st.one_of(approvals(), points(), rankings()))
def test_every_rule_adds_up_and_says_what_its_code_promises(data, case):
    """Money left follows from the order of the trace alone; each code carries its numbers."""
    instance, profile = case
    rule = RULES[data.draw(st.sampled_from(sorted(RULES)))]
    if profile.kind != "ordinal" and (
        rule.score in ("score", "borda") or rule.method == "expanding-approvals"
    ):
        return
    outcome = allocate(instance, profile, rule, data.draw(tie_rules(instance.ids)))
    left, costs = Fraction(instance.budget), costs_of(instance)
    assert tuple(step.project for step in outcome.trace) == outcome.funded
    for place, step in enumerate(outcome.trace, 1):
        decision = outcome.decision(step.project)
        assert (decision.funded, decision.step) == (True, place)
        if "left" in dict(decision.numbers):
            assert decision.number("left") == left
        left -= costs[step.project]
        assert step.left == left
    assert outcome.left == left
    for decision in outcome.decisions:
        assert set(CODES[decision.code]) <= {name for name, _ in decision.numbers}
        assert decision.number("cost") == costs[decision.project]


@brief
@given(st.data(), approvals())
def test_phragmen_follows_from_its_trace(data, case):
    """Purses replayed: the time of each purchase, who was too dear, and that the stop was one."""
    instance, profile = case
    outcome = allocate(instance, profile, RULES["phragmen"], data.draw(tie_rules(instance.ids)))
    costs, ballots = costs_of(instance), list(profile)
    paid, now = [Fraction(0)] * len(ballots), Fraction(0)

    def time_of(id):
        owed = costs[id] + sum(paid[at] * b.count for at, b in enumerate(ballots) if id in b.choices)
        voters = sum(b.count for b in ballots if id in b.choices)
        return owed / voters if voters else None

    for step in outcome.trace:
        decision, time = outcome.decision(step.project), time_of(step.project)
        if time is None:
            assert (decision.code, step.price) == ("won_unsupported", 0)
            continue
        assert decision.code == "won_phragmen"
        assert decision.number("time") == step.price == down(time)
        assert time >= now
        now = time
        paid = [time if step.project in b.choices else old for old, b in zip(paid, ballots, strict=True)]
    lost = [decision for decision in outcome.decisions if not decision.funded]
    stopped = [decision for decision in lost if decision.code == "lost_stopped"]
    for decision in lost:
        dear = costs[decision.project] > instance.budget
        assert decision.code == ("lost_too_dear" if dear else "lost_stopped")
    if stopped:
        times = {d.project: time_of(d.project) for d in stopped}
        supported = [time for time in times.values() if time is not None]
        first = [id for id, time in times.items() if time == min(supported, default=None)]
        assert any(costs[id] > outcome.left for id in first)


@brief
@given(st.data(), rankings())
def test_expanding_approvals_follow_from_their_trace(data, case):
    """Weights replayed: rank, support and quota of each winner, and what each loser had at the end."""
    instance, profile = case
    name = data.draw(st.sampled_from(["pb_ear", "pb_ear_council"]))
    outcome = allocate(instance, profile, RULES[name], data.draw(tie_rules(instance.ids)))
    costs, ballots = costs_of(instance), list(profile)
    weights, rank = [Fraction(1)] * len(ballots), 1

    def support(id, within):
        return sum(
            (w * b.count for w, b in zip(weights, ballots, strict=True) if id in b.choices[:within]),
            Fraction(0),
        )

    for step in outcome.trace:
        decision = outcome.decision(step.project)
        rank, before = int(step.phase.removeprefix("rank ")), rank
        quota = profile.voters * costs[step.project] / Fraction(instance.budget)
        has = support(step.project, rank)
        assert rank >= before
        assert decision.code == "won_ear"
        assert (decision.number("rank"), decision.number("quota")) == (rank, down(quota))
        assert decision.number("support") == step.price == down(has)
        assert has >= quota
        weights = [
            w * (1 - quota / has) if quota and step.project in b.choices[:rank] else w
            for w, b in zip(weights, ballots, strict=True)
        ]
    for decision in outcome.decisions:
        if not decision.funded:
            quota = profile.voters * costs[decision.project] / Fraction(instance.budget)
            has = support(decision.project, max((len(b.choices) for b in ballots), default=0))
            named = any(decision.project in b.choices for b in ballots)
            assert decision.number("support") == down(has)
            assert decision.number("quota") == down(quota)
            fits = costs[decision.project] <= outcome.left
            assert not named or has < quota or not fits
            expected = "lost_ear" if has < quota else "lost_money"
            assert decision.code == (expected if named else "lost_no_support")
