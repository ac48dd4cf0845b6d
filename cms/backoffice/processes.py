"""Processes in the back office: the list, the form, and the addresses of a process's screens."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.process_desk import PhaseActView, ProcessActView, ProcessDesk, desk_address
from cms.backoffice.process_form import PROPOSING, ProcessForm
from cms.backoffice.viewset import ActionViewSet
from participation.processes.actions import create_process
from participation.processes.changes import change_process
from participation.processes.models import Process
from participation.processes.rules import may_create_process


class ProcessIndexView(IndexView):
    def get_base_queryset(self):
        return Process.objects.select_related("area")

    @cached_property
    def columns(self):
        return [
            TitleColumn("title", label=_("Title"), get_url=lambda one: desk_address(one.pk)),
            Column("area", label=_("Area")),
            Column("published_at", label=_("Published")),
        ]


class ProcessViewSet(ActionViewSet):
    model = Process
    name = "processes"
    icon = "tasks"
    menu_label = gettext_lazy("Processes")
    form_class = ProcessForm
    index_view_class = ProcessIndexView
    search_fields = ["title", "purpose"]

    def create(self, request, form, thing):
        kept = form.cleaned_data
        return create_process(
            actor=request.user,
            phases=form.plans(),
            rules_text=kept["rules"],
            **{
                name: kept[name]
                for name in ("title", "slug", "purpose", "intro", "area", "published", *PROPOSING)
            },
        )

    def change(self, request, form, process):
        return change_process(actor=request.user, process=process, **form.cleaned_data)

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", ProcessDesk.as_view(), name="desk"),
            path("<int:pk>/do/<slug:act>/", ProcessActView.as_view(), name="act"),
            path("phase/<int:pk>/do/<slug:act>/", PhaseActView.as_view(), name="phase_act"),
        ]


policy = RulesPolicy(Process, view=may_look, add=may_create_process, change=may_create_process)
viewset = ProcessViewSet()
