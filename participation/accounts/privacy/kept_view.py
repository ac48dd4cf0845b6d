"""The public page that says what the site keeps about people, why, and how long."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participation.accounts.privacy.keeping import FIRST_WARNING, SECOND_WARNING, TABLE
from participation.accounts.privacy.time_words import how_long


@require_safe
def what_we_keep(request: HttpRequest) -> HttpResponse:
    rows = [
        [
            {"head": True, "text": line.what},
            {"text": line.why},
            {"text": how_long(line.time) if line.time else line.words},
        ]
        for line in TABLE
    ]
    columns = [{"label": _("What")}, {"label": _("Why")}, {"label": _("How long")}]
    page = {
        "rows": rows,
        "columns": columns,
        "first": how_long(FIRST_WARNING),
        "second": how_long(SECOND_WARNING),
    }
    return render(request, "participation/what_we_keep.html", page)
