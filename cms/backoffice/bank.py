"""Bank statements in the back office: taken in, and the payments of which a person says whose they are."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from budgeting.crowdfunding.gateways.registry import card_gateway
from budgeting.crowdfunding.payment_references import creditor_reference, pledges_named_in
from budgeting.treasury.banking.actions import count_as_card_money, count_toward, send_back, take_in_statement
from budgeting.treasury.banking.models import BankLine
from budgeting.treasury.banking.rules import resolve_refusal, upload_refusal
from cms.backoffice.acts import Act, ActView
from cms.backoffice.money_screen import MoneyScreen
from cms.backoffice.refusals import refuse
from cms.backoffice.viewset import add_errors

PER_PAGE = 50
UNRESOLVED = (BankLine.State.SUSPENSE, BankLine.State.KEPT)


class StatementForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Statement of the bank"),
        help_text=gettext_lazy(
            "CAMT.053, or CSV in UTF-8 whose first line names at least: date, amount, reference."
        ),
    )


class ReferenceForm(forms.Form):
    reference = forms.CharField(
        label=gettext_lazy("Reference of the pledge"),
        max_length=30,
        help_text=gettext_lazy("It begins with RF. The backer finds it on the page of their pledges."),
    )


class BankView(MoneyScreen, FormView):
    """What waits for a person first; then all payments, newest first."""

    template_name = "cms/backoffice/bank.html"
    page_title = gettext_lazy("Payments in the bank")
    form_class = StatementForm

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("money:index"), "label": _("Money")},
            {"url": "", "label": self.page_title},
        ]

    def post(self, request, *args, **kwargs):
        refuse(upload_refusal(request.user))
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user, lines = self.request.user, BankLine.objects.select_related("pledge")
        page = Paginator(lines.exclude(state__in=UNRESOLVED).order_by("-pk"), PER_PAGE)
        return {
            **super().get_context_data(**kwargs),
            "waiting": [
                (line, not resolve_refusal(user, line)) for line in lines.filter(state__in=UNRESOLVED)
            ],
            "page": page.get_page(self.request.GET.get("p")),
            "takes_cards": card_gateway() is not None,
            "may_upload": not upload_refusal(user),
        }

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        try:
            statement = take_in_statement(actor=self.request.user, content=file.read(), file_name=file.name)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, self._done(statement))
        return redirect("money:bank")

    def _done(self, statement) -> str:
        new = statement.lines.count()
        waiting = statement.lines.filter(state__in=UNRESOLVED).count()
        words = ngettext("%(new)d new payment was read.", "%(new)d new payments were read.", new) % {
            "new": new
        }
        wait = ngettext("%(n)d waits for another person.", "%(n)d wait for another person.", waiting) % {
            "n": waiting
        }
        return f"{words} {wait}"


def _may_resolve(user, line: BankLine, now) -> bool:
    return line.state in UNRESOLVED and not resolve_refusal(user, line)


def _count(actor, line, data) -> str:
    counted = count_toward(actor=actor, line=line, reference=data["reference"])
    if counted.state == BankLine.State.KEPT:
        return _("It is kept until the rest arrives.")
    return _("The pledge is paid, and its backer gets a receipt.")


def _back(actor, line, data) -> str:
    send_back(actor=actor, line=line)
    return _("It has left the books. Now send it back at the bank.")


def _named(line: BankLine) -> dict[str, str]:
    named = pledges_named_in(line.text)
    return {"reference": creditor_reference(named.pop())} if len(named) == 1 else {}


def _cards(actor, line, data) -> str:
    count_as_card_money(actor=actor, line=line)
    return _("It is booked as card money.")


def _may_be_cards(user, line: BankLine, now) -> bool:
    return line.state == BankLine.State.SUSPENSE and not resolve_refusal(user, line)


LINE_ACTS = {
    "count": Act(
        label=gettext_lazy("Say which pledge it pays"),
        explanation=gettext_lazy(
            "If it is too little, it is kept until the rest arrives. What is too much goes back to the payer."
        ),
        icon="check",
        may=_may_resolve,
        perform=_count,
        form=ReferenceForm,
        initial=_named,
    ),
    "cards": Act(
        label=gettext_lazy("It comes from the card service"),
        explanation=gettext_lazy("The service passes on what backers paid by card. It pays no pledge again."),
        icon="check",
        may=_may_be_cards,
        perform=_cards,
    ),
    "send-back": Act(
        label=gettext_lazy("Send it back"),
        explanation=gettext_lazy(
            "It is not for any pledge. It leaves the books, and you send it back at the bank."
        ),
        icon="rotate",
        may=_may_resolve,
        perform=_back,
    ),
}


class LineActView(ActView):
    acts = LINE_ACTS

    def get_thing(self):
        return get_object_or_404(BankLine.objects.select_related("pledge"), pk=self.kwargs["pk"])

    def desk_url(self):
        return reverse("money:bank")
