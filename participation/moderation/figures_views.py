"""The public report on moderation, as a page and as a file."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from participation.limits.network import counted
from participation.limits.table import DOWNLOADS
from participation.moderation.figures import FEWEST, lines, months


@require_safe
def moderation_report(request: HttpRequest) -> HttpResponse:
    shown = [{"start": month.start, "lines": lines(month)} for month in months()]
    return render(request, "participation/moderation_report.html", {"months": shown, "fewest": FEWEST})


@require_safe
@counted(DOWNLOADS)
def moderation_file(request: HttpRequest) -> HttpResponse:
    """The same numbers, one a line."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="moderation.csv"'
    writer = csv.writer(answer)
    writer.writerow(("month", "group", "what", "count"))
    for month in months():
        writer.writerows((f"{month.start:%Y-%m}", each.group, each.what, each.count) for each in lines(month))
    return answer
