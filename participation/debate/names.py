"""Names while somebody writes: whom they may mean, and whom they chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.debate.mentions import SUGGESTIONS, UnclearMentionError, people_in
from participation.debate.models import Comment, Thread

FIELD = "meant:"
LONGEST_NUMBER = 18


@dataclass(frozen=True)
class Choice:
    """A name that several have; `options` are (value, what tells this person from the others)."""

    field: str
    name: str
    options: list[tuple[str, str]]


def meant_in(data: Mapping[str, str]) -> dict[str, int | None]:
    """Whom the writer chose for each unclear name: folded name -> key, None for nobody."""
    chosen = {key.removeprefix(FIELD): data[key] for key in data if key.startswith(FIELD)}
    return {
        name: int(value) if value.isdecimal() and len(value) <= LONGEST_NUMBER else None
        for name, value in chosen.items()
    }


def choices_of(wrong: ValidationError, thread: Thread) -> list[Choice]:
    """What to ask when a name was unclear; nothing for any other mistake."""
    if not isinstance(wrong, UnclearMentionError):
        return []
    people = list(people_in(thread).order_by("pk"))
    said = _first_words(thread, people)
    return [
        Choice(
            FIELD + name,
            name,
            [
                (str(each.pk), f"{each.display_name}, {said[each.pk]}")
                for each in people
                if each.display_name.casefold() == name
            ],
        )
        for name in wrong.names
    ]


def suggestions(thread: Thread, typed: str, user: User) -> list[dict[str, Any]]:
    """A few people whose name begins with what was typed, never oneself."""
    found = people_in(thread).filter(display_name__istartswith=typed[:60]).exclude(pk=user.pk)
    people = list(found.order_by("display_name", "pk")[:SUGGESTIONS])
    said = _first_words(thread, people)
    return [
        {
            "name": each.display_name,
            "note": said[each.pk],
            "field": FIELD + each.display_name.casefold(),
            "value": str(each.pk),
        }
        for each in people
    ]


def _first_words(thread: Thread, people: list[User]) -> dict[int, str]:
    """What tells people of one name apart: since when they take part here."""
    said = {each.pk: _("who began this") for each in people}
    comments = Comment.objects.visible().filter(thread=thread, author__in=people).order_by("-written_at")
    for author, at in comments.values_list("author", "written_at"):
        said[author] = _("who wrote on %(day)s") % {"day": date_format(at, "j F Y, H:i")}
    return said
