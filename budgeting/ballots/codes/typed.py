"""Codes as people type them, and the keyed hashes under which they are kept."""

import secrets

from budgeting.rounds.models import Round
from participation.accounts.desk_code import SIGNS
from participation.accounts.identity_keys import identity_key

# Ten signs of thirty: more than half a million milliards, too many to guess.
GROUPS, LENGTH = 2, 5


def new_code() -> str:
    """Such as "K7QF3-M2P9X", without signs that are mistaken for each other."""
    return "-".join("".join(secrets.choice(SIGNS) for _sign in range(LENGTH)) for _group in range(GROUPS))


def code_key(round: Round, code: str) -> str:
    """Where an admission by code lies; small letters, spaces and hyphens make no difference."""
    return identity_key("voting code", str(round.pk), code)


def elector_key(round: Round, secret: str) -> str:
    """The Identity's key of who votes in an electorate of its own. It cannot be found from `code_key`."""
    return identity_key("elector", str(round.pk), secret)


def session_mark(basket: str) -> str:
    """What a spent admission remembers of the session that cast: nobody finds the session by it."""
    return identity_key("spent by", basket)
