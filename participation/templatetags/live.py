"""Live numbers: `{% live_ticket thing %}`, then `{{ thing|live:"supports" }}` at each number."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse

from participation.live import tickets
from participation.live.topics import topic_of
from participation.parts import TOPICS

register = template.Library()


@register.inclusion_tag("participation/live_ticket.html", takes_context=True)
def live_ticket(context: template.Context, *things: Any) -> dict[str, Any]:
    """Lets the page follow these things, lists of things or topics such as "round:3". Nothing for none.

    In a part of a page that many share it leaves the topics to the page, as tickets are a person's own.
    """
    topics = [topic for thing in things for topic in _topics(thing)]
    if (of_part := context.get(TOPICS)) is not None:
        of_part += topics
        return {"ticket": ""}
    if not topics:
        return {"ticket": ""}
    user = getattr(context.get("request"), "user", None)
    person = user.pk if user is not None and user.is_authenticated else None
    return {"ticket": tickets.issue(topics, person), "renew": reverse("live_ticket")}


@register.filter
def live(thing: Model | str, name: str) -> str:
    """The value of `data-live` for one number of a thing: "proposal:12 supports"."""
    return f"{thing if isinstance(thing, str) else topic_of(thing)} {name}"


def _topics(thing: Any) -> Iterable[str]:
    if isinstance(thing, str):
        return [thing] if thing else []
    if isinstance(thing, Model):
        return [topic_of(thing)]
    return [topic for each in thing or [] for topic in _topics(each)]
