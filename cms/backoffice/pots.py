"""Pots of money: what came in, what is free, reserved, promised and paid."""

from django import forms
from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from budgeting.rounds.models import Pot
from budgeting.rounds.rules import may_plan
from budgeting.treasury.models import MoneyAct
from budgeting.treasury.pots import start_pot
from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.viewset import ActionViewSet, CreateView
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
    amount = MoneyField(
        label=_("Money in"),
        help_text=_("Comes from the treasury once a second person has approved."),
        min_value=1,
    )


def waiting_money(pot: str):
    """Minor units that wait for a second person, by the column that names the pot."""
    tops = MoneyAct.objects.top_ups_waiting().filter(pot=OuterRef(pot))
    return tops.values("amount")[:1]


def asked_for(pot) -> str:
    if not pot.asked_for:
        return ""
    return now("%(money)s wait for a second person") % {"money": format_money(pot.asked_for, pot.currency)}


def balance_column(part: str, label) -> Column:
    return Column(
        part, label=label, accessor=lambda pot: format_money(getattr(pot, part).balance, pot.currency)
    )


class PotIndexView(IndexView):
    def get_base_queryset(self):
        pots = Pot.objects.select_related("area", "category", "free", "reserved", "committed", "paid")
        return pots.annotate(asked_for=Subquery(waiting_money("pk")))

    @property
    def columns(self):
        return [
            TitleColumn("name", label=_("Name"), get_url=lambda pot: reverse("money:pot", args=[pot.pk])),
            Column("area", label=_("Area")),
            Column("category", label=_("Theme")),
            Column("asked_for", label=_("Asked for"), accessor=asked_for),
            balance_column("free", _("Free")),
            balance_column("reserved", _("Reserved for rounds")),
            balance_column("committed", _("Promised to projects")),
            balance_column("paid", _("Paid out")),
        ]


class PotCreateView(CreateView):
    def get_success_message(self, instance):
        return now("“%(pot)s” is made. Its money waits for a second person.") % {"pot": instance}


class PotViewSet(ActionViewSet):
    model = Pot
    name = "pots"
    icon = "folder-inverse"
    menu_label = _("Pots")
    form_class = PotForm
    index_view_class = PotIndexView
    add_view_class = PotCreateView
    search_fields = ["name"]

    def create(self, request, form, thing):
        return start_pot(actor=request.user, currency=settings.CURRENCY, **form.cleaned_data).pot


policy = RulesPolicy(Pot, view=may_look, add=may_plan)
viewset = PotViewSet()
