"""Pots of money: what came in, what is free, reserved, promised and paid."""

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from budgeting.rounds.actions import create_pot
from budgeting.rounds.models import Pot
from budgeting.rounds.rules import may_plan
from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.viewset import ActionViewSet
from participation.areas.models import Area
from participation.money import format_money
from participation.money_field import MoneyField
from participation.processes.models import Category


class PotForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    area = forms.ModelChoiceField(
        Area.objects.all(), label=_("Area"), required=False, empty_label=_("The whole town")
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=_("Theme"),
        required=False,
        empty_label=_("Any theme"),
        help_text=_("The pot then pays for projects of this theme alone."),
    )
    amount = MoneyField(label=_("Money in"), help_text=_("Comes from the treasury, at once."), min_value=1)


def balance_column(part: str, label) -> Column:
    return Column(
        part, label=label, accessor=lambda pot: format_money(getattr(pot, part).balance, pot.currency)
    )


class PotIndexView(IndexView):
    def get_base_queryset(self):
        return Pot.objects.select_related("area", "category", "free", "reserved", "committed", "paid")

    @property
    def columns(self):
        return [
            TitleColumn("name", label=_("Name"), get_url=lambda pot: reverse("money:pot", args=[pot.pk])),
            Column("area", label=_("Area")),
            Column("category", label=_("Theme")),
            balance_column("free", _("Free")),
            balance_column("reserved", _("Reserved for rounds")),
            balance_column("committed", _("Promised to projects")),
            balance_column("paid", _("Paid out")),
        ]


class PotViewSet(ActionViewSet):
    model = Pot
    name = "pots"
    icon = "folder-inverse"
    menu_label = _("Pots")
    form_class = PotForm
    index_view_class = PotIndexView
    search_fields = ["name"]

    def create(self, request, form, thing):
        return create_pot(actor=request.user, currency=settings.CURRENCY, **form.cleaned_data)


policy = RulesPolicy(Pot, view=may_look, add=may_plan)
viewset = PotViewSet()
