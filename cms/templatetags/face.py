"""Small sums that the components need: where a bar's parts start, which pages a pager names."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.core.paginator import Page

register = template.Library()
SERIES_COLOURS = 8


@register.filter
def stacked(parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The parts (each with a number `value`) with `start`, the sum before it, and `series`, colour 1-8."""
    placed, start = [], 0
    for index, part in enumerate(parts):
        placed.append({**part, "start": start, "series": index % SERIES_COLOURS + 1})
        start += part["value"]
    return placed


@register.filter
def page_numbers(page: Page) -> list[int | None]:
    """Page numbers to show: first, last and those around this one; None marks a gap."""
    last = page.paginator.num_pages
    near = sorted({1, last, *range(max(1, page.number - 1), min(last, page.number + 1) + 1)})
    shown: list[int | None] = []
    for number in near:
        if shown and shown[-1] is not None and number - shown[-1] > 1:
            shown.append(None)
        shown.append(number)
    return shown
