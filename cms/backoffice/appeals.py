"""Appeals against decisions: they wait here for somebody else than who decided."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.backoffice.refusals import SaysWhy, refuse
from cms.backoffice.report_lists import PER_PAGE, things_of, title_of
from cms.backoffice.viewset import add_errors
from participation.accounts.rules import AUDITOR, FACILITATOR, OFFICER, role_refusal
from participation.kinds import registry
from participation.moderation.appeals import decide_appeal
from participation.moderation.forms import AppealDecisionForm
from participation.moderation.models import Appeal, Decision
from participation.moderation.rules import may_decide_appeal

EARLIER = 10


class AppealScreen(SaysWhy, WagtailAdminTemplateMixin):
    header_icon = "warning"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, FACILITATOR, OFFICER, AUDITOR))
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, {"url": reverse("moderation:appeals"), "label": _("Appeals")}, here]


class AppealsView(AppealScreen, TemplateView):
    """Longest waiting first."""

    template_name = "cms/backoffice/appeals.html"
    page_title = gettext_lazy("Waiting appeals")

    def get_context_data(self, **kwargs):
        waiting = Appeal.objects.open().select_related("decision__rule")
        page = Paginator(waiting, PER_PAGE).get_page(self.request.GET.get("p"))
        things = things_of([(each.decision.target_type_id, each.decision.target_id) for each in page])
        rows = [{"appeal": each, "title": title_of(self._thing(each, things))} for each in page]
        return {**super().get_context_data(**kwargs), "rows": rows, "page": page}

    @staticmethod
    def _thing(appeal: Appeal, things: dict[tuple[int, int], Any]) -> Any:
        return things.get((appeal.decision.target_type_id, appeal.decision.target_id))


class AppealView(AppealScreen, FormView):
    """One appeal: the words, the decision, why its author thinks it is wrong, and the answer."""

    template_name = "cms/backoffice/appeal.html"
    form_class = AppealDecisionForm
    page_title = gettext_lazy("Appeal")

    @cached_property
    def appeal(self) -> Appeal:
        rows = Appeal.objects.select_related("decision__rule", "decision__author")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        target = self.appeal.decision.target
        kind = registry.kind_of(target) if target is not None else None
        return {
            **super().get_context_data(**kwargs),
            "appeal": self.appeal,
            "decision": self.appeal.decision,
            "text": kind.text(target) if kind else "",
            "title": title_of(target),
            "earlier": self._earlier(),
            "may_decide": may_decide_appeal(self.request.user, self.appeal),
        }

    def _earlier(self) -> list[Decision]:
        """What else was decided about the same person: a block cannot be judged without it."""
        decision = self.appeal.decision
        if decision.author_id is None:
            return []
        others = Decision.objects.filter(author=decision.author_id).exclude(pk=decision.pk)
        return list(others.select_related("rule")[:EARLIER])

    def form_valid(self, form):
        try:
            decide_appeal(actor=self.request.user, appeal=self.appeal, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Decided. The author reads your reason."))
        return redirect("moderation:appeals")
