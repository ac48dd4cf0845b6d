"""Signed links that stop a person's mail without a log-in. They never run out: old mail must stop, too."""

from typing import Any

from django.core import signing

from participation.accounts.models import User

SALT = "folkmoot.notices.stop.v1"


def stop_token(person: Any) -> str:
    return signing.dumps(person.pk, salt=SALT)


def person_of(token: str) -> User | None:
    """Whose mail this link stops; None for a link that we did not sign."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk).first()
