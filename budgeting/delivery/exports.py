"""The money of a round's funded projects as a file for auditors: one row a decision, with its transfer."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.page import round_works
from budgeting.delivery.postings import extra_key, settle_key, step_in_key
from budgeting.delivery.views import visible_round
from budgeting.delivery.works import Work
from budgeting.rounds.models import Project, Round
from participation.limits.network import counted
from participation.limits.table import DOWNLOADS
from participation.money import minor_digits
from participation.plain_cell import plain_cell

HEAD = (
    *("reference", "number", "project", "pot", "what", "to the project", "from the project", "currency"),
    *("day", "reason", "transfer in the ledger"),
)
# (reference, what, to the project, from it, day, reason, transfer); amounts in minor units.
Row = tuple[str, str, int, int, str, str, str]


@require_safe
@counted(DOWNLOADS)
def built_money(request: HttpRequest, slug: str) -> HttpResponse:
    round = visible_round(request.user, slug)
    answer = HttpResponse(_file(round), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-money.csv"'
    return answer


def _file(round: Round) -> str:
    """The mark at the beginning tells spreadsheets that the letters are UTF-8."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(HEAD)
    requests: dict[int, list[MoneyRequest]] = defaultdict(list)
    for request in MoneyRequest.objects.filter(project__round=round, granted=True).order_by("pk"):
        requests[request.project_id].append(request)
    works = sorted(round_works(round), key=lambda work: work.project.number)
    for work in works:
        for row in _rows(round, work, requests[work.project.pk]):
            sheet.writerow(_cells(round, work.project, row))
    return "\ufeff" + written.getvalue()


def _cells(round: Round, project: Project, row: Row) -> list[Any]:
    reference, what, into, out, day, reason, transfer = row
    digits = minor_digits(round.currency)
    amounts = ["" if not amount else str(Decimal(amount).scaleb(-digits)) for amount in (into, out)]
    return [
        f"{round.process.slug}/{project.number}/{reference}",
        project.number,
        plain_cell(project.title),
        plain_cell(str(project.round_pot)),
        what,
        *amounts,
        round.currency,
        day,
        plain_cell(reason),
        transfer,
    ]


def _rows(round: Round, work: Work, requests: list[MoneyRequest]) -> Iterator[Row]:
    """What came to a project and what left it, in the order in which it happened."""
    project, money = work.project, work.money
    before = work.stepped_in_for
    if before is None:
        yield "vote", "given by the vote", money.voted, 0, "", "", f"round:{round.pk}:certify"
    else:
        day, why = _day(before.undelivered.declared_at), f"in place of number {before.number}"
        yield "step-in", "stepped in", money.voted, 0, day, why, step_in_key(project.pk)
    for each in requests:
        day = _day(each.decided_at)
        if each.kind == each.Kind.EXTRA:
            key = extra_key(each.pk)
            yield f"extra-{each.pk}", "more money", each.amount, 0, day, each.reason, key
        else:
            key = settle_key(project.pk)
            yield "paid", "paid", 0, each.amount, day, each.reason, key
            yield "returned", "back to the pot", 0, money.returned, day, each.reason, key
    if given_up := work.undelivered:
        day, key = _day(given_up.declared_at), settle_key(project.pk)
        yield "paid", "paid", 0, given_up.spent, day, given_up.reason, key
        yield "released", "cannot be built", 0, given_up.released, day, given_up.reason, key


def _day(moment: Any) -> str:
    return timezone.localdate(moment).isoformat()
