"""The numbers of a poll: of its votes while it runs, of its tally once it is counted. One shape for both."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F

from participation.votes import counting
from participation.votes.models import Answer, Choice, Poll, PollOption, Tally, Vote

# Fewer voters than this, and single lines of a tally could point at a person: only sums are kept.
FEWEST_FOR_LINES = 20


@dataclass(frozen=True)
class Numbers:
    """`values[option][value]` is how many gave it: 1 chosen, places, points; of statements 1, -1 and 0."""

    turnout: int
    values: dict[int, dict[int, int]] = field(default_factory=dict)
    # Of a counted ranked poll.
    run_off: counting.RunOff | None = None

    def votes(self, option: int) -> int:
        """How many chose this option; in a ranked poll, put it first; else gave it any value."""
        return sum(self.values.get(option, {}).values())

    def first(self, option: int) -> int:
        return self.values.get(option, {}).get(1, 0)

    def points(self, option: int) -> int:
        return sum(value * times for value, times in self.values.get(option, {}).items())


def numbers_of(poll: Poll) -> Numbers:
    """Two queries at most."""
    if poll.counted_at is not None:
        return _kept(Tally.objects.defer("lines").get(poll=poll))
    return Numbers(Vote.objects.filter(poll=poll).count(), _values(poll))


def _values(poll: Poll) -> dict[int, dict[int, int]]:
    if poll.kind == Poll.Kind.STATEMENTS:
        given = Answer.objects.filter(vote__poll=poll, statement__hidden_at=None, statement__held=False)
        rows = given.values_list(F("statement"), "value").annotate(n=Count("pk")).order_by()
    else:
        given = Choice.objects.filter(option__poll=poll)
        rows = given.values_list(F("option"), "value").annotate(n=Count("pk")).order_by()
    values: dict[int, dict[int, int]] = defaultdict(dict)
    for thing, value, times in rows:
        values[thing][value] = times
    return dict(values)


def count_now(poll: Poll) -> Tally:
    """The tally of a poll whose votes stand still: not saved yet. Call under `hold_poll_alone`."""
    turnout, values = Vote.objects.filter(poll=poll).count(), _values(poll)
    numbers: dict[str, Any] = {
        "values": {thing: {str(value): n for value, n in each.items()} for thing, each in values.items()}
    }
    lines: list[Any] = []
    if poll.kind == Poll.Kind.RANKED:
        rankings = _rankings(poll)
        options = list(PollOption.objects.filter(poll=poll).values_list("pk", flat=True))
        numbers["run_off"] = _as_json(counting.run_off(options, rankings))
        lines = [[list(ranking), times] for ranking, times in sorted(rankings.items())]
    elif poll.kind == Poll.Kind.STATEMENTS:
        # The columns of the lines.
        numbers["statements"] = list(poll.statements.shown().values_list("pk", flat=True))
        lines = _answer_lines(poll, numbers["statements"])
    return Tally(
        poll=poll, turnout=turnout, numbers=numbers, lines=lines if turnout >= FEWEST_FOR_LINES else []
    )


def _rankings(poll: Poll) -> Counter[counting.Ranking]:
    return counting.rankings_of(
        Choice.objects.filter(option__poll=poll).values_list("vote", "value", "option")
    )


def _answer_lines(poll: Poll, statements: list[int]) -> list[str]:
    """One text a voter: a sign for each statement, + - 0, or a dot where they did not answer."""
    column = {statement: number for number, statement in enumerate(statements)}
    signs = {1: "+", -1: "-", 0: "0"}
    lines: dict[int, list[str]] = {}
    given = Answer.objects.filter(vote__poll=poll, statement__in=statements)
    for vote, statement, value in given.values_list("vote", "statement", "value"):
        lines.setdefault(vote, ["."] * len(statements))[column[statement]] = signs[value]
    # In order of the answers themselves: neither who came first nor any number of ours shows.
    return sorted("".join(line) for line in lines.values())


def _as_json(result: counting.RunOff) -> dict[str, Any]:
    return {
        "winners": list(result.winners),
        "rounds": [
            {
                "votes": [[option, votes] for option, votes in each.votes.items()],
                "ended": each.ended,
                "fewest": list(each.fewest),
                "dropped": each.dropped,
            }
            for each in result.rounds
        ],
    }


def _kept(tally: Tally) -> Numbers:
    values = {
        int(thing): {int(value): n for value, n in each.items()}
        for thing, each in tally.numbers["values"].items()
    }
    return Numbers(tally.turnout, values, _run_off(tally.numbers.get("run_off")))


def _run_off(kept: dict[str, Any] | None) -> counting.RunOff | None:
    if kept is None:
        return None
    rounds: Sequence[dict[str, Any]] = kept["rounds"]
    return counting.RunOff(
        tuple(kept["winners"]),
        tuple(
            counting.CountingRound(
                dict(each["votes"]),
                each["ended"],
                tuple(each["fewest"]),
                each["dropped"],
            )
            for each in rounds
        ),
    )
