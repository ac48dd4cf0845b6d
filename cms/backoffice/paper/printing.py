"""Paper ballots to print: one form for each set of pots, in normal and large print."""

from typing import Any

import segno
from django.http import Http404
from django.views.generic import TemplateView

from budgeting.ballots.paper.forms_of import PaperForm, form_of_area
from budgeting.ballots.paper.words import how_to_mark, mark_rule_words
from budgeting.rounds.models import RoundPot
from budgeting.rounds.project_changes import struck_numbers
from cms.backoffice.paper.screen import PaperScreen, paper_address
from cms.chrome.read import chrome
from participation.money import format_money


class PrintView(PaperScreen, TemplateView):
    template_name = "cms/backoffice/paper/ballot_print.html"
    page_title = "print"

    def get_context_data(self, **kwargs):
        form = form_of_area(self.round, self.kwargs["area"])
        if form is None:
            raise Http404
        large = "large" in self.request.GET
        return {
            "round": self.round,
            "form": form,
            "large": large,
            "pots": [_printed_pot(form, share, struck_numbers(self.round)) for share in form.shares],
            "steps": how_to_mark(self.round),
            "mark_rule": mark_rule_words(self.round),
            "writes": self.round.ballot_type in ("ordinal", "cumulative"),
            "code": self._code(form),
            "council": chrome(self.request).organisation or chrome(self.request).site_name,
            "paper_desk": paper_address(self.round.pk),
        }

    def _code(self, form: PaperForm) -> str:
        """A picture of the round's address with the form's version; error correction for crumpled paper."""
        address = f"{self.round.get_absolute_url()}?form={form.version}"
        return segno.make(self.request.build_absolute_uri(address), error="m", micro=False).svg_data_uri(
            border=2, omitsize=True
        )


def _printed_pot(form: PaperForm, share: RoundPot, struck: frozenset[int]) -> dict[str, Any]:
    currency = form.round.currency
    return {
        "name": share.pot.name,
        "amount": format_money(share.amount, currency),
        "projects": [
            {
                "number": each.number,
                "title": each.title,
                "cost": format_money(each.cost, currency),
                "withdrawn": each.number in struck,
            }
            for each in form.projects_in(share)
        ],
    }
