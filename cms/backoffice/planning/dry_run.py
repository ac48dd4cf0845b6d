"""The screen on which an officer tries the rules of a planned round out. It only reads."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from budgeting.results.analysis_page import pot_tables
from budgeting.results.dry_run import dry_run, earlier_rounds
from budgeting.rounds.models import Round
from cms.backoffice.round_screens import PlanScreen


class BallotsForm(forms.Form):
    earlier = forms.ModelChoiceField(
        Round.objects.none(),
        label=gettext_lazy("Ballots"),
        required=False,
        empty_label=gettext_lazy("Made-up ballots"),
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Number that the ballots are made up or drawn from"),
        min_value=1,
        max_value=9999,
        initial=1,
        help_text=gettext_lazy("The same number gives the same ballots. Try others: see what stays."),
    )

    def __init__(self, *args: Any, rounds: list[Round], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["earlier"].queryset = Round.objects.filter(pk__in=[round.pk for round in rounds])


class DryRunView(PlanScreen, TemplateView):
    """A simulation: what the round's rule and others would fund on made-up or on earlier ballots."""

    template_name = "cms/backoffice/planning/dry_run.html"

    def get_page_title(self) -> str:
        return _("Try the rules out")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = request.GET if "seed" in request.GET else {"seed": "1"}
        form = BallotsForm(sent, rounds=earlier_rounds(self.round))
        page: dict[str, Any] = {"form": form, "round": self.round}
        if form.is_valid() and self.round.projects.exists():
            found = dry_run(self.round, **form.cleaned_data)
            page |= {"run": found, "tables": pot_tables(self.round, found.pots)}
        return self.render_to_response(self.get_context_data(**page))
