"""One check: the proposal, what was found, what it costs, notes, answers, history, and what to do now."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from budgeting.rounds.assessing.actions import remove_cost_line
from budgeting.rounds.assessing.models import Assessment, CostLine
from budgeting.rounds.assessing.questions import Question
from budgeting.rounds.assessing.rules import check_refusal, may_check
from budgeting.rounds.authorship import names_of_authors
from cms.backoffice.acts import ActView, desk_acts
from cms.backoffice.assessment_acts import ASSESSMENT_ACTS
from cms.backoffice.audit_words import verb_words
from cms.backoffice.refusals import SaysWhy, refuse
from participation.accounts.models import User
from participation.accounts.rules import AUDITOR, OFFICER, role_refusal
from participation.audit.models import AuditEvent


def desk_address(pk: int) -> str:
    return reverse("assessments:desk", args=[pk])


class CheckScreen(SaysWhy, WagtailAdminTemplateMixin):
    header_icon = "tasks"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER, AUDITOR))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def assessment(self) -> Assessment:
        return get_object_or_404(Assessment.objects.for_desk(), pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("assessments:index"), "label": _("Checks of proposals")},
            {"url": "", "label": self.get_page_title()},
        ]


class AssessmentDesk(CheckScreen, TemplateView):
    template_name = "cms/backoffice/assessment.html"

    def get_page_title(self):
        return str(self.assessment)

    def get_context_data(self, **kwargs):
        check, user = self.assessment, self.request.user
        said = {row.question: row for row in check.answers.all()}
        return {
            **super().get_context_data(**kwargs),
            "check": check,
            "proposal": check.proposal,
            "authors": names_of_authors(check.proposal),
            "late": check.is_overdue(timezone.localdate()),
            "questions": [(question.label, said.get(question)) for question in Question],
            "may_change": may_check(user, check),
            "notes": check.notes.select_related("written_by"),
            "replies": check.replies.select_related("author"),
            "history": history_of(check),
            "acts": desk_acts(ASSESSMENT_ACTS, user, check, "assessments:act"),
        }


def history_of(check: Assessment) -> list[dict]:
    """Who did what when, oldest first, from the log; two queries."""
    events = list(AuditEvent.objects.filter(target_label="budgeting.assessment", target_id=str(check.pk)))
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    return [
        {
            "at": event.at,
            "who": str(people.get(event.actor_id) or _("Somebody who has left")),
            "what": verb_words(event.verb),
            "why": event.reason,
        }
        for event in events
    ]


class AssessmentActView(ActView):
    acts = ASSESSMENT_ACTS
    header_icon = "tasks"

    def get_thing(self):
        return get_object_or_404(Assessment.objects.for_desk(), pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.pk)


class RemoveLineView(CheckScreen, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        refuse(check_refusal(request.user, self.assessment))
        lines = CostLine.objects.select_related("assessment__round").filter(assessment=self.assessment)
        line = get_object_or_404(lines, pk=kwargs["line"])
        try:
            remove_cost_line(actor=request.user, line=line)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The line “%(line)s” is gone.") % {"line": line})
        return redirect(desk_address(self.assessment.pk))
