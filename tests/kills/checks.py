"""`python -m tests.kills.checks TOWN MEMORIES`: the database against what people were told, as JSON."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import django

from tests.kills.town import read


def breaches(town: dict, memories: list[dict], on_paper: list[int]) -> Iterator[str]:
    """One sentence for each promise that was broken. `on_paper` were told that they have one."""
    yield from of_ballots(town, memories)
    yield from of_codes(town, memories)
    yield from of_paper(town, on_paper)
    yield from of_box(town)
    yield from of_supports(memories)
    yield from of_pledges(town, memories)
    yield from of_books()


def of_ballots(town: dict, memories: list[dict]) -> Iterator[str]:
    from budgeting.ballots.actions import read_own_choices
    from budgeting.models import PollBookEntry, Round
    from participation.models import Identity

    round = Round.objects.get(pk=town["round"]["pk"])
    for memory in memories:
        who, identity = f"voter {memory['identity']}", Identity.objects.get(pk=memory["identity"])
        kept = PollBookEntry.objects.filter(round=round, identity=identity).values_list("receipt", flat=True)
        if len(memory["receipts"]) > 1:
            yield f"{who} was shown {len(memory['receipts'])} different receipts"
        if lost := set(memory["receipts"]) - set(kept):
            yield f"{who} was given a receipt that is not in: {sorted(lost)}"
        if len(kept) > 1:
            yield f"{who} stands {len(kept)} times in the poll book"
        own = read_own_choices(round=round, identity=identity)
        possible = [memory["ballot"], *memory["maybe_ballots"]]
        if (None if own is None else list(own)) not in possible:
            yield f"{who}'s ballot is neither the one acknowledged nor one sent after it"


def of_codes(town: dict, memories: list[dict]) -> Iterator[str]:
    """A code is spent by the ballot that it opened: never one without the other."""
    from budgeting.ballots.codes.typed import code_key
    from budgeting.models import Admission, PollBookEntry, Round

    round = Round.objects.get(pk=town["round"]["pk"])
    voted = set(PollBookEntry.objects.values_list("identity_id", flat=True))
    spent = dict(Admission.objects.values_list("key", "spent"))
    for memory in memories:
        if memory["code"] and bool(spent[code_key(round, memory["code"])]) != (memory["identity"] in voted):
            yield f"the code of voter {memory['identity']} is spent without a ballot, or the other way round"


def of_paper(town: dict, on_paper: list[int]) -> Iterator[str]:
    """Who has a paper ballot stands once in the poll book, with one counterfoil."""
    from budgeting.models import Counterfoil, PollBookEntry

    foils = Counter(Counterfoil.objects.values_list("identity_id", flat=True))
    book = Counter(PollBookEntry.objects.filter(channel="paper").values_list("identity_id", flat=True))
    if foils != book or any(times > 1 for times in book.values()):
        yield "the counterfoils of paper ballots are not those of the poll book, one for each person"
    if lost := set(on_paper) - set(book):
        yield f"{len(lost)} people with a paper ballot are not in the poll book"


def of_box(town: dict) -> Iterator[str]:
    """The box's books: one row of the poll book for each sealed ballot, a ballot for each retry key."""
    from budgeting.ballots.box import locksmith
    from budgeting.models import BallotDraft, CastKey, PollBookEntry, Round, SealedBallot

    round = Round.objects.get(pk=town["round"]["pk"])
    smith = locksmith(round)
    online = PollBookEntry.objects.exclude(channel=PollBookEntry.Channel.PAPER)
    book = [smith.finder(pk) for pk in online.values_list("identity_id", flat=True)]
    box = dict(SealedBallot.objects.values_list("finder", "box"))
    yield from (
        f"{times} rows of the poll book for one ballot" for times in Counter(book).values() if times > 1
    )
    if missing := len(set(book) - set(box)):
        yield f"{missing} people in the poll book without a ballot in the box"
    if strange := len(set(box) - set(book)):
        yield f"{strange} ballots in the box of nobody in the poll book"
    if orphans := CastKey.objects.exclude(finder__in=box).count():
        yield f"{orphans} retry keys without a ballot"
    for purpose, boxes in (
        ("ballot", box),
        ("draft", dict(BallotDraft.objects.values_list("finder", "box"))),
    ):
        for finder, locked in boxes.items():
            smith.unlock(purpose, finder, locked)


def of_supports(memories: list[dict]) -> Iterator[str]:
    from participation.models import Support

    rows = Counter(Support.objects.values_list("identity_id", "proposal_id"))
    yield from (f"{times} supports of one person" for times in rows.values() if times > 1)
    for memory in memories:
        for proposal, given in memory["supports"].items():
            sure = int(proposal) not in memory["maybe_supports"]
            if sure and bool(rows[(memory["identity"], int(proposal))]) != given:
                yield f"voter {memory['identity']}'s support of {proposal} is not as acknowledged"


def of_pledges(town: dict, memories: list[dict]) -> Iterator[str]:
    from budgeting.models import Campaign, Pledge, Transfer

    sent = {key: (m["identity"], *what) for m in memories for key, what in m["pledges"].items()}
    rows = list(Pledge.objects.values_list("pk", "key", "identity_id", "amount", "match"))
    yield from (f"a pledge is there {n} times" for n in Counter(row[1] for row in rows).values() if n > 1)
    for _pk, key, identity, amount, _match in rows:
        if sent.get(key, ())[:2] != (identity, amount):
            yield f"a pledge of {identity} that nobody sent so"
    if lost := {key for key, (*_who, acked) in sent.items() if acked} - {row[1] for row in rows}:
        yield f"{len(lost)} acknowledged pledges are not there"
    campaign = Campaign.objects.select_related("pledged", "matched").get(pk=town["campaign"]["pk"])
    for account, at in ((campaign.pledged, 3), (campaign.matched, 4)):
        if account.balance != sum(row[at] for row in rows):
            yield f"{account.code} holds {account.balance}, the pledges say {sum(row[at] for row in rows)}"
    posted = set(Transfer.objects.filter(key__startswith="pledge:").values_list("key", flat=True))
    if apart := posted ^ {f"pledge:{row[0]}" for row in rows}:
        yield f"{len(apart)} pledges without their transfer, or transfers without their pledge"


def of_books() -> Iterator[str]:
    """The ledger, the audit log, and on SQLite the file itself."""
    from django.core.management import CommandError, call_command
    from django.db import connection

    from budgeting.ledger.proof import faults

    yield from faults()
    try:
        call_command("verify_audit", stdout=StringIO(), stderr=StringIO())
    except CommandError as problem:
        yield str(problem)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            if (said := cursor.fetchone()[0]) != "ok":
                yield f"SQLite: {said}"


def figures() -> dict[str, int]:
    from budgeting.models import Counterfoil, Pledge, PollBookEntry, SealedBallot
    from participation.models import Support

    return {
        "voters in the poll book": PollBookEntry.objects.count(),
        "paper ballots given": Counterfoil.objects.count(),
        "ballots in the box": SealedBallot.objects.count(),
        "supports": Support.objects.count(),
        "pledges": Pledge.objects.count(),
    }


if __name__ == "__main__":
    django.setup()
    told = json.loads(Path(sys.argv[2]).read_text())
    found = list(breaches(read(sys.argv[1]), told["memories"], told["on_paper"]))
    print(json.dumps({"breaches": found, "figures": figures()}))  # noqa: T201
