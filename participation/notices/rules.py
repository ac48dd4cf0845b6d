"""Who may follow what."""

from typing import Any

from participation.accounts.rules import is_active
from participation.kinds import registry


def may_follow(user: Any, thing: Any) -> bool:
    """Anyone who is logged in, where the kind is followable and they may see the thing."""
    kind = registry.kind_of(thing)
    return kind is not None and kind.followable and is_active(user) and kind.may_see(user, thing)
