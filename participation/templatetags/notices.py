"""Notices on pages: how many are unread, the topic that moves the number, and `{% follow_button thing %}`."""

from typing import Any

from django import template
from django.db.models import Model

from participation.accounts.rules import is_active
from participation.kinds import registry
from participation.notices.following import is_followed
from participation.notices.topic import unread_topic
from participation.notices.unread import unread_count

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: template.Context) -> int:
    return unread_count(getattr(context.get("request"), "user", None))


@register.simple_tag(takes_context=True)
def my_unread_topic(context: template.Context) -> str:
    """The live topic of the reader's own unread notices, "" for visitors and who is blocked."""
    user = getattr(context.get("request"), "user", None)
    return unread_topic(user.pk) if is_active(user) else ""


@register.inclusion_tag("components/follow.html", takes_context=True)
def follow_button(context: template.Context, thing: Model) -> dict[str, Any]:
    """The button that follows a thing or stops; visitors are led to the log-in.

    One query for who is logged in, none where the thing was read with `followed=followed_by(...)`.
    """
    kind, user = registry.kind_of(thing), getattr(context.get("request"), "user", None)
    if kind is None or not kind.followable:
        return {}
    return {
        "kind": kind.key,
        "pk": thing.pk,
        "followed": is_active(user) and is_followed(user, thing),
        "may": is_active(user),
        "address": kind.address(thing),
        "csrf_token": context.get("csrf_token"),
    }
