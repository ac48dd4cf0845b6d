"""The lines of a counted poll as open data, under fresh numbers, so that anyone can count them."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from participation.limits.network import count_from_here
from participation.limits.table import DOWNLOADS
from participation.plain_cell import plain_cell
from participation.votes.models import Poll, Tally

SIGNS = {"+": "agree", "-": "disagree", "0": "pass", ".": ""}


@require_safe
def poll_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """A CSV file: of statements one line a voter, of a ranked poll one line for each ranking."""
    tally = get_object_or_404(
        Tally.objects.filter(poll__in=Poll.objects.public().filter(pk=pk)).select_related("poll")
    )
    if not tally.lines:
        raise Http404
    count_from_here(DOWNLOADS, request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="poll-{pk}.csv"'
    rows = _statements(tally) if tally.poll.kind == Poll.Kind.STATEMENTS else _rankings(tally)
    csv.writer(answer).writerows(rows)
    return answer


def _statements(tally: Tally) -> Iterator[list[Any]]:
    """A column for each statement that is still shown."""
    known = dict(tally.poll.statements.shown().values_list("pk", "text"))
    columns = [(place, known[pk]) for place, pk in enumerate(tally.numbers["statements"]) if pk in known]
    yield ["participant", *(plain_cell(text) for _place, text in columns)]
    for number, line in enumerate(tally.lines, start=1):
        yield [number, *(SIGNS[line[place]] for place, _text in columns)]


def _rankings(tally: Tally) -> Iterator[list[Any]]:
    titles = dict(tally.poll.options.values_list("pk", "title"))
    yield ["votes", *(f"place {place}" for place in range(1, tally.poll.max_choices + 1))]
    for ranking, times in tally.lines:
        yield [times, *(plain_cell(titles[option]) for option in ranking)]
