"""Following, telling people what happened, marking it read, and choosing mail."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from participation.accounts.models import User
from participation.clock import database_now
from participation.notices import rules
from participation.notices.events import Facts
from participation.notices.events import event as event_of
from participation.notices.models import Follow, Notice
from participation.notices.telling import followers_around, write_notices
from participation.notices.unread import forget_counts


@transaction.atomic
def follow(*, user: User, thing: Model) -> None:
    """Hear of this from now on. A second time changes nothing: the unique constraint is the guard."""
    if refusal := rules.follow_refusal(user, thing):
        raise PermissionDenied(refusal)
    follows = Follow(person=user, target=thing)
    Follow.objects.bulk_create([follows], ignore_conflicts=True)


@transaction.atomic
def unfollow(*, user: User, thing: Model) -> None:
    target_type = ContentType.objects.get_for_model(thing)
    Follow.objects.filter(person=user, target_type=target_type, target_id=thing.pk).delete()


@transaction.atomic
def tell(
    *, people: Iterable[User], thing: Model, event: str, facts: Facts | None = None, actor: User | None = None
) -> None:
    """Tell these people once each; never the actor, nor who is blocked."""
    about = event_of(event)
    wanted = {person.pk for person in people if person is not None}
    write_notices(User.objects.filter(pk__in=wanted), about, thing, facts or {}, actor)


@transaction.atomic
def tell_followers(
    *,
    thing: Model,
    event: str,
    facts: Facts | None = None,
    actor: User | None = None,
    also: Iterable[User] = (),
    but_not: Iterable[User] = (),
) -> None:
    """Tell who follows the thing, and who follows its area or process; never the actor or `but_not`."""
    about = event_of(event)
    wanted = {person.pk for person in also if person is not None}
    left_out = {person.pk for person in but_not if person is not None}
    people = followers_around(thing, about.reach, wanted).exclude(pk__in=left_out)
    write_notices(people, about, thing, facts or {}, actor)


@transaction.atomic
def mark_read(*, user: User, notice: int | None = None) -> None:
    """One of this person's notices, or all; what was read on the site is not mailed any more."""
    unread: Any = Notice.objects.filter(person=user).unread()
    if notice is not None:
        unread = unread.filter(pk=notice)
    unread.update(read_at=database_now(), waits_for="")
    forget_counts([user.pk])
