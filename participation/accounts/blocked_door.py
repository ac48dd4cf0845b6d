"""The signed way of a blocked person to the page that says why, for they can hold no session.

It is in the mail about the block, and who proves their address at the log-in is led there, too. It opens that
one page, and ends with this block: it is no way in, and of no use after the person was let in again.
"""

from django.core import signing

from participation.accounts.models import User

SALT = "folkmoot.accounts.blocked.v1"


def door_token(person: User) -> str:
    """For a person who is blocked now."""
    return signing.dumps(_block_of(person), salt=SALT)


def blocked_person_of(token: str) -> User | None:
    """Who is still kept out by the block that this link was made for; None for any other link."""
    try:
        block = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    person: User | None = User.objects.filter(pk=block[0], is_active=True, blocked_at__isnull=False).first()
    return person if person is not None and _block_of(person) == block else None


def _block_of(person: User) -> list[int]:
    if person.blocked_at is None:
        raise ValueError("Only a blocked person has this door.")
    return [person.pk, int(person.blocked_at.timestamp())]
