"""Takes words that must not stand anywhere (a home address) out of texts."""

import re
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

SHORTEST = 3


def pattern_of(phrase: str) -> re.Pattern[str]:
    """Finds the phrase in any case, with any spaces between its words. Raises ValidationError."""
    if len("".join(phrase.split())) < SHORTEST:
        raise ValidationError({"phrase": _("Give at least three letters.")})
    return re.compile(r"\s+".join(re.escape(word) for word in phrase.split()), re.IGNORECASE)


def overwrite(row: Model, names: tuple[str, ...], pattern: re.Pattern[str]) -> list[str]:
    """Puts a mark in the place of what is found in these fields of a row; gives those that changed."""
    changed = []
    for name in names:
        longest = getattr(row._meta.get_field(name), "max_length", None)
        text = pattern.sub(_("[removed]"), getattr(row, name))[:longest]
        if text != getattr(row, name):
            setattr(row, name, text)
            changed.append(name)
    if changed:
        row.save(update_fields=changed)
    return changed


def rows_with(rows: QuerySet, names: tuple[str, ...], phrase: str, most: int = 20) -> list[Any]:
    """Up to `most` of these rows that hold the phrase in one of these fields, newest first."""
    pattern, wanted = pattern_of(phrase), Q()
    # The longest word narrows the search in the database; the pattern decides.
    word = max(phrase.split(), key=len)
    for name in names:
        wanted |= Q(**{f"{name}__icontains": word})
    found = (row for row in rows.filter(wanted).order_by("-pk").iterator() if _holds(row, names, pattern))
    return list(islice(found, most))


def _holds(row: Model, names: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(getattr(row, name)) for name in names)


def without(value: Any, pattern: re.Pattern[str]) -> Any:
    """A JSON value with a mark in the place of what is found in its texts."""
    if isinstance(value, str):
        return pattern.sub(_("[removed]"), value)
    if isinstance(value, dict):
        return {name: without(each, pattern) for name, each in value.items()}
    return [without(each, pattern) for each in value] if isinstance(value, list) else value
