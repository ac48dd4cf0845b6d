"""The numbers of a poll as its page shows them: bars, and a table beside them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from participation.votes import sentences
from participation.votes.counting import average_in_tenths, percent
from participation.votes.models import Answer, Poll, PollOption, Statement
from participation.votes.sentences import tenths
from participation.votes.tallies import Numbers

# Statements on the page of their poll; a page of its own has all.
FIRST_STATEMENTS = 10


def tally_topic(poll: Poll, voted: bool) -> str:
    """The live topic of the tallies that this person may follow now; "" for none."""
    if poll.counted_at is not None or poll.shown == Poll.Shown.CLOSED:
        return ""
    if poll.shown == Poll.Shown.ALWAYS:
        return f"tally:{poll.pk}"
    return f"tally-voted:{poll.pk}" if voted else ""


def option_results(poll: Poll, options: Sequence[PollOption], numbers: Numbers, topic: str) -> dict[str, Any]:
    """For every kind but statements. `topic`: where the page hears of changes, "" for nowhere."""
    rows = [_row(poll, option, numbers, topic) for option in options]
    return {
        "rows": rows,
        "columns": _columns(poll),
        "table": [_cells(poll, row) for row in rows],
        "outcome": sentences.outcome(poll, options, numbers) if poll.counted_at else "",
        "how": sentences.HOW_COUNTED[Poll.Kind(poll.kind)],
        "rounds": _rounds(options, numbers),
        "first_places": poll.kind == Poll.Kind.RANKED and not poll.counted_at,
        "max_live": f"{topic} voters" if topic and poll.kind != Poll.Kind.SCORED else "",
    }


def _row(poll: Poll, option: PollOption, numbers: Numbers, topic: str) -> dict[str, Any]:
    ranked, scored = poll.kind == Poll.Kind.RANKED, poll.kind == Poll.Kind.SCORED
    votes = numbers.first(option.pk) if ranked else numbers.votes(option.pk)
    row = {"title": option.title, "votes": votes, "live": f"{topic} option-{option.pk}" if topic else ""}
    if scored:
        average = average_in_tenths(numbers.points(option.pk), votes)
        given = numbers.values.get(option.pk, {})
        return row | {
            "value": average,
            "max": poll.max_points * 10,
            "average": tenths(average),
            "average_live": f"{topic} average-{option.pk}" if topic else "",
            "spread": [given.get(points, 0) for points in range(poll.max_points + 1)],
        }
    return row | {
        "value": votes,
        "max": max(1, numbers.turnout),
        "share": percent(votes, numbers.turnout),
    }


def _columns(poll: Poll) -> list[dict[str, Any]]:
    if poll.kind == Poll.Kind.SCORED:
        points = [{"label": str(each), "num": True} for each in range(poll.max_points + 1)]
        return [{"label": _("Option")}, {"label": _("Average"), "num": True}, *points]
    votes = _("First places") if poll.kind == Poll.Kind.RANKED else _("Votes")
    return [{"label": _("Option")}, {"label": votes, "num": True}, {"label": _("Share"), "num": True}]


def _cells(poll: Poll, row: dict[str, Any]) -> list[dict[str, Any]]:
    head = {"text": row["title"], "head": True}
    if poll.kind == Poll.Kind.SCORED:
        counts = [{"text": number, "num": True} for number in row["spread"]]
        return [head, {"text": row["average"], "num": True}, *counts]
    share = _("%(share)d %%") % {"share": row["share"]}
    return [head, {"text": row["votes"], "num": True, "live": row["live"]}, {"text": share, "num": True}]


def _rounds(options: Sequence[PollOption], numbers: Numbers) -> list[dict[str, Any]]:
    """Each round of a run-off: what each option had, most first, and what happened."""
    if numbers.run_off is None:
        return []
    titles = {option.pk: option.title for option in options}
    return [
        {
            "number": number,
            "votes": [
                {"title": titles[option], "votes": votes}
                for option, votes in sorted(each.votes.items(), key=lambda pair: -pair[1])
            ],
            "ended": each.ended,
            "words": sentences.round_words(each, options, numbers.run_off.winners),
        }
        for number, each in enumerate(numbers.run_off.rounds, start=1)
    ]


def statement_results(statements: Sequence[Statement], numbers: Numbers, topic: str) -> dict[str, Any]:
    """Each statement with its three shares, those with most agreement first."""
    rows = [
        _statement_row(statement, numbers.values.get(statement.pk, {}), topic) for statement in statements
    ]
    rows.sort(key=lambda row: (-row["agree_share"], row["pk"]))
    return {
        "statements": rows,
        "columns": [
            {"label": _("Statement")},
            *({"label": label, "num": True} for label in (_("Agree"), _("Disagree"), _("Pass"))),
        ],
        "table": [
            [{"text": row["text"], "head": True}]
            + [{"text": row[side], "num": True, "live": row[f"{side}_live"]} for side in SIDES]
            for row in rows
        ],
        "how": sentences.HOW_COUNTED[Poll.Kind.STATEMENTS],
    }


def first_statements(results: dict[str, Any]) -> dict[str, Any]:
    """The beginning of `statement_results()`, for a page that leads to the others."""
    of_all = len(results["statements"])
    return results | {
        "statements": results["statements"][:FIRST_STATEMENTS],
        "table": results["table"][:FIRST_STATEMENTS],
        "more": of_all > FIRST_STATEMENTS,
        "of_all": of_all,
    }


SIDES = {"agree": Answer.Value.AGREE, "disagree": Answer.Value.DISAGREE, "pass": Answer.Value.PASS}


def _statement_row(statement: Statement, given: dict[int, int], topic: str) -> dict[str, Any]:
    counts = {side: given.get(value, 0) for side, value in SIDES.items()}
    answered = sum(counts.values())
    shares = {f"{side}_share": percent(number, answered) for side, number in counts.items()}
    live = {f"{side}_live": f"{topic} {side}-{statement.pk}" if topic else "" for side in SIDES}
    ends = {"agree_end": counts["agree"], "pass_start": counts["agree"] + counts["pass"]}
    return {
        "pk": statement.pk,
        "text": statement.text,
        "answered": answered,
        **counts,
        **shares,
        **live,
        **ends,
    }
