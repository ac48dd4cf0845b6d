"""A list of proposals as a file for spreadsheets: its filters, its order, all its pages at once."""

import csv
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from participation.limits.network import count_from_here
from participation.limits.table import DOWNLOADS
from participation.money import format_money
from participation.plain_cell import plain_cell
from participation.processes.models import Process
from participation.processes.rules import may_see_process
from participation.proposals.browse import chosen
from participation.proposals.models import Proposal

AT_ONCE = 500
HEAD = (
    *("number", "title", "process", "part of town", "theme", "status", "reason for the status"),
    *("rough cost", "supports", "comments", "where", "degrees north", "degrees east"),
    *("what should happen", "why it matters", "who it is for", "published", "address"),
)


class Echo:
    """csv writes to it, and gets each line back to send on."""

    def write(self, line: str) -> str:
        return line


@require_safe
def proposal_file(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    process = get_object_or_404(Process, slug=slug)
    if not may_see_process(request.user, process):
        raise Http404
    return _file(request, process)


@require_safe
def proposal_file_all(request: HttpRequest) -> StreamingHttpResponse:
    """The proposals of all processes."""
    return _file(request, None)


def _file(request: HttpRequest, process: Process | None) -> StreamingHttpResponse:
    count_from_here(DOWNLOADS, request)
    proposals = chosen(process, request.user, request.GET).shown.for_cards().with_comments().defer(None)
    answer = StreamingHttpResponse(_lines(proposals), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="proposals.csv"'
    return answer


def _lines(proposals: Any) -> Iterator[str]:
    """The mark at the beginning tells spreadsheets that the letters are UTF-8."""
    write = csv.writer(Echo()).writerow
    yield "\ufeff" + write(HEAD)
    for proposal in proposals.iterator(chunk_size=AT_ONCE):
        yield write(_row(proposal))


def _row(proposal: Proposal) -> list[Any]:
    """Who wrote it is no part of the open data."""
    cost = proposal.rough_cost
    return [
        proposal.pk,
        *map(plain_cell, (proposal.title, proposal.process.title, proposal.area.name)),
        *map(plain_cell, (proposal.category.name, proposal.get_status_display(), proposal.status_reason)),
        "" if cost is None else format_money(cost),
        proposal.support_count,
        proposal.comment_count,
        plain_cell(proposal.place),
        "" if proposal.latitude is None else proposal.latitude,
        "" if proposal.longitude is None else proposal.longitude,
        *map(plain_cell, (proposal.what, proposal.why, proposal.who_for)),
        proposal.published_at.isoformat(timespec="seconds"),
        f"{settings.BASE_URL}{proposal.get_absolute_url()}",
    ]
