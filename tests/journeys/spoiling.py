"""Writes the corpus over every word that people wrote in the town of VAR_DIR.

DJANGO_SETTINGS_MODULE=cms.settings python -m tests.journeys.spoiling

What a new model holds is written over as well, unless its field is named here as the site's own.
"""

import html
import json
from collections.abc import Iterator
from typing import Any

import django
from django.apps import apps
from django.db import connection, models
from wagtail.fields import StreamField

from tests.abuse.lines import fitting

FLOORS = ("participation", "budgeting", "cms")
# Words of pages and files that lie in tables of Wagtail's.
OF_WAGTAIL = {
    "wagtailcore.Page": ("title", "draft_title", "seo_title", "search_description"),
    "wagtailimages.Image": ("title", "description"),
    "wagtaildocs.Document": ("title",),
}
# Written by the site itself: keys, codes, names of things in the code; and what has a shape of its own.
OWN_WORDS = {
    *("password", "email", "language", "role", "about", "acting_as", "verb", "target_id", "target_label"),
    "actor_role",
    *("hash", "event", "mark", "digest", "before", "after", "told", "currency", "rule", "key_id", "box_salt"),
    *("receipt", "finder", "key", "body", "number", "form", "likeness", "code", "fingerprint", "audit_head"),
    *("act", "subject", "secret", "commitment", "cache_key", "value", "tile_address", "content"),
    *("brand_light", "accent_light", "brand_dark", "accent_dark"),
}
OWN_MODELS = {"ResultFile", "ActCount", "SharedLimit", "RefusedMarks", "ImportedRound"}
# Fields named like the site's own in one model, and a person's in another.
OF_PEOPLE = {"Area.about"}
# Text that holds JSON.
JSON = {"Evidence.content"}


def is_written(field: models.Field) -> bool:
    """Whether people write what is in this field."""
    model = field.model
    if model._meta.app_label not in FLOORS:
        return field.name in OF_WAGTAIL.get(model._meta.label, ())
    if f"{model.__name__}.{field.name}" in OF_PEOPLE:
        return True
    own = field.name in OWN_WORDS or field.name.endswith(("_key", "_hash")) or model.__name__ in OWN_MODELS
    texts = isinstance(field, models.CharField | models.TextField)
    return texts and not isinstance(field, models.SlugField) and not field.choices and not own


def written() -> Iterator[models.Field]:
    for model in apps.get_models():
        yield from (field for field in model._meta.local_concrete_fields if is_written(field))


def structured() -> Iterator[models.Field]:
    """Words within JSON: bodies of pages, drafts, what a campaign buys, what a notice tells."""
    for model in apps.get_models():
        if model._meta.app_label in FLOORS:
            for field in model._meta.local_concrete_fields:
                if (
                    isinstance(field, models.JSONField | StreamField)
                    or f"{model.__name__}.{field.name}" in JSON
                ):
                    yield field


def spoil() -> None:
    """For a copy of a town that nobody needs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_update'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        for field in written():
            _write_over(cursor, field)
        for field in structured():
            _write_within(cursor, field)


def _rows(cursor: Any, field: models.Field) -> list[tuple[Any, str]]:
    table, key, column = field.model._meta.db_table, field.model._meta.pk.column, field.column
    cursor.execute(
        f'SELECT "{key}", "{column}" FROM "{table}" WHERE "{column}" NOT IN (\'\', \'{{}}\', \'[]\')'
    )
    return cursor.fetchall()


def _put(cursor: Any, field: models.Field, rows: list[tuple[str, Any]]) -> None:
    table, key, column = field.model._meta.db_table, field.model._meta.pk.column, field.column
    cursor.executemany(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s', rows)


def _write_over(cursor: Any, field: models.Field) -> None:
    limit = min(field.max_length or 3000, 3000) - (6 if field.unique else 0)
    rows = [
        (fitting(limit, turn) + (f" {turn}" if field.unique else ""), key)
        for turn, (key, _words) in enumerate(_rows(cursor, field), start=len(field.name))
    ]
    _put(cursor, field, rows)


def _write_within(cursor: Any, field: models.Field) -> None:
    rows = [
        (json.dumps(_with_lines(json.loads(found), turn)), key)
        for turn, (key, found) in enumerate(_rows(cursor, field))
        if found is not None
    ]
    _put(cursor, field, rows)


def _with_lines(found: Any, turn: int) -> Any:
    """Sentences give way to lines of the corpus; single words may be names in the code."""
    if isinstance(found, dict):
        return {name: _with_lines(value, turn + at) for at, (name, value) in enumerate(found.items())}
    if isinstance(found, list):
        return [_with_lines(value, turn + at) for at, value in enumerate(found)]
    if not isinstance(found, str) or " " not in found:
        return found
    line = fitting(200, turn)
    # What an editor writes into a rich text is markup already; theirs stands in it as words.
    return f"<p>{html.escape(line)}</p>" if found.startswith("<") else line


if __name__ == "__main__":
    django.setup()
    spoil()
