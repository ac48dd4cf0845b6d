"""Match funds: what the council put aside, and what is left of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from budgeting.crowdfunding.actions import create_match_fund
from budgeting.crowdfunding.models import MatchFund
from budgeting.crowdfunding.rules import may_fund
from cms.backoffice.campaign_form import MatchFundForm
from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.viewset import ActionViewSet
from participation.money import format_money


class MatchFundIndexView(IndexView):
    def get_base_queryset(self):
        return MatchFund.objects.select_related("pot", "account").order_by("title", "pk")

    @property
    def columns(self):
        return [
            Column("title", label=_("Title")),
            Column("pot", label=_("Pot")),
            Column("amount", label=_("Put aside"), accessor=lambda fund: _money(fund, fund.amount)),
            Column("left", label=_("Left"), accessor=lambda fund: _money(fund, fund.account.balance)),
        ]


def _money(fund: MatchFund, amount: int) -> str:
    return format_money(amount, fund.pot.currency)


class MatchFundViewSet(ActionViewSet):
    model = MatchFund
    name = "match-funds"
    icon = "plus-inverse"
    menu_label = _("Match funds")
    form_class = MatchFundForm
    index_view_class = MatchFundIndexView
    search_fields = ["title"]

    def create(self, request, form, thing):
        return create_match_fund(actor=request.user, **form.cleaned_data)


policy = RulesPolicy(MatchFund, view=may_look, add=may_fund)
viewset = MatchFundViewSet()
