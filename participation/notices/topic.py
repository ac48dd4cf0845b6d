"""The live topic of one person's unread notices, which does not tell whose it is.

Topics lie readable in tickets, and tickets in addresses and logs. So the topic holds, in place of the
account's number, that number under a keyed permutation: a Feistel network over two halves of 28 bits
(Luby and Rackoff, "How to construct pseudorandom permutations", 1988). Only the key leads back to a person.
"""

import hashlib
import hmac

from django.conf import settings

HALF_BITS, ROUNDS = 28, 4
HALF = (1 << HALF_BITS) - 1
# So that every number has as many digits, and none is 0.
FIRST = 10**17


def unread_topic(person: int) -> str:
    """Of the account with this key, which must be below 2**56."""
    left, right = person >> HALF_BITS, person & HALF
    for number in range(ROUNDS):
        left, right = right, left ^ _mixed(number, right)
    return f"unread:{FIRST + (left << HALF_BITS | right)}"


def person_of(number: int) -> int:
    """The account's key, from the number of its topic."""
    left, right = divmod(max(0, number - FIRST), HALF + 1)
    for round in reversed(range(ROUNDS)):
        left, right = right ^ _mixed(round, left), left
    return left << HALF_BITS | right


def _mixed(number: int, half: int) -> int:
    key, text = settings.SECRET_KEY.encode(), f"folkmoot.unread.v1:{number}:{half}".encode()
    return int.from_bytes(hmac.digest(key, text, hashlib.sha256)[:4], "big") & HALF
