"""Giving and taking back support. Supports are their own record and write no audit event."""

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from participation import live
from participation.accounts.models import Identity, User
from participation.accounts.rules import identity_key_of
from participation.proposals import rules
from participation.proposals.models import Proposal, Support


def give_support(*, user: User, proposal: Proposal) -> int:
    """Stand behind a proposal; by how many its supports grew. A second time changes nothing (0): the unique
    constraint is the guard.

    Where the proposal was merged at this moment, the support goes to the one that it was merged into.
    Raises PermissionDenied with the reason, also when the person has no support left to give in this process.
    """
    identity = identity_key_of(user)
    refusal = rules.support_refusal(user, proposal, rules.features_at(proposal))
    if refusal or identity is None:
        raise PermissionDenied(refusal)
    if proposal.process.support_cap is None:
        key, added = stand_behind(proposal.pk, identity)
    else:
        key, added = _give_within_cap(proposal, identity)
    live.changed(f"proposal:{key}")
    return added


@transaction.atomic
def _give_within_cap(proposal: Proposal, identity: int) -> tuple[int, int]:
    key = held_against_merging(proposal.pk)
    _refuse_beyond_cap(identity, proposal, key)
    return stand_behind(key, identity)


def stand_behind(key: int, identity: int) -> tuple[int, int]:
    """Writes the support in one statement, which is its own transaction.

    Gives the key of the proposal that has it, and 1 for a new support, 0 for one that was there already.

    The row is written only while the proposal is not merged, and a merge waits for it: the statement takes
    the share of the lock that `held_against_merging` takes.
    """
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_give_sql(), [identity, key])
            if cursor.rowcount:
                return key, 1
        onward = Proposal.objects.values_list("merged_into_id", flat=True).get(pk=key)
        if onward is None:
            return key, 0  # they stood behind it already
        key = onward


def _give_sql() -> str:
    return f"""INSERT INTO participation_support (proposal_id, identity_id)
               SELECT id, %s FROM participation_proposal WHERE id = %s AND merged_into_id IS NULL{_share()}
               ON CONFLICT DO NOTHING"""  # noqa: S608 (fixed words)


@transaction.atomic
def withdraw_support(*, user: User, proposal: Proposal) -> int:
    """Take support back: while support can be given, and after a change or a merge that weighs.

    By how many its supports grew: -1, or 0 where there was none.
    """
    identity = identity_key_of(user)
    own = Support.objects.filter(proposal=proposal, identity=identity).first()
    if refusal := rules.withdraw_refusal(user, proposal, own, rules.features_at(proposal)):
        raise PermissionDenied(refusal)
    key = held_against_merging(proposal.pk)
    taken, _rows = Support.objects.filter(proposal_id=key, identity=identity).delete()
    live.changed(f"proposal:{key}")
    return -taken


def held_against_merging(key: int) -> int:
    """The key of the proposal that takes supports in place of `key` (mostly itself), held until the commit.

    Supporters share this lock with each other; a merge takes its own, which waits for theirs and they for it.
    On SQLite the transaction itself has locked the database for writing already.
    """
    sql = f"SELECT merged_into_id FROM participation_proposal WHERE id = %s{_share()}"  # noqa: S608 (fixed words)
    with connection.cursor() as cursor:
        while True:
            cursor.execute(sql, [key])
            (onward,) = cursor.fetchone()
            if onward is None:
                return key
            key = onward


def _share() -> str:
    return " FOR KEY SHARE" if connection.vendor == "postgresql" else ""


def _refuse_beyond_cap(identity: int, proposal: Proposal, key: int) -> None:
    """Counts under the lock of the person, so that two windows do not both give the last support."""
    Identity.objects.select_for_update().get(pk=identity)
    given = Support.objects.filter(identity=identity, proposal__process=proposal.process_id)
    if given.exclude(proposal_id=key).count() >= (proposal.process.support_cap or 0):
        raise PermissionDenied(rules.cap_words(proposal.process))
