"""Does this person follow this thing, and what do they follow?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef
from django.utils.translation import gettext as _

from participation.kinds import registry
from participation.notices.models import Follow
from participation.notices.reading import load_things


def followed_by(user: Any, model: type[Model]) -> Exists:
    """For `annotate(followed=...)` on a queryset of `model`."""
    target_type = ContentType.objects.get_for_model(model)
    follows = Follow.objects.filter(person=user.pk, target_type=target_type, target_id=OuterRef("pk"))
    return Exists(follows)


def is_followed(user: Any, thing: Model) -> bool:
    if hasattr(thing, "followed"):
        return bool(thing.followed)
    target_type = ContentType.objects.get_for_model(thing)
    return Follow.objects.filter(person=user, target_type=target_type, target_id=thing.pk).exists()


@dataclass(frozen=True)
class FollowedRow:
    """One line of the list; without an address when the thing cannot be seen any more."""

    pk: int
    title: str
    address: str


def followed_rows(follows: Iterable[Follow], reader: Any) -> list[FollowedRow]:
    """In the same order, in a fixed number of queries a kind of thing."""
    listed = list(follows)
    things = load_things((each.target_type_id, each.target_id) for each in listed)
    return [_row(each.pk, things.get((each.target_type_id, each.target_id)), reader) for each in listed]


def _row(pk: int, thing: Model | None, reader: Any) -> FollowedRow:
    kind = registry.kind_of(thing) if thing is not None else None
    if kind is None or not kind.may_see(reader, thing):
        return FollowedRow(pk, _("Something that is no longer shown"), "")
    return FollowedRow(pk, kind.title(thing), kind.address(thing))
