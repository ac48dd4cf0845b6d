"""Choosing how often mail of notices comes."""

from collections.abc import Mapping

from django.db import transaction

from participation.accounts.models import User
from participation.notices import events, wanting
from participation.notices.events import Group
from participation.notices.models import HowOften, MailChoice, Notice


@transaction.atomic
def choose_mail(*, user: User, how_often: str, by_group: Mapping[str, str] | None = None) -> None:
    """The general choice, and for groups another ("": as the general). Holds for what waits already."""
    chosen = {"": how_often} | {group: often for group, often in (by_group or {}).items() if often}
    unknown = set(chosen.values()) - set(HowOften.values) | set(chosen) - {"", *Group.values}
    if unknown:
        raise ValueError(f"not a choice of mail: {sorted(unknown)}")
    MailChoice.objects.filter(person=user).exclude(group__in=chosen).delete()
    MailChoice.objects.bulk_create(
        [MailChoice(person=user, group=group, how_often=often) for group, often in chosen.items()],
        update_conflicts=True,
        unique_fields=["person", "group"],
        update_fields=["how_often"],
    )
    for group in Group.values:
        _rewait(user, group, wanting.how_often(chosen, group))


def stop_mail(*, user: User) -> None:
    """No mail of notices any more, of any group. Notices go on standing on the site."""
    choose_mail(user=user, how_often=HowOften.NEVER)


def _rewait(user: User, group: str, often: str) -> None:
    waiting = Notice.objects.filter(person=user, event__in=events.keys_of(group)).exclude(waits_for="")
    waiting.update(waits_for="" if often == HowOften.NEVER else often)
