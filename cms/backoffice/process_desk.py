"""The screen of one process, and what officers do to it and its phases."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.backoffice.acts import Act, ActView, desk_acts
from cms.backoffice.fields import long_text, when_field
from participation.accounts.rules import OFFICER, has_role
from participation.processes.actions import extend_phase
from participation.processes.changes import publish_process
from participation.processes.models import Phase, Process
from participation.processes.rules import may_create_process
from participation.when import span_words


def desk_address(pk: int) -> str:
    return reverse("processes:desk", args=[pk])


class ProcessDesk(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One process: its state, its phases, and what can be done with it now."""

    model = Process
    any_permission_required = ["view", "change"]
    template_name = "cms/backoffice/process.html"
    header_icon = "tasks"

    def get_context_data(self, **kwargs):
        self.process = get_object_or_404(Process.objects.select_related("area"), pk=self.kwargs["pk"])
        context = super().get_context_data(**kwargs)
        user = self.request.user
        phases = [
            {
                "phase": phase,
                "span": span_words(phase.start, phase.end),
                "acts": desk_acts(PHASE_ACTS, user, phase, "processes:phase_act"),
            }
            for phase in self.process.phases.all()
        ]
        return {
            **context,
            "process": self.process,
            "phases": phases,
            "acts": desk_acts(PROCESS_ACTS, user, self.process, "processes:act"),
            "may_change": may_create_process(user),
        }

    def get_page_title(self):
        return str(self.process)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("processes:index"), "label": _("Processes")},
            {"url": "", "label": str(self.process)},
        ]


class ExtendForm(forms.Form):
    end = when_field(gettext_lazy("New end"))
    reason = long_text(gettext_lazy("Reason, which everyone can read"), max_length=500)


def _publish(actor, process, data) -> str:
    publish_process(actor=actor, process=process)
    return _("“%(process)s” is published.") % {"process": process}


def _extend(actor, phase, data) -> str:
    if hasattr(phase, "round"):
        raise ValidationError(_("This is the vote of a round: give it more time on the page of the round."))
    extend_phase(actor=actor, phase=phase, end=data["end"], reason=data["reason"])
    return _("“%(phase)s” has more time now.") % {"phase": phase}


PROCESS_ACTS = {
    "publish": Act(
        label=gettext_lazy("Publish"),
        explanation=gettext_lazy("From now on everyone sees this process."),
        icon="view",
        may=lambda user, process, now: may_create_process(user) and not process.is_published,
        perform=_publish,
    )
}
PHASE_ACTS = {
    "extend": Act(
        label=gettext_lazy("Give more time"),
        explanation=gettext_lazy("The end moves later. Everyone can read why."),
        icon="time",
        may=lambda user, phase, now: has_role(user, OFFICER) and phase.end > now,
        perform=_extend,
        form=ExtendForm,
        initial=lambda phase: {"end": phase.end},
    )
}


class ProcessActView(ActView):
    acts = PROCESS_ACTS

    def get_thing(self):
        return get_object_or_404(Process, pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.pk)


class PhaseActView(ActView):
    acts = PHASE_ACTS

    def get_thing(self):
        return get_object_or_404(Phase.objects.select_related("process"), pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.process_id)
