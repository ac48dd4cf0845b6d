"""Receipts: random codes that prove that a ballot is in the box, and say nothing about what is in it."""

import secrets

from budgeting.ballots.models import PollBookEntry
from budgeting.rounds.models import Round

# Without letters and digits that are mistaken for each other.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, LENGTH = 4, 4


def new_receipt() -> str:
    """Such as "K7QF-3M2P-9XWD-T4RA": 78 bits, too many to guess."""
    drawn, letters = secrets.randbelow(len(LETTERS) ** (GROUPS * LENGTH)), []
    for _ in range(GROUPS * LENGTH):
        drawn, at = divmod(drawn, len(LETTERS))
        letters.append(LETTERS[at])
    return _grouped("".join(letters))


def as_written(text: str) -> str:
    """A receipt as people type it (small letters, spaces, no hyphens) in the form in which it is kept."""
    letters = [letter for letter in text.upper() if letter.isalnum()][: GROUPS * LENGTH + 1]
    return _grouped("".join(letters))


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + LENGTH] for at in range(0, len(letters), LENGTH))


def answer(round: Round, receipt: str) -> str:
    """ "counted", "in" or "unknown": never whether or when a ballot was changed."""
    online = PollBookEntry.objects.exclude(channel=PollBookEntry.Channel.PAPER)
    if not online.filter(round=round, receipt=receipt).exists():
        return "unknown"
    return "counted" if round.acts().counted_at else "in"
