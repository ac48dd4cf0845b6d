"""Who has a ballot or a draft in a round, and an account to be written to. Nothing is opened to tell it."""

from collections.abc import Iterator

from django.db.models import QuerySet

from budgeting.ballots.box import locksmith
from budgeting.ballots.models import BallotDraft, PollBookEntry
from budgeting.rounds.keys import KeyMissing
from budgeting.rounds.models import Round
from participation.accounts.models import Identity, User


def ballot_holders(round: Round) -> QuerySet[User]:
    """Accounts of people in the poll book, and of those under whose name a draft lies."""
    voters = PollBookEntry.objects.filter(round=round, identity__user__isnull=False)
    found: set[int] = set(voters.values_list("identity__user", flat=True))
    found |= set(_drafters(round))
    people: QuerySet[User] = User.objects.filter(pk__in=found, is_active=True, blocked_at=None)
    return people.order_by("pk")


def _drafters(round: Round) -> Iterator[int]:
    """A draft's name is an HMAC of its owner: computing it for everyone with an account finds the owners."""
    names = set(BallotDraft.objects.filter(round=round).values_list("finder", flat=True))
    if not names:
        return
    try:
        smith = locksmith(round)
    except KeyMissing:
        return
    people = Identity.objects.filter(user__isnull=False).order_by().values_list("pk", "user")
    for identity, user in people.iterator(chunk_size=5_000):
        if smith.finder(identity) in names:
            yield user
