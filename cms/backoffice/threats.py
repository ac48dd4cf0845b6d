"""Threats that facilitators escalated: officers read the evidence and act; auditors see that they did."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.backoffice.refusals import refuse
from cms.backoffice.report_lists import PER_PAGE
from cms.backoffice.screen import Screen
from cms.backoffice.viewset import add_errors
from participation.accounts.rules import AUDITOR, OFFICER, role_refusal
from participation.moderation import threats
from participation.moderation.evidence import Evidence, EvidenceAct
from participation.moderation.forms import ThreatActForm
from participation.moderation.rules import evidence_refusal, may_list_evidence, may_read_evidence

ACTS = {
    EvidenceAct.Act.NOTE: threats.note_threat,
    EvidenceAct.Act.PASSED: threats.pass_threat,
    EvidenceAct.Act.HOLD: threats.hold_threat,
    EvidenceAct.Act.LIFT: threats.lift_hold,
    EvidenceAct.Act.CLOSED: threats.close_threat,
}


class ThreatScreen(Screen):
    header_icon = "warning"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER, AUDITOR))
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        items = [*self.breadcrumbs_items, {"url": reverse("threats:index"), "label": _("Threats")}]
        return items if self.page_title == _("Threats") else [*items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        may_read = may_read_evidence(self.request.user)
        return {**super().get_context_data(**kwargs), "may_read": may_read}


class ThreatsView(ThreatScreen, TemplateView):
    """Newest first, with the last that was done about each."""

    template_name = "cms/backoffice/threats.html"
    page_title = gettext_lazy("Threats")

    def get_context_data(self, **kwargs):
        kept = Evidence.objects.prefetch_related("acts")
        page = Paginator(kept, PER_PAGE).get_page(self.request.GET.get("p"))
        rows = [{"evidence": each, "state": self._state(each)} for each in page]
        return {**super().get_context_data(**kwargs), "rows": rows, "page": page}

    @staticmethod
    def _state(evidence: Evidence) -> str:
        last = max(evidence.acts.all(), key=lambda act: (act.at, act.pk), default=None)
        return last.get_act_display() if last else _("New")


class ThreatView(ThreatScreen, FormView):
    template_name = "cms/backoffice/threat.html"
    form_class = ThreatActForm

    @cached_property
    def evidence(self) -> Evidence:
        return get_object_or_404(Evidence, pk=self.kwargs["pk"])

    @property
    def page_title(self) -> str:
        return _("Threat %(number)d") % {"number": self.evidence.pk}

    def post(self, request, *args, **kwargs):
        refuse(evidence_refusal(request.user))
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "evidence": self.evidence, **self._kept()}

    def _kept(self) -> dict[str, Any]:
        facts = self.evidence.facts if may_read_evidence(self.request.user) else {}
        written = facts.get("written_at")
        return {
            "facts": facts,
            "written_at": datetime.fromisoformat(written) if written else None,
            "acts": self.evidence.acts.select_related("by"),
            "is_held": threats.is_held(self.evidence),
        }

    def form_valid(self, form):
        act = ACTS[form.cleaned_data["act"]]
        try:
            act(actor=self.request.user, evidence=self.evidence, words=form.cleaned_data["words"])
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Written down."))
        return redirect("threats:threat", self.evidence.pk)


class ExportView(ThreatScreen, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        evidence = get_object_or_404(Evidence, pk=self.kwargs["pk"])
        text = threats.export_threat(actor=request.user, evidence=evidence)
        name = f"threat-{evidence.pk}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(text, content_type="application/json", headers=headers)


class ThreatsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_list_evidence(request.user)


class ThreatsViewSet(ViewSet):
    name = "threats"
    icon = "warning"
    menu_label = gettext_lazy("Threats")
    menu_item_class = ThreatsMenuItem
    menu_order = 21
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            path("", ThreatsView.as_view(), name="index"),
            path("<int:pk>/", ThreatView.as_view(), name="threat"),
            path("<int:pk>/export/", ExportView.as_view(), name="export"),
        ]


viewset = ThreatsViewSet()
