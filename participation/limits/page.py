"""The table of limits as the house rules show it."""

from typing import Any

from django.utils.translation import gettext as _

from participation.limits.table import OF_ONE_ADDRESS, OF_ONE_CONNECTION, OF_ONE_PERSON, Limit


def limits_shown() -> dict[str, list]:
    """Columns and rows for the component of tables."""
    people = [[_head(limit.words()), _cell(limit.words(newcomer=True))] for limit in OF_ONE_PERSON]
    return {
        "people_columns": [{"label": _("Everyone")}, {"label": _("A new account, on its first day")}],
        "people": people,
        "one_column": [{"label": _("At most")}],
        "shared": _rows(OF_ONE_CONNECTION),
        "codes": _rows(OF_ONE_ADDRESS),
    }


def _rows(limits: tuple[Limit, ...]) -> list[list[dict[str, Any]]]:
    return [[_head(limit.words())] for limit in limits]


def _head(text: str) -> dict[str, Any]:
    return {"text": text, "head": True}


def _cell(text: str) -> dict[str, Any]:
    return {"text": text}
