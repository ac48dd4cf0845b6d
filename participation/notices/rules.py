"""Who may follow what."""

from typing import Any

from django.utils.translation import gettext as _

from participation.accounts.rules import part_refusal
from participation.kinds import registry


def follow_refusal(user: Any, thing: Any) -> str:
    """Anyone who is logged in, where the kind is followable and they may see the thing."""
    kind = registry.kind_of(thing)
    if refusal := part_refusal(user):
        return refusal
    seen = kind is not None and kind.followable and kind.may_see(user, thing)
    return "" if seen else _("This cannot be followed.")
