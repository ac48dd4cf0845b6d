"""Erasing a person: what is personal goes at once, what others decided with stays without them."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import models, transaction

from participation.accounts.models import Identity, User
from participation.accounts.privacy.farewell import say_goodbye
from participation.accounts.signals import person_blocked
from participation.clock import database_now
from participation.kinds import personal


def obstacles_of(person: User) -> list[personal.Obstacle]:
    """Why this person cannot be erased now; none when they can."""
    return [found for holding in personal.all_holdings() for found in holding.obstacles(person)]


def what_stays(person: User) -> list[str]:
    return [sentence for holding in personal.all_holdings() for sentence in holding.stays(person)]


@transaction.atomic
def erase_person(*, person: User, keep_words: bool) -> None:
    """Erase all that is personal. Public words stay without a name, or go too where `keep_words` is False.

    The Identity stays, as nobody's, until every tally that it took part in is closed (see forgetting.py).
    Raises ValidationError with the reasons when something stands in the way; then nothing has changed.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if found := obstacles_of(person):
        raise ValidationError([each.reason for each in found], code="obstacle")
    goodbye = partial(say_goodbye, person.email, str(person), person.language)
    for holding in personal.all_holdings():
        holding.erase(person, keep_words)
    Identity.objects.filter(user=person).update(user=None, erased_at=database_now())
    for session in UserSession.objects.filter(user=person):
        session.end()
    pk = person.pk
    _let_go(person)
    transaction.on_commit(partial(person_blocked.send, sender=User, user_pk=pk))
    transaction.on_commit(goodbye)


def _let_go(person: User) -> None:
    """Takes the row away, or empties it where the acts of a former member of staff must keep a number."""
    bound = False
    for relation in _relations():
        rows = relation.related_model._base_manager.filter(**{relation.field.name: person})
        if relation.on_delete is models.CASCADE:
            rows.delete()
        elif relation.on_delete is models.SET_NULL:
            rows.update(**{relation.field.name: None})
        elif relation.on_delete is models.PROTECT:
            bound = bound or rows.exists()
    if bound:
        _empty(person)
    else:
        person.delete()


def _relations() -> Iterator[Any]:
    """Every foreign key of the whole site that leads to a person."""
    for field in User._meta.get_fields(include_hidden=True):
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one):
            yield field


def _empty(person: User) -> None:
    person.email = f"erased-{person.pk}@erased.invalid"
    person.display_name = person.language = person.pause_reason = ""
    person.is_active = False
    person.blocked_at = person.paused_until = person.last_login = None
    person.set_unusable_password()
    person.save()
