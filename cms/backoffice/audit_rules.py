"""What the audit log says of the declared rules of a round: the label of the field and its value in words."""

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from budgeting.rounds.models import Round
from budgeting.rounds.round_templates import OWN_RULES

BEFORE = "old_"


def rule_fact(key: str) -> tuple[str, Callable[[Any], str]] | None:
    """The label and the words of a rule, also of its value before a change; None for any other fact."""
    name = key.removeprefix(BEFORE)
    if name not in OWN_RULES:
        return None
    field = Round._meta.get_field(name)
    label = capfirst(str(field.verbose_name))
    if key != name:
        label = _("%(rule)s, before") % {"rule": label}
    choices = {value: str(words) for value, words in field.flatchoices}
    return label, lambda value: choices.get(value) or _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _("none") if value is None else str(value)
