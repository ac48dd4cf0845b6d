"""What an officer declares about a match fund: each rule with what it is usually set to, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.rounds.models import Pot
from cms.backoffice.fields import when_field
from participation.areas.models import Area
from participation.money import format_plain
from participation.money_field import MoneyField
from participation.processes.models import Category

AMOUNTS = ("cap_per_pledge", "cap_per_person", "cap_per_campaign")
NUMBERS = ("ratio_match", "ratio_pledge", "minimum_backers", "minimum_percent")


class MatchFundRulesForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    sharing = forms.ChoiceField(
        label=gettext_lazy("How the money is shared when it is short"),
        choices=MatchFund.SharingRule.choices,
        widget=forms.RadioSelect,
        initial=MatchFund.SharingRule.FIRST_COME,
        help_text=gettext_lazy(
            "First come is the simplest, and people see at once what their pledge brings. The others are "
            "fairer to slow campaigns, but nobody knows the match before the end. Try them out on an earlier "
            "fund first."
        ),
    )
    counted = forms.ChoiceField(
        label=gettext_lazy("What the council follows"),
        choices=MatchFund.Counted.choices,
        widget=forms.RadioSelect,
        initial=MatchFund.Counted.COLLECTED,
        required=False,
        help_text=gettext_lazy(
            "Backers pay after the end, and some forget. Money that is paid in is the careful choice: nobody "
            "draws council money with a pledge that they never pay."
        ),
    )
    ratio_match = forms.IntegerField(
        label=gettext_lazy("The council adds, in whole units"), min_value=1, max_value=100, initial=1
    )
    ratio_pledge = forms.IntegerField(
        label=gettext_lazy("for each of these that residents pledge"),
        min_value=1,
        max_value=100,
        initial=1,
        help_text=gettext_lazy("1 for 1 is easy to say. The quadratic rule has no ratio: leave 1 for 1."),
    )
    cap_per_pledge = MoneyField(
        label=gettext_lazy("Most that it adds for one pledge"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("Empty: no limit. The limit for a person is enough in most cases."),
    )
    cap_per_person = MoneyField(
        label=gettext_lazy("Most that it adds for one person"),
        min_value=1,
        required=False,
        help_text=gettext_lazy(
            "Over all campaigns of this fund. Empty: no limit. A limit keeps a few people from using it up."
        ),
    )
    cap_per_campaign = MoneyField(
        label=gettext_lazy("Most that it adds for one campaign"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("Empty: no limit. A limit lets the money reach several campaigns."),
    )
    cap_percent = forms.IntegerField(
        label=gettext_lazy("Most that it adds for one campaign, in percent of its target"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=gettext_lazy("Empty: no limit. 50 means that residents raise at least half."),
    )
    minimum_backers = forms.IntegerField(
        label=gettext_lazy("Backers that a campaign needs before anything is added"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=gettext_lazy("Empty or 0: none. Different people count, not pledges."),
    )
    minimum_percent = forms.IntegerField(
        label=gettext_lazy("Percent of the target that residents pledge before anything is added"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("Empty or 0: none."),
    )
    council_not_first = forms.BooleanField(
        label=gettext_lazy("The council is not first: it waits for a second backer"), required=False
    )
    areas = forms.ModelMultipleChoiceField(
        Area.objects.for_choice(),
        label=gettext_lazy("Only for campaigns in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: the whole town. What lies in a ticked area is in it."),
    )
    categories = forms.ModelMultipleChoiceField(
        Category.objects.all(),
        label=gettext_lazy("Only for campaigns about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: anything."),
    )
    start = when_field(
        gettext_lazy("Follows pledges from"),
        required=False,
        help_text=gettext_lazy("Empty: from now on."),
    )
    end = when_field(
        gettext_lazy("Ends"),
        required=False,
        help_text=gettext_lazy(
            "Its campaigns end by then; then the money is shared, and what is left returns to the pot. Only "
            "first come can do without an end."
        ),
    )

    def __init__(self, *args: Any, thing: MatchFund | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if thing is not None:
            for name, field in self.fields.items():
                field.initial = _initial(thing, name)

    def declared(self) -> dict[str, Any]:
        """What the actions ask for."""
        given = {name: value or 0 if name in NUMBERS else value for name, value in self.cleaned_data.items()}
        return given | {"counted": given["counted"] or MatchFund.Counted.COLLECTED}


class MatchFundForm(MatchFundRulesForm):
    pot = forms.ModelChoiceField(Pot.objects.all(), label=gettext_lazy("Pot that pays"))
    amount = MoneyField(label=gettext_lazy("Money put aside"), min_value=1)
    field_order = ["title", "pot", "amount"]


class PledgesForm(forms.Form):
    """Whose pledges the rules are tried out on."""

    pledges = forms.ModelChoiceField(
        MatchFund.objects.order_by("-pk"), label=gettext_lazy("Pledges of"), required=False
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["pledges"].queryset = MatchFund.objects.filter(pot__currency=currency).order_by("-pk")
        self.fields["pledges"].empty_label = _("this fund")


def _initial(fund: MatchFund, name: str) -> Any:
    value = getattr(fund, name)
    if name in ("areas", "categories"):
        return value.all()
    return format_plain(value, fund.pot.currency) if name in AMOUNTS and value is not None else value
