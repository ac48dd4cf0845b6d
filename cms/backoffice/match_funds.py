"""Match funds: what the council put aside and what is left, their rules, and what each rule would do."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from budgeting.crowdfunding.actions import change_match_fund, create_match_fund
from budgeting.crowdfunding.match_dry_run import dry_run
from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.match_words import all_rules
from budgeting.crowdfunding.rules import may_fund
from cms.backoffice.acts import ActView, desk_acts
from cms.backoffice.match_fund_form import MatchFundForm, MatchFundRulesForm, PledgesForm
from cms.backoffice.money_acts import FUND_ACTS
from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.screen import Screen
from cms.backoffice.viewset import ActionViewSet, CreateView, EditView
from participation.money import format_money


def desk_address(pk: int) -> str:
    return reverse("match-funds:desk", args=[pk])


class MatchFundIndexView(IndexView):
    def get_base_queryset(self):
        return MatchFund.objects.select_related("pot", "account").order_by("title", "pk")

    @property
    def columns(self):
        return [
            TitleColumn("title", label=_("Title"), get_url=lambda fund: desk_address(fund.pk)),
            Column("pot", label=_("Pot")),
            Column("amount", label=_("Put aside"), accessor=lambda fund: _money(fund, fund.amount)),
            Column("left", label=_("Left"), accessor=lambda fund: _money(fund, fund.account.balance)),
        ]


def _money(fund: MatchFund, amount: int) -> str:
    return format_money(amount, fund.pot.currency)


class MatchFundDesk(PermissionCheckedMixin, Screen, TemplateView):
    """One fund: its rules as residents read them, and what each sharing rule would do. It only reads."""

    model = MatchFund
    any_permission_required = ["view"]
    template_name = "cms/backoffice/match_fund.html"
    header_icon = "plus-inverse"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        funds = MatchFund.objects.select_related("pot", "account")
        self.fund = get_object_or_404(funds, pk=self.kwargs["pk"])
        form = PledgesForm(self.request.GET, currency=self.fund.pot.currency)
        of = (form.cleaned_data["pledges"] if form.is_valid() else None) or self.fund
        return {
            **super().get_context_data(**kwargs),
            "fund": self.fund,
            "told_rules": list(all_rules(self.fund)),
            "acts": desk_acts(FUND_ACTS, self.request.user, self.fund, "match-funds:act"),
            "waiting": self.fund.money_acts.waiting(),
            "may_change": may_fund(self.request.user)
            and self.fund.frozen_at is None
            and self.fund.settled_at is None,
            "form": form,
            "of": of,
            "run": dry_run(self.fund, of),
        }

    def get_page_title(self) -> str:
        return str(self.fund)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("match-funds:index"), "label": _("Match funds")},
            {"url": "", "label": str(self.fund)},
        ]


class MatchFundActView(ActView):
    acts = FUND_ACTS

    def get_thing(self):
        return get_object_or_404(MatchFund.objects.select_related("pot", "account"), pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.pk)


class MatchFundCreateView(CreateView):
    def get_success_url(self):
        return desk_address(self.object.pk)


class MatchFundEditView(EditView):
    def get_form_class(self):
        return MatchFundRulesForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "thing": self.object}

    def get_success_url(self):
        return desk_address(self.object.pk)


class MatchFundViewSet(ActionViewSet):
    model = MatchFund
    name = "match-funds"
    icon = "plus-inverse"
    menu_label = gettext_lazy("Match funds")
    form_class = MatchFundForm
    index_view_class = MatchFundIndexView
    add_view_class = MatchFundCreateView
    edit_view_class = MatchFundEditView
    search_fields = ["title"]

    def create(self, request, form, thing):
        return create_match_fund(actor=request.user, **form.declared())

    def change(self, request, form, thing):
        return change_match_fund(actor=request.user, fund=thing, **form.declared())

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", MatchFundDesk.as_view(), name="desk"),
            path("<int:pk>/do/<slug:act>/", MatchFundActView.as_view(), name="act"),
        ]


policy = RulesPolicy(MatchFund, view=may_look, add=may_fund, change=may_fund)
viewset = MatchFundViewSet()
