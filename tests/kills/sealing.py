"""`python -m tests.kills.sealing TOWN`: ends the vote, has the paper ballots typed in by clerks who
are killed, and kills the sealing at each of its statements.

Then it is killed between commit and key, and while the key is destroyed; then the round is counted and
published. Prints JSON.
Each try is a process of its own that kills itself at one point, forked before any connection is open.
"""

import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

import django

from tests.kills.paper import enter_boxes, slips_of
from tests.kills.processes import die, in_a_process
from tests.kills.town import read

RANDOM_KILLS = 5


def at_statement(number: int) -> None:
    """Dies in place of the n-th statement from here."""
    from django.db import connection

    left = [number]

    def count(execute, sql, params, many, context):
        left[0] -= 1
        if left[0] < 0:
            die()
        return execute(sql, params, many, context)

    connection.execute_wrappers.append(count)


def at_event(name: str) -> None:
    """Dies when a key file is about to be opened for writing or removed."""

    def hear(event: str, arguments: tuple) -> None:
        if (
            event == name
            and str(arguments[0]).endswith(".key")
            and (event != "open" or arguments[2] & os.O_WRONLY)
        ):
            die()

    sys.addaudithook(hear)


def seal(town: dict, officer: int) -> None:
    from budgeting.ballots.actions import seal_box
    from budgeting.models import Round
    from participation.models import User

    actor = User.objects.get(pk=town["officers"][officer])
    actor.second_factor = True
    seal_box(actor=actor, round=Round.objects.get(pk=town["round"]["pk"]))


def end_vote(town: dict) -> None:
    from budgeting.models import Round
    from tests.factories.rounds import ended

    ended(Round.objects.get(pk=town["round"]["pk"]))


def box_as_it_was(town: dict) -> list:
    """All that must stay as it is while nobody has sealed the box, or be as it was when it is sealed.

    [ballots cast online, receipts, the two clerks' readings of the slips]
    """
    from django.db import connection

    from budgeting.ballots.box import locksmith
    from budgeting.models import PaperReading, PollBookEntry, Round, SealedBallot

    smith = locksmith(Round.objects.get(pk=town["round"]["pk"]))
    boxes = SealedBallot.objects.values_list("finder", "box")
    ballots = sorted(list(smith.unlock("ballot", finder, box)) for finder, box in boxes)
    receipts = sorted(PollBookEntry.objects.values_list("receipt", flat=True))
    readings = PaperReading.objects.values_list("finder", "box")
    on_paper = sorted(list(smith.unlock("paper", finder, box)) for finder, box in readings)
    connection.close()
    return [ballots, receipts, on_paper]


def all_ballots(town: dict, before: list) -> list:
    """What must be counted: the ballots cast online and the slips."""
    return sorted([*before[0], *slips_of(town)])


def state(town: dict) -> tuple[bool, bool, int, int]:
    """(sealed, key there, ballots in the box, counted ballots)."""
    from django.db import connection

    from budgeting.models import CountedBallot, Round, SealedBallot
    from budgeting.rounds.keys import key_lies_there

    round = Round.objects.get(pk=town["round"]["pk"])
    found = (
        round.sealed_at is not None,
        key_lies_there(round.key_id),
        SealedBallot.objects.count(),
        CountedBallot.objects.count(),
    )
    connection.close()
    return found


def killed_before_commit(town: dict, before: list, figures: Counter) -> Iterator[str]:
    """Kills at random moments, then at each statement until one try comes to COMMIT: nothing may change."""
    chance, untouched = random.Random(7), (False, True, len(before[0]), 0)
    for _each in range(RANDOM_KILLS):
        in_a_process(
            lambda: [seal_without_commit(town, 10**6), time.sleep(60)], after=chance.uniform(0, 0.15)
        )
        figures["sealings killed"] += 1
    number = 0
    while figures["killed in place of COMMIT"] == 0:
        reached = os.pipe()
        in_a_process(lambda at=number, pipe=reached: seal_without_commit(town, at, pipe))
        os.close(reached[1])
        figures["killed in place of COMMIT"] += os.read(reached[0], 1) == b"c"
        os.close(reached[0])
        figures["sealings killed"] += 1
        number += 1
        if state(town) != untouched or box_as_it_was(town) != before:
            yield f"a sealing killed at statement {number} left its traces"


def seal_without_commit(town: dict, number: int, pipe: tuple[int, int] | None = None) -> None:
    from django.db import connection

    at_statement(number)

    def in_place_of_commit() -> None:
        if pipe is not None:
            os.write(pipe[1], b"c")
        die()

    connection._commit = in_place_of_commit
    seal(town, 1)


def killed_after_commit(town: dict, before: list, figures: Counter) -> Iterator[str]:
    """Kills before the key is overwritten and between overwriting and removing: tick ends it."""
    from django.core.management import call_command

    def killed_at(event: str, act: Callable[[], None]) -> bool:
        figures["sealings killed"] += 1
        return not in_a_process(lambda: [at_event(event), act()])

    def tick() -> None:
        call_command("tick", verbosity=0)

    number = len(all_ballots(town, before))
    sealed_with_key = (True, True, 0, number)
    if not killed_at("open", lambda: seal(town, 1)) or state(town) != sealed_with_key:
        yield f"killed between commit and key: (sealed, key, box, counted) is {state(town)}"
    if not killed_at("os.remove", tick) or state(town) != sealed_with_key:
        yield f"killed between overwriting and removing the key: {state(town)}"
    in_a_process(tick)
    if state(town) != (True, False, 0, number):
        yield f"after tick (sealed, key, box, counted) is {state(town)}"


def count_and_publish(town: dict, before: list) -> Iterator[str]:
    from budgeting.models import CountedBallot, PollBookEntry, Round
    from budgeting.results.actions import count_round, publish_result
    from participation.models import User

    actor = User.objects.get(pk=town["officers"][0])
    actor.second_factor = True
    result = count_round(actor=actor, round=Round.objects.get(pk=town["round"]["pk"]))
    publish_result(actor=actor, result=result)
    ballots = all_ballots(town, before)
    if sorted(CountedBallot.objects.values_list("choices", flat=True)) != ballots:
        yield "the counted ballots are not those that were in the box"
    if sorted(PollBookEntry.objects.values_list("receipt", flat=True)) != before[1]:
        yield "sealing changed the poll book"
    if result.ballots != len(ballots):
        yield f"published {result.ballots} ballots of {len(ballots)}"


def online_receipts() -> list[str]:
    """Those that the result lists: a paper ballot has none to look up."""
    from budgeting.models import PollBookEntry

    online = PollBookEntry.objects.exclude(channel=PollBookEntry.Channel.PAPER)
    return sorted(online.values_list("receipt", flat=True))


def run(town: dict) -> dict:
    figures: Counter = Counter()
    in_a_process(lambda: end_vote(town))
    enter_boxes(town, figures)
    in_a_process(lambda: seal(town, 0))
    before = box_as_it_was(town)
    found = [] if before[2] == sorted(2 * slips_of(town)) else ["the clerks' readings are not the slips"]
    found += [*killed_before_commit(town, before, figures), *killed_after_commit(town, before, figures)]
    found += count_and_publish(town, before)
    return {
        "breaches": found,
        "figures": figures,
        "ballots": len(all_ballots(town, before)),
        "receipts": online_receipts(),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(run(read(sys.argv[1]))))  # noqa: T201
