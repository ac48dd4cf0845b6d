"""Takes a ballot: one for each identity, which may be cast anew until the end and keeps its receipt."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.ballots.box import Locksmith, locksmith
from budgeting.ballots.choices import Choice, Choices, number_of, tidy
from budgeting.ballots.eligibility import age_refusal, check_ballot, no_pot_words, reach, shares_of
from budgeting.ballots.locks import enter_box
from budgeting.ballots.models import BallotDraft, CastKey, PollBookEntry, SealedBallot
from budgeting.ballots.paper.conflict import online_after_paper
from budgeting.ballots.receipts import new_receipt
from budgeting.ballots.refusals import BallotRefused
from budgeting.ballots.rules import barred
from budgeting.rounds.keys import KeyMissing
from budgeting.rounds.models import Round, RoundPot
from budgeting.rounds.project_changes import struck_numbers
from budgeting.rounds.voids import RoundVoid
from participation.accounts.models import Identity
from participation.accounts.rules import needs_second_way
from participation.live import changed


@transaction.atomic
def cast_ballot(
    *,
    round: Round,
    identity: Identity | None,
    choices: Sequence[Choice],
    channel: str,
    key: str,
    arrived_at: datetime,
) -> str:
    """Put a ballot in the box, in place of an earlier one, and return the voter's receipt.

    `choices` have the shape of the round's ballot type (choices.py). `arrived_at` is the database clock, read
    before this transaction: who comes in time is taken in, however long the queue. The same `key` with the
    same choices gives the receipt and changes nothing; with other choices it is refused.
    Raises PermissionDenied without an identity, and BallotRefused.
    """
    if identity is None:
        raise PermissionDenied(_("Only verified residents vote."))
    round = enter_box(round)
    refuse_outside_voting(round, arrived_at, identity)
    refuse_on_register_alone(identity)
    shares = shares_of(round)
    refuse_who_has_no_vote(round, shares, identity)
    projects = list(round.projects.only("round", "round_pot", "number", "cost", "title"))
    chosen = tidy(round, projects, choices)
    check_ballot(round, shares, identity, projects, chosen)
    smith = locksmith_or_refusal(round, len(projects))
    entry, _is_new = enter_poll_book(round, identity, channel)
    if entry.channel == PollBookEntry.Channel.PAPER:
        online_after_paper(round, entry, channel)
    if _is_new_cast(smith, round, smith.finder(identity.pk), key, chosen):
        refuse_withdrawn(round, chosen)
        _put_in_box(smith, round, smith.finder(identity.pk), chosen)
        changed(f"round:{round.pk}")
    return entry.receipt


def refuse_outside_voting(round: Round, arrived_at: datetime, identity: Identity) -> None:
    """Raises BallotRefused unless the ballot arrived while voting was open and the box is not sealed."""
    if round.opened_at is None or arrived_at < max(round.phase.start, round.opened_at):
        raise BallotRefused("planned")
    if arrived_at >= round.phase.end:
        voted = PollBookEntry.objects.filter(round=round, identity=identity).exists()
        raise BallotRefused("late_change" if voted else "late")
    if round.sealed_at is not None:
        raise BallotRefused("sealed")
    if RoundVoid.objects.filter(round=round).exists():
        raise BallotRefused("void")
    if barred(round, identity):
        raise BallotRefused("annulled")


def refuse_who_has_no_vote(round: Round, shares: Sequence[RoundPot], identity: Identity) -> None:
    """Raises BallotRefused, with the reason, for who lives elsewhere or is not of the age for this vote."""
    if refusal := age_refusal(round, identity):
        raise BallotRefused("age", refusal)
    if not reach(round, shares, identity):
        raise BallotRefused("no_pot", no_pot_words(shares, identity))


def refuse_on_register_alone(identity: Identity) -> None:
    """Raises BallotRefused for who gave facts of the register and nothing else, where more is asked for."""
    if needs_second_way(identity):
        raise BallotRefused("second_way")


def refuse_withdrawn(round: Round, chosen: Choices) -> None:
    """Raises BallotRefused for a choice that the council took off the ballot."""
    if not struck_numbers(round).isdisjoint(map(number_of, chosen)):
        raise BallotRefused("withdrawn")


def locksmith_or_refusal(round: Round, projects: int | None = None) -> Locksmith:
    """Raises BallotRefused when the key is lost: nothing is taken that nobody could ever count."""
    try:
        return locksmith(round, projects)
    except KeyMissing as problem:
        raise BallotRefused("key") from problem


def enter_poll_book(round: Round, identity: Identity, channel: str) -> tuple[PollBookEntry, bool]:
    """The voter's entry, and whether it is new. The unique constraint decides who is first; then the voter's
    row is locked, so that two ballots of one person come one after the other."""
    entry = PollBookEntry(round=round, identity=identity, receipt=new_receipt(), channel=channel)
    PollBookEntry.objects.bulk_create([entry], ignore_conflicts=True)
    mine = PollBookEntry.objects.select_for_update().filter(round=round, identity=identity)[0]
    return mine, mine.receipt == entry.receipt


def _is_new_cast(smith: Locksmith, round: Round, finder: str, key: str, chosen: Choices) -> bool:
    """False for a repeat of a cast. Raises BallotRefused when the key came with other choices before."""
    name, body = smith.cast_key(finder, key), smith.body(finder, chosen)
    earlier = CastKey.objects.filter(key=name).first()
    if earlier is None:
        CastKey.objects.create(key=name, round=round, finder=finder, body=body)
        return True
    if earlier.body != body:
        raise BallotRefused("key_reused")
    return False


def _put_in_box(smith: Locksmith, round: Round, finder: str, chosen: Choices) -> None:
    ballot = SealedBallot(finder=finder, round=round, box=smith.lock("ballot", finder, chosen))
    SealedBallot.objects.bulk_create(
        [ballot], update_conflicts=True, unique_fields=["finder"], update_fields=["box"]
    )
    BallotDraft.objects.filter(finder=finder).delete()
