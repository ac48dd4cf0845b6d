"""What officers do to the rules of the house. Each act is logged."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.moderation.models import HouseRule
from participation.moderation.rules import may_change_house_rules
from participation.moderation.watch import WatchList


@transaction.atomic
def create_house_rule(*, actor: User, **fields: Any) -> HouseRule:
    """`fields` are those of HouseRule. Raises PermissionDenied, and ValidationError naming the field."""
    return _kept(actor, HouseRule(), fields, "create_house_rule")


@transaction.atomic
def change_house_rule(*, actor: User, rule: HouseRule, **changes: Any) -> HouseRule:
    """Raises PermissionDenied, and ValidationError naming the field."""
    return _kept(actor, rule, changes, "change_house_rule")


def _kept(actor: User, rule: HouseRule, fields: dict[str, Any], verb: str) -> HouseRule:
    if not may_change_house_rules(actor):
        raise PermissionDenied(_("Only officers of the council change the house rules."))
    for name, value in fields.items():
        setattr(rule, name, value)
    rule.full_clean()
    rule.save()
    record(verb=verb, actor=actor, acting_as=OFFICER, target=rule, facts={"fields": sorted(fields)})
    return rule


@transaction.atomic
def change_watch_list(*, actor: User, words: str) -> WatchList:
    """Say which words the site looks out for. It hides nothing for them. Raises PermissionDenied.

    The log keeps how many words, not which: they are ugly.
    """
    if not may_change_house_rules(actor):
        raise PermissionDenied(_("Only officers of the council change the words to look out for."))
    watched = WatchList(pk=1, words=words)
    watched.clean_fields()
    watched.save()
    facts = {"words": len(watched.phrases)}
    record(verb="change_watch_list", actor=actor, acting_as=OFFICER, facts=facts)
    return watched
