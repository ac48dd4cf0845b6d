"""Where facilitators and auditors find reports, and the addresses of all screens about them."""

from django.urls import path
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.backoffice.appeals import AppealsView, AppealView
from cms.backoffice.led_threads import LedThreadsView
from cms.backoffice.people import BlockView, FindPersonView
from cms.backoffice.report_desk import ClaimView, DeskView, EscalateView, RedactView
from cms.backoffice.report_lists import DecidedView
from cms.backoffice.report_queue import QueueView
from cms.backoffice.rota import RotaView
from cms.backoffice.watch_words import WordsView
from participation.moderation.rules import may_read_reports


class ReportsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_reports(request.user)


class ModerationViewSet(ViewSet):
    name = "moderation"
    icon = "warning"
    menu_label = gettext_lazy("Reports")
    menu_item_class = ReportsMenuItem
    menu_order = 20
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            path("", QueueView.as_view(), name="index"),
            path("discussions/", LedThreadsView.as_view(), name="led"),
            path("duty/", RotaView.as_view(), name="rota"),
            path("words/", WordsView.as_view(), name="words"),
            path("appeals/", AppealsView.as_view(), name="appeals"),
            path("appeals/<int:pk>/", AppealView.as_view(), name="appeal"),
            path("decided/", DecidedView.as_view(), name="decided"),
            path("<slug:kind>/<int:pk>/claim/", ClaimView.as_view(), name="claim"),
            path("<slug:kind>/<int:pk>/escalate/", EscalateView.as_view(), name="escalate"),
            path("<slug:kind>/<int:pk>/redact/", RedactView.as_view(), name="redact"),
            path("person/", FindPersonView.as_view(), name="find_person"),
            path("person/<int:pk>/block/", BlockView.as_view(), name="block"),
            path("<slug:kind>/<int:pk>/", DeskView.as_view(), name="desk"),
        ]


viewset = ModerationViewSet()
