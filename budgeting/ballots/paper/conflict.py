"""The declared rule for who was given a paper ballot and votes online, in either order of arrival.

Callers hold the box (locks.py) and the voter's row in the poll book.
"""

from budgeting.ballots.box import Locksmith
from budgeting.ballots.models import BallotDraft, CastKey, PollBookEntry, SealedBallot
from budgeting.ballots.paper.models import Counterfoil
from budgeting.ballots.refusals import BallotRefused
from budgeting.rounds.models import Round


def online_after_paper(round: Round, entry: PollBookEntry, channel: str) -> None:
    """The paper ballot stands and BallotRefused is raised, or its envelope will stay shut."""
    if round.paper_rule != Round.PaperRule.ONLINE_COUNTS:
        raise BallotRefused("on_paper")
    shut_envelope(entry)
    entry.channel = channel
    entry.save(update_fields=["channel"])


def shut_envelope(entry: PollBookEntry) -> None:
    """The paper ballot of this person no longer counts: its envelope is taken out unopened."""
    given = Counterfoil.objects.filter(round=entry.round_id, identity=entry.identity_id)
    given.filter(state=Counterfoil.State.GIVEN).update(state=Counterfoil.State.VOID)


def paper_after_online(smith: Locksmith, entry: PollBookEntry) -> None:
    """The online ballot leaves the box unread, with all that belongs to it."""
    finder = smith.finder(entry.identity_id)
    SealedBallot.objects.filter(finder=finder).delete()
    BallotDraft.objects.filter(finder=finder).delete()
    CastKey.objects.filter(finder=finder).delete()
    entry.channel = PollBookEntry.Channel.PAPER
    entry.save(update_fields=["channel"])
