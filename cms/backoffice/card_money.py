"""Card payments in the back office: on or off, what providers and books disagree about, disputes."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from budgeting.treasury.reconciling.actions import explain_difference
from budgeting.treasury.reconciling.models import Difference
from budgeting.treasury.reconciling.page import facts
from budgeting.treasury.rules import may_propose
from cms.backoffice.acts import Act, ActView, ReasonForm
from cms.backoffice.money_screen import MoneyScreen


class CardMoneyView(MoneyScreen, TemplateView):
    """Differences that wait for a person first."""

    template_name = "cms/backoffice/card_money.html"
    page_title = gettext_lazy("Cards and comparisons")

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("money:index"), "label": _("Money")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            **facts(),
            "may_explain": may_propose(self.request.user),
        }


def _explain(actor, difference, data) -> str:
    explain_difference(actor=actor, difference=difference, reason=data["reason"])
    return _("It is closed with your words. It comes back if its amounts change.")


DIFFERENCE_ACTS = {
    "explain": Act(
        label=gettext_lazy("Say what happened"),
        explanation=gettext_lazy(
            "Look at the provider's own pages first. No money moves; your words stand beside the difference."
        ),
        icon="check",
        may=lambda user, difference, now: may_propose(user) and difference.resolved_at is None,
        perform=_explain,
        form=ReasonForm,
    ),
}


class DifferenceActView(ActView):
    acts = DIFFERENCE_ACTS

    def get_thing(self):
        return get_object_or_404(Difference, pk=self.kwargs["pk"])

    def desk_url(self):
        return reverse("money:cards")
