"""Discussions that are slow, locked or read first for a while, and when each is open again."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.backoffice.report_lists import PER_PAGE, ReportScreen
from participation.clock import database_now
from participation.debate.models import Thread
from participation.debate.rules import find_owners


class LedThreadsView(ReportScreen, TemplateView):
    """The first to be open again comes first."""

    template_name = "cms/backoffice/led_threads.html"
    page_title = gettext_lazy("Discussions with a limit")

    def get_context_data(self, **kwargs):
        led = Thread.objects.filter(~Q(mode=Thread.Mode.OPEN), mode_until__gt=database_now(), closed_at=None)
        page = Paginator(led.order_by("mode_until", "pk"), PER_PAGE).get_page(self.request.GET.get("p"))
        find_owners(page)
        rows = [self._row(thread) for thread in page]
        return {**super().get_context_data(**kwargs), "rows": rows, "page": page}

    @staticmethod
    def _row(thread: Thread) -> dict[str, Any]:
        kind, thing = thread._owner or (None, None)
        return {
            "thread": thread,
            "title": kind.title(thing) if kind else "",
            "address": reverse("thread_lead", args=[thread.pk]),
        }
