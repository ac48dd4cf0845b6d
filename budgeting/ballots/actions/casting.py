"""Takes a ballot: one for each identity, which may be cast anew until the end and keeps its receipt."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from budgeting.ballots.box import Locksmith, locksmith
from budgeting.ballots.choices import Choice, Choices, number_of, tidy
from budgeting.ballots.eligibility import age_refusal, check_ballot, no_pot_words, reach
from budgeting.ballots.listed import listed_projects
from budgeting.ballots.locks import enter_box
from budgeting.ballots.models import CastKey, PollBookEntry
from budgeting.ballots.moment import Moment, moment_of
from budgeting.ballots.paper.conflict import online_after_paper
from budgeting.ballots.receipts import new_receipt
from budgeting.ballots.refusals import BallotRefused
from budgeting.rounds.keys import KeyMissing
from budgeting.rounds.models import Project, Round, RoundPot
from participation.accounts.models import Identity
from participation.accounts.rules import needs_second_way
from participation.live import changed

# As they are asked: in the busiest hour of a vote, making them anew cost more than asking.
_ENTER = """INSERT INTO budgeting_pollbookentry (receipt, round_id, identity_id, channel)
            VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"""
_ENTERED = "SELECT receipt, channel FROM budgeting_pollbookentry WHERE round_id = %s AND identity_id = %s"
_KEEP_KEY = """INSERT INTO budgeting_castkey (key, round_id, finder, body)
               VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"""
_PUT_IN = """INSERT INTO budgeting_sealedballot (finder, round_id, box) VALUES (%s, %s, %s)
             ON CONFLICT (finder) DO UPDATE SET box = EXCLUDED.box"""
_DROP_DRAFT = "DELETE FROM budgeting_ballotdraft WHERE finder = %s"


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
    moment = refuse_outside_voting(round, arrived_at, identity)
    refuse_on_register_alone(identity)
    refuse_who_has_no_vote(round, moment.shares, identity)
    projects = listed_projects(round, moment.newest_change)
    chosen = tidy(round, projects, choices)
    check_ballot(round, moment.shares, identity, projects, chosen)
    smith = locksmith_or_refusal(round, len(projects))
    entry, _is_new = enter_poll_book(round, identity, channel)
    if entry.channel == PollBookEntry.Channel.PAPER:
        online_after_paper(round, entry, channel)
    finder = smith.finder(identity.pk)
    if _is_new_cast(smith, round, finder, key, chosen):
        refuse_withdrawn(projects, chosen)
        _put_in_box(smith, round, finder, chosen)
        changed(f"round:{round.pk}")
    return entry.receipt


def refuse_outside_voting(round: Round, arrived_at: datetime, identity: Identity) -> Moment:
    """Raises BallotRefused unless the ballot arrived while voting was open and the box is not sealed.

    Gives all that it read, the phase anew, which `round` keeps.
    """
    if round.opened_at is None:
        raise BallotRefused("planned")
    moment = moment_of(round, identity)
    round.phase = moment.phase
    if arrived_at < max(round.phase.start, round.opened_at):
        raise BallotRefused("planned")
    if arrived_at >= round.phase.end:
        voted = PollBookEntry.objects.filter(round=round, identity=identity).exists()
        raise BallotRefused("late_change" if voted else "late")
    if round.sealed_at is not None:
        raise BallotRefused("sealed")
    if moment.void:
        raise BallotRefused("void")
    if moment.annulled:
        raise BallotRefused("annulled")
    return moment


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


def refuse_withdrawn(projects: Iterable[Project], chosen: Choices) -> None:
    """Raises BallotRefused for a choice that the council took off the ballot."""
    struck = {project.number for project in projects if project.struck}  # type: ignore[attr-defined]
    if not struck.isdisjoint(map(number_of, chosen)):
        raise BallotRefused("withdrawn")


def locksmith_or_refusal(round: Round, projects: int | None = None) -> Locksmith:
    """Raises BallotRefused when the key is lost: nothing is taken that nobody could ever count."""
    try:
        return locksmith(round, projects)
    except KeyMissing as problem:
        raise BallotRefused("key") from problem


def enter_poll_book(round: Round, identity: Identity, channel: str) -> tuple[PollBookEntry, bool]:
    """The voter's entry, and whether it is new. The unique constraint decides who is first; then the voter's
    row is locked, so that two ballots of one person come one after the other: a new one is by being new."""
    receipt = new_receipt()
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [receipt, round.pk, identity.pk, channel])
        if is_new := cursor.rowcount > 0:
            found = (receipt, channel)
        else:
            lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
            cursor.execute(_ENTERED + lock, [round.pk, identity.pk])
            found = cursor.fetchone()
    names = ("receipt", "round_id", "identity_id", "channel")
    values = (found[0], round.pk, identity.pk, found[1])
    return PollBookEntry.from_db(connection.alias, names, values), is_new


def _is_new_cast(smith: Locksmith, round: Round, finder: str, key: str, chosen: Choices) -> bool:
    """False for a repeat of a cast. Raises BallotRefused when the key came with other choices before."""
    name, body = smith.cast_key(finder, key), smith.body(finder, chosen)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_KEY, [name, round.pk, finder, body])
        if cursor.rowcount > 0:
            return True
    if CastKey.objects.get(key=name).body != body:
        raise BallotRefused("key_reused")
    return False


def _put_in_box(smith: Locksmith, round: Round, finder: str, chosen: Choices) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_PUT_IN, [finder, round.pk, smith.lock("ballot", finder, chosen)])
        cursor.execute(_DROP_DRAFT, [finder])
