"""Names in a comment ("@Rosa Abiola") as references to people who take part in the same discussion.

A comment keeps "@[12]" and a Mention of person 12; readers see the name that the person has now.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.debate import rules
from participation.debate.models import Comment, Mention, Thread

MOST = 5
SUGGESTIONS = 6
TOKEN = re.compile(r"@\[(\d{1,18})\]")
_AT = re.compile(r"(?<!\w)@(?=\w)")


class UnclearMentionError(ValidationError):
    """Several people of the discussion have a name that was written; `names` are those names."""

    def __init__(self, names: list[str]):
        super().__init__({"text": _("More than one person here has this name. Choose whom you mean.")})
        self.names = names


@dataclass(frozen=True)
class Resolved:
    text: str
    people: tuple[int, ...]


def people_in(thread: Thread) -> QuerySet[User]:
    """Who takes part: wrote a comment that can be read, or what is discussed."""
    owner = rules.owner_of(thread)
    author = owner[0].author(owner[1]) if owner else None
    wrote = Comment.objects.visible().filter(thread=thread, author__isnull=False).values("author")
    people = User.objects.filter(Q(pk__in=wrote) | Q(pk=getattr(author, "pk", None)))
    return people.filter(is_active=True).exclude(display_name="")


def resolve(text: str, thread: Thread, chosen: Mapping[str, int | None] | None = None) -> Resolved:
    """Names of people who take part become references.

    `chosen`: folded name -> key of the person meant, None for nobody. Raises UnclearMentionError, and
    ValidationError naming "text" when too many people are mentioned.
    """
    # What looks like a reference but was typed is only words.
    text = text.replace("@[", "@ [")
    if not _AT.search(text):
        return Resolved(text, ())
    named: dict[str, list[int]] = defaultdict(list)
    for pk, name in people_in(thread).values_list("pk", "display_name"):
        named[name.casefold()].append(pk)
    found: dict[int, None] = {}
    unclear: dict[str, None] = {}
    parts, last = [], 0
    for at in _AT.finditer(text):
        name = _name_at(text, at.end(), named)
        if name is None or at.start() < last:
            continue
        pk = _meant(named[name], (chosen or {}).get(name, 0))
        if pk == 0:
            unclear[name] = None
        elif pk is not None:
            found[pk] = None
            parts += [text[last : at.start()], f"@[{pk}]"]
            last = at.end() + len(name)
    if unclear:
        raise UnclearMentionError(list(unclear))
    if len(found) > MOST:
        raise ValidationError({"text": _("Mention up to %(n)d people in one comment.") % {"n": MOST}})
    return Resolved("".join([*parts, text[last:]]), tuple(found))


def _name_at(text: str, start: int, named: Mapping[str, list[int]]) -> str | None:
    """The longest of these folded names that stands here as whole words."""
    for length in sorted({len(name) for name in named}, reverse=True):
        name = text[start : start + length].casefold()
        if name in named and len(name) == length and not text[start + length : start + length + 1].isalnum():
            return name
    return None


def _meant(people: list[int], choice: int | None) -> int | None:
    """One of `people`; None for nobody, 0 when it is not clear."""
    if choice is None or choice in people:
        return choice
    return people[0] if len(people) == 1 else 0


def keep_mentions(comment: Comment, people: Iterable[int]) -> set[int]:
    """Write down who is mentioned; gives those who were not before."""
    before = set(Mention.objects.filter(comment=comment).values_list("person", flat=True))
    wanted = set(people)
    Mention.objects.filter(comment=comment).exclude(person__in=wanted).delete()
    new = wanted - before
    Mention.objects.bulk_create([Mention(comment=comment, person_id=pk) for pk in new], ignore_conflicts=True)
    return new - {comment.author_id}


def name_people(comments: Iterable[Comment]) -> None:
    """Give each comment `names`, in one query, and none where nobody is mentioned."""
    comments = list(comments)
    mentioning = [each.pk for each in comments if TOKEN.search(each.text)]
    names: dict[int, dict[int, str]] = defaultdict(dict)
    if mentioning:
        found = Mention.objects.filter(comment__in=mentioning, person__isnull=False)
        for comment, person, name in found.values_list("comment", "person", "person__display_name"):
            names[comment][person] = name
    for each in comments:
        each.names = names[each.pk]


def readable(comment: Comment, text: str | None = None) -> str:
    """Its words (or `text`, an earlier version of them) with the names that people have now."""
    if not hasattr(comment, "names"):
        name_people([comment])
    words = comment.text if text is None else text
    return TOKEN.sub(lambda token: "@" + (comment.names.get(int(token[1])) or _("former resident")), words)
