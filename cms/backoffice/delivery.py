"""Building: the funded projects, and reports on how far each is."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from budgeting.delivery.actions import post_delivery_update, withdraw_delivery_update
from budgeting.delivery.models import DeliveryUpdate
from budgeting.delivery.money_requests import MoneyRequest
from budgeting.delivery.project_money import money_of
from budgeting.delivery.rules import may_report_progress
from budgeting.delivery.works import funded_projects, undelivered_of, work_of
from budgeting.rounds.models import Project
from cms.backoffice.acts import Act, ActView, ReasonForm, desk_acts
from cms.backoffice.delivery_money import MONEY_ACTS, REQUEST_ACTS, consents_to_give_up
from cms.backoffice.fields import day_field, long_text
from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.viewset import ActionViewSet
from participation.money import format_money
from participation.money_field import MoneyField


def desk_address(pk: int) -> str:
    return reverse("building:desk", args=[pk])


def built_projects():
    found = funded_projects().select_related("round__process", "round_pot__pot__free")
    return found.order_by("-round", "number")


def work_is_possible(project: Project) -> bool:
    return undelivered_of(project) is None


def _work(project: Project):
    return work_of(project, project.round.currency)


class BuildingIndexView(IndexView):
    page_title = gettext_lazy("Building")

    def get_base_queryset(self):
        return built_projects()

    @property
    def columns(self):
        return [
            TitleColumn("title", label=_("Project"), get_url=lambda project: desk_address(project.pk)),
            Column("round", label=_("Round")),
            Column("stage", label=_("Stage"), accessor=lambda project: _work(project).stage),
            Column("spent", label=_("Money"), accessor=lambda project: _work(project).words),
            Column("updated_on", label=_("Last report")),
        ]


class BuildingDesk(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One funded project: its reports, a new one, and taking a wrong one back."""

    model = Project
    any_permission_required = ["view"]
    template_name = "cms/backoffice/building.html"
    header_icon = "tasks"

    def get_context_data(self, **kwargs):
        self.project = get_object_or_404(built_projects(), pk=self.kwargs["pk"])
        context = super().get_context_data(**kwargs)
        user, currency = self.request.user, self.project.round.currency
        number = str(self.project.number)
        reports = [
            {
                "update": update,
                "spent": format_money(update.spent, currency),
                "acts": desk_acts(UPDATE_ACTS, user, update, "building:update_act"),
            }
            for update in self.project.updates.all()
        ]
        return {
            **context,
            "project": self.project,
            "work": _work(self.project),
            "reports": reports,
            "requests": [self._request(each) for each in self._requests()],
            "consent": consents_to_give_up().filter(round=self.project.round_id, subject=number).first(),
            "acts": desk_acts(PROJECT_ACTS, user, self.project, "building:act"),
        }

    def _requests(self):
        return self.project.money_requests.select_related("asked_by", "decided_by", "project")

    def _request(self, request: MoneyRequest):
        return {
            "request": request,
            "amount": format_money(request.amount, self.project.round.currency),
            "acts": desk_acts(REQUEST_ACTS, self.request.user, request, "building:money_act"),
        }

    def get_page_title(self):
        return str(self.project)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("building:index"), "label": _("Building")},
            {"url": "", "label": str(self.project)},
        ]


class ReportForm(forms.Form):
    happened_on = day_field(gettext_lazy("Date"))
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"), choices=DeliveryUpdate.Stage.choices, widget=forms.RadioSelect
    )
    text = long_text(gettext_lazy("What happened"))
    spent = MoneyField(label=gettext_lazy("All that was spent by that day"), min_value=0)
    finish_on = day_field(gettext_lazy("When should it be finished?"), required=False)
    delay_reason = forms.CharField(
        label=gettext_lazy("Why does it take longer?"),
        help_text=gettext_lazy("Needed when it is finished later than said before. Everyone reads it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 8 MB."),
    )
    picture_alt = forms.CharField(
        label=gettext_lazy("What does the picture show?"), max_length=200, required=False
    )


def _report(actor, project, data) -> str:
    post_delivery_update(actor=actor, project=project, **data)
    return _("The report stands on the page of “%(project)s”.") % {"project": project}


def _withdraw(actor, update, data) -> str:
    withdraw_delivery_update(actor=actor, update=update, reason=data["reason"])
    return _("The report is taken back.")


PROJECT_ACTS = {
    "report": Act(
        label=gettext_lazy("Report on it"),
        explanation=gettext_lazy("Everyone reads the report on the page of the project."),
        icon="edit",
        may=lambda user, project, now: may_report_progress(user) and work_is_possible(project),
        perform=_report,
        form=ReportForm,
    )
} | MONEY_ACTS
UPDATE_ACTS = {
    "withdraw": Act(
        label=gettext_lazy("Take back"),
        explanation=gettext_lazy(
            "The report and its picture disappear. The log keeps that it was there, and why it went."
        ),
        icon="bin",
        may=lambda user, update, now: may_report_progress(user),
        perform=_withdraw,
        form=ReasonForm,
    )
}


class ProjectActView(ActView):
    acts = PROJECT_ACTS

    def get_thing(self):
        return get_object_or_404(built_projects(), pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.pk)

    def get_initial(self):
        thing = self.thing
        if self.kwargs["act"] != "report":
            return super().get_initial()
        return {
            "happened_on": timezone.localdate(),
            "stage": thing.stage,
            "spent": thing.spent or 0,
            "finish_on": thing.finish_on,
        }

    def get_form(self, form_class=None):
        form, currency = super().get_form(form_class), self.thing.round.currency
        for field in form.fields.values():
            if isinstance(field, MoneyField):
                field.currency = currency
                field.help_text = self._money_words(currency)
        return form

    def _money_words(self, currency: str) -> str:
        money = money_of(self.thing)
        return _("It has %(cost)s. By the last report %(spent)s was spent. Its pot has %(free)s free.") % {
            "cost": format_money(money.approved, currency),
            "spent": format_money(money.spent, currency),
            "free": format_money(self.thing.round_pot.pot.free.balance, currency),
        }


class MoneyView(ActView):
    acts = REQUEST_ACTS

    def get_thing(self):
        found = MoneyRequest.objects.select_related("project__round")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.project_id)


class WithdrawView(ActView):
    acts = UPDATE_ACTS

    def get_thing(self):
        return get_object_or_404(DeliveryUpdate.objects.select_related("project"), pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.project_id)


class BuildingViewSet(ActionViewSet):
    model = Project
    name = "building"
    icon = "tasks"
    menu_label = gettext_lazy("Building")
    index_view_class = BuildingIndexView
    search_fields = ["title"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", BuildingDesk.as_view(), name="desk"),
            path("<int:pk>/do/<slug:act>/", ProjectActView.as_view(), name="act"),
            path("money/<int:pk>/do/<slug:act>/", MoneyView.as_view(), name="money_act"),
            path("report/<int:pk>/do/<slug:act>/", WithdrawView.as_view(), name="update_act"),
        ]


policy = RulesPolicy(Project, view=may_look)
viewset = BuildingViewSet()
