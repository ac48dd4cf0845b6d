"""The queue of checks: mine first, what is late marked; and the addresses of all screens about them."""

from django.core.paginator import Paginator
from django.urls import path
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from budgeting.rounds.assessing.models import Assessment
from budgeting.rounds.assessing.rules import may_read
from cms.backoffice.assessment_desk import AssessmentActView, AssessmentDesk, RemoveLineView
from cms.backoffice.assessment_start import AreasView
from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from participation.accounts.rules import AUDITOR, OFFICER, has_role, role_refusal
from participation.areas.models import Area

ON_A_PAGE = 25
WHOSE = {
    "mine": gettext_lazy("Given to me"),
    "late": gettext_lazy("Late"),
    "nobody": gettext_lazy("Given to nobody"),
    "all": gettext_lazy("Everyone’s"),
}
STATES = {
    "open": gettext_lazy("Not decided yet"),
    **dict(Assessment.State.choices),
    "any": gettext_lazy("Any state"),
}


class QueueView(Screen, TemplateView):
    """The same number of queries for one row and for a page of them."""

    template_name = "cms/backoffice/assessments.html"
    page_title = gettext_lazy("Checks of proposals")
    header_icon = "tasks"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER, AUDITOR))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        chosen = self._chosen()
        today = timezone.localdate()
        page = Paginator(self._found(chosen, today), ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = [{"check": each, "late": each.is_overdue(today)} for each in page]
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": rows,
            "chosen": chosen,
            "whose": WHOSE.items(),
            "states": STATES.items(),
            "areas": Area.objects.order_by("name"),
            "query": urlencode(chosen),
            "may_name": has_role(self.request.user, OFFICER),
        }

    def _chosen(self) -> dict[str, str]:
        asked = self.request.GET
        usual = "mine" if has_role(self.request.user, OFFICER) else "all"
        area = asked.get("area", "")
        return {
            "whose": asked.get("whose") if asked.get("whose") in WHOSE else usual,
            "state": asked.get("state") if asked.get("state") in STATES else "open",
            "area": area[:9] if area.isdecimal() else "",
        }

    def _found(self, chosen, today):
        found = Assessment.objects.for_queue()
        if chosen["whose"] == "mine":
            found = found.of(self.request.user)
        elif chosen["whose"] == "late":
            found = found.overdue(today)
        elif chosen["whose"] == "nobody":
            found = found.filter(officer=None)
        if chosen["state"] == "open":
            found = found.undecided()
        elif chosen["state"] != "any":
            found = found.filter(state=chosen["state"])
        return found.in_area(chosen["area"]) if chosen["area"] else found


class ChecksMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read(request.user)


class AssessmentViewSet(ViewSet):
    name = "assessments"
    icon = "tasks"
    menu_label = gettext_lazy("Checks")
    menu_item_class = ChecksMenuItem

    def get_urlpatterns(self):
        return [
            path("", QueueView.as_view(), name="index"),
            path("areas/", AreasView.as_view(), name="areas"),
            path("<int:pk>/", AssessmentDesk.as_view(), name="desk"),
            path("<int:pk>/do/<slug:act>/", AssessmentActView.as_view(), name="act"),
            path("<int:pk>/lines/<int:line>/remove/", RemoveLineView.as_view(), name="remove_line"),
        ]


viewset = AssessmentViewSet()
