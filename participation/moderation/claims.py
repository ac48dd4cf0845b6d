"""Taking a reported thing for oneself for a while, so that two facilitators do not do the same work."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.clock import database_now
from participation.moderation import rules
from participation.moderation.models import Claim

LASTS = timedelta(minutes=30)


def claim(*, actor: User, target: Any) -> Claim:
    """Hold `target` for half an hour, or for half an hour more.

    Raises PermissionDenied, and ValidationError with code "taken" while somebody else holds it.
    """
    if refusal := rules.decide_refusal(actor, target):
        raise PermissionDenied(refusal)
    try:
        with transaction.atomic():
            return _taken_over(actor, target)
    except IntegrityError:
        raise _taken() from None


def _taken_over(actor: User, target: Any) -> Claim:
    now = database_now()
    held: Claim | None = Claim.objects.select_for_update().about(target).first()
    if held is None:
        held = Claim.objects.create(target=target, holder=actor, until=now + LASTS)
        return held
    if held.holder_id != actor.pk and held.until > now:
        raise _taken()
    held.holder, held.until = actor, now + LASTS
    held.save(update_fields=["holder", "until"])
    return held


@transaction.atomic
def give_back(*, actor: User, target: Any) -> None:
    """Let others take it. Somebody else's hold stays as it is."""
    Claim.objects.about(target).filter(holder=actor).delete()


def refuse_if_taken(actor: User, target: Any) -> None:
    """Raises ValidationError with code "taken" while somebody else holds it."""
    held = Claim.objects.about(target).exclude(holder=actor)
    if held.filter(until__gt=database_now()).exists():
        raise _taken()


def holders(keys: list[tuple[int, int]]) -> dict[tuple[int, int], User]:
    """Who holds which of these (target_type_id, target_id) now, in one query."""
    live = Claim.objects.filter(target_id__in=[pk for _type, pk in keys], until__gt=database_now())
    return {(each.target_type_id, each.target_id): each.holder for each in live.select_related("holder")}


def _taken() -> ValidationError:
    return ValidationError(_("Another facilitator is looking at this now."), code="taken")


def key_of(target: Any) -> tuple[int, int]:
    return ContentType.objects.get_for_model(target).pk, target.pk
