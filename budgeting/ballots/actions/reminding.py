"""Reminds people whose basket is not cast, once before the end, and without a word about what is in it."""

from collections.abc import Iterator
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from budgeting.ballots.box import locksmith
from budgeting.ballots.models import BallotDraft, DraftReminder, PollBookEntry
from budgeting.rounds.keys import KeyMissing
from budgeting.rounds.models import Round
from participation.accounts.models import Identity, User
from participation.notices.actions import tell
from participation.notices.models import Notice

EVENT: Final = "ballot-not-in"
AT_ONCE = 1000


@transaction.atomic
def remind_of_drafts(*, round: Round, hours: int) -> int:
    """Tell whose basket lies uncast, `hours` before the end; how many. A second call does nothing.

    A draft is gone once it is cast, and is not kept when it says what the ballot says: so no box is opened
    here. Who was told about this round before is not told again, and who votes on paper by now is not at all.
    """
    _mark, is_new = DraftReminder.objects.get_or_create(round=round, hours=hours)
    if not is_new:
        return 0
    facts = {"end": round.phase.end.isoformat(), "slug": round.process.slug}
    people = list(_with_draft(round))
    for start in range(0, len(people), AT_ONCE):
        users = User.objects.filter(pk__in=people[start : start + AT_ONCE])
        tell(people=users, thing=round, event=EVENT, facts=facts)
    return len(people)


def _with_draft(round: Round) -> Iterator[int]:
    """Keys of users whose own draft is there: finders are made anew, and none is stored beside a person."""
    drafts = set(BallotDraft.objects.filter(round=round).values_list("finder", flat=True))
    if not drafts:
        return
    try:
        smith = locksmith(round)
    except KeyMissing:
        return
    this = ContentType.objects.get_for_model(Round)
    told = Notice.objects.filter(event=EVENT, target_type=this, target_id=round.pk).values("person")
    on_paper = round.poll_book.filter(channel=PollBookEntry.Channel.PAPER).values("identity")
    residents = Identity.objects.filter(user__isnull=False).exclude(user__in=told).exclude(pk__in=on_paper)
    for identity, user in residents.values_list("pk", "user").iterator():
        if smith.finder(identity) in drafts:
            yield user
