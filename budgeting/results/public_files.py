"""The files of a published result: manifest, one Pabulib file for each pot, the result and the receipts."""

import io
import json
import zipfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.text import slugify

from budgeting.allocation import (
    RULES,
    PotBallots,
    TieRule,
    allocation_data,
    bundle_files,
    canonical_bytes,
    count_round,
    election_of,
    public_lot,
)
from budgeting.allocation import Round as PublicRound
from budgeting.allocation.bundle import RESULT
from budgeting.ballots.models import PollBookEntry
from budgeting.results.ballots_of_pots import PotElection
from budgeting.results.pabulib_meta import meta_of
from budgeting.rounds.models import Round

RECEIPTS, TOTALS = "receipts.txt", "totals.json"
SMALL_POT_NUMBERS = ("cost", "votes", "left")
# Which project ruled another out is told by who won, and by the public links.
TOLD_BY_LINKS = ("lost_conflict", "lost_needs")


@dataclass(frozen=True)
class CountedPot:
    """A pot's name in the files, its election and what the engine decided, as plain data."""

    name: str
    election: PotElection
    allocation: dict[str, Any]
    totals_only: bool


def tie_rule_of(round: Round, election: PotElection) -> TieRule:
    """The published order, or the public lot once it is drawn; before, a tie that matters stops the count."""
    if round.tie_rule == Round.TieRule.GIVEN:
        return TieRule("order", order=election.instance.ids)
    lot = getattr(round, "lot", None)
    if lot is None or not lot.drawn:
        return TieRule("none")
    return public_lot(secret=lot.secret, commitment=lot.commitment, draw=lot.drawn)


def count_pots(
    round: Round, elections: Iterable[PotElection], told: Callable[[str], None]
) -> tuple[list[CountedPot], dict[str, bytes]]:
    """Each pot counted, and the public files by name; `told` hears of each pot as it is counted.

    Raises UnresolvedTie and AllocationError.

    The result is counted from the files as a stranger reads them. A pot with fewer ballots than the round
    declared publishes totals in a file of its own, and no ballots.
    """
    named = _named(elections)
    small = {name for name, election in named.items() if election.ballots < round.smallest_published_pot}
    files = bundle_files(_public(round, named, named.keys() - small), told)
    counted = {pot["name"]: pot for pot in json.loads(files[RESULT])["pots"]}
    if small:
        totals = [
            _totals(name, allocation_data(allocation))
            for name, allocation in count_round(_public(round, named, small), told)
        ]
        files[TOTALS] = canonical_bytes(
            {"title": round.process.title, "currency": round.currency, "pots": totals}
        )
        counted |= {pot["name"]: pot for pot in totals}
    files[RECEIPTS] = _receipts(round)
    return [CountedPot(name, e, counted[name], name in small) for name, e in named.items()], files


def _public(round: Round, named: dict[str, PotElection], names: Collection[str]) -> PublicRound:
    """The pots of these names, in the round's order, as the engine publishes them."""
    pots = tuple(
        PotBallots(
            name,
            election_of(election.instance, election.profile, meta_of(round, election)),
            RULES[round.rule],
            tie_rule_of(round, election),
        )
        for name, election in named.items()
        if name in names
    )
    return PublicRound(round.process.title, round.currency, pots)


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of the files; the same files give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in files:
            folder.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def fingerprint(content: bytes) -> str:
    """SHA-256 in hex."""
    return sha256(content).hexdigest()


def _named(elections: Iterable[PotElection]) -> dict[str, PotElection]:
    """Each election by a file name: letters, digits and hyphens, each once."""
    named: dict[str, PotElection] = {}
    for election in elections:
        name = base = slugify(election.round_pot.pot.name)[:60] or "pot"
        number = 1
        while name in named:
            number += 1
            name = f"{base}-{number}"
        named[name] = election
    return named


def _totals(name: str, allocation: dict[str, Any]) -> dict[str, Any]:
    """What may be said of a pot with few ballots: who won with how many votes, and not how many voted."""
    decisions = [
        decision | {"numbers": _small_numbers(decision["code"], decision["numbers"])}
        for decision in allocation["decisions"]
    ]
    kept = {key: allocation[key] for key in ("rule", "budget", "spent", "left", "funded", "ties")}
    return {"name": name, **kept, "decisions": decisions}


def _small_numbers(code: str, numbers: dict[str, Any]) -> dict[str, Any]:
    kept = (*SMALL_POT_NUMBERS, "others") if code in TOLD_BY_LINKS else SMALL_POT_NUMBERS
    return {key: number for key, number in numbers.items() if key in kept}


def _receipts(round: Round) -> bytes:
    # Nobody holds a receipt for paper: that a slip was given out does not say that it came back.
    online = PollBookEntry.objects.filter(round=round).exclude(channel=PollBookEntry.Channel.PAPER)
    receipts = online.order_by().values_list("receipt", flat=True)
    return "".join(f"{receipt}\n" for receipt in sorted(receipts)).encode()
