"""Writes notices: to whom, waiting for which mail, counted up where news gathers."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q, QuerySet

from participation.accounts.models import User
from participation.accounts.rules import STAFF_ROLES
from participation.kinds import registry
from participation.notices.events import Event, Facts
from participation.notices.models import Follow, HowOften, Notice
from participation.notices.unread import forget_counts
from participation.notices.wanting import for_group

BATCH = 1000


def followers_around(thing: Model, reach: int | None, also: set[int]) -> QuerySet[User]:
    """Who follows the thing or what it is part of (`reach` steps up; None: all), and `also` by key."""
    follows = Follow.objects.filter(_any_of(things_around(thing, reach)))
    people: QuerySet[User] = User.objects.filter(Q(pk__in=follows.values("person")) | Q(pk__in=also))
    return people


def things_around(thing: Model, reach: int | None) -> list[Model]:
    """The thing, what it is part of, and so on; each once."""
    found, layer, steps = [thing], [thing], 0
    while layer and (reach is None or steps < reach):
        layer = [above for below in layer for above in _above(below) if above not in found]
        found += dict.fromkeys(layer)
        steps += 1
    return found


def _above(thing: Model) -> list[Model]:
    kind = registry.kind_of(thing)
    return [each for each in kind.part_of(thing) if each is not None] if kind else []


def _any_of(things: list[Model]) -> Q:
    wanted = Q()
    for thing in things:
        wanted |= Q(target_type=ContentType.objects.get_for_model(thing), target_id=thing.pk)
    return wanted


def write_notices(
    people: QuerySet[User], event: Event, thing: Model, facts: Facts, actor: User | None
) -> None:
    """One notice for each of `people` who is active, is not the actor and does not have it gathering."""
    people = people.filter(is_active=True, blocked_at__isnull=True)
    if actor is not None:
        people = people.exclude(pk=actor.pk)
    mails = dict(people.annotate(wants=for_group(event.group)).values_list("pk", "wants"))
    # By person, what the notice waits for: no mail where none is wanted, or another mail says it.
    waits = {pk: wants if event.mailed and wants != HowOften.NEVER else "" for pk, wants in mails.items()}
    told = dict(facts=dict(facts), **_actor(actor))
    gathered = _count_up(waits, event, thing, told) if event.gathers else set()
    Notice.objects.bulk_create(
        [
            Notice(person_id=pk, event=event.key, target=thing, waits_for=wait, **told)
            for pk, wait in waits.items()
            if pk not in gathered
        ],
        batch_size=BATCH,
    )
    forget_counts(waits)


def _count_up(waits: dict[int, str], event: Event, thing: Model, told: dict[str, Any]) -> set[int]:
    """Adds one to the same news that is unread and not mailed yet; returns whose it was."""
    same = Notice.objects.unread().filter(
        person__in=list(waits),
        event=event.key,
        target_type=ContentType.objects.get_for_model(thing),
        target_id=thing.pk,
    )
    # Locked in one order, so that two who tell the same people at once wait for each other.
    rows = same.select_for_update().order_by("pk").values_list("pk", "person", "waits_for")
    found = {person: pk for pk, person, wait in rows if wait == waits[person]}
    Notice.objects.filter(pk__in=list(found.values())).update(times=F("times") + 1, **told)
    return set(found)


def _actor(actor: User | None) -> dict[str, Any]:
    """Residents by name, staff by role."""
    if actor is None:
        return {"actor": None, "actor_role": ""}
    role = next((role for role in STAFF_ROLES if role in actor.role_names), "")
    return {"actor": None if role else actor, "actor_role": role}
