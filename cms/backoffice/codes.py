"""Voting codes in the back office: batches and their cards, a code at the desk, and the kiosk."""

import segno
from django import forms
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from wagtail.admin import messages

from budgeting.ballots.codes import rules
from budgeting.ballots.codes.batches import cancel_batch, make_batch
from budgeting.ballots.codes.counts import counted_batches, counted_singly
from budgeting.ballots.codes.handing import hand_voting_code
from budgeting.ballots.codes.kiosk import make_kiosk, start_kiosk
from budgeting.ballots.codes.models import MOST_CODES, CodeBatch
from budgeting.rounds.electorates import Electorate
from cms.backoffice.at_desk import PapersForm, PapersView
from cms.backoffice.fields import long_text, when_field
from cms.backoffice.round_screens import RoundScreen
from cms.backoffice.viewset import add_errors
from cms.chrome.read import chrome
from participation.areas.models import Area
from participation.clock import database_now


class BatchForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=80,
        help_text=gettext_lazy("Such as: Central library, or Class 4b. It is printed on each card."),
    )
    electorate = forms.ModelChoiceField(
        Electorate.objects.none(),
        label=gettext_lazy("Who votes with them"),
        required=False,
        empty_label=gettext_lazy("Residents: each card works once the desk has made it out to a person"),
    )
    size = forms.IntegerField(label=gettext_lazy("Number of codes"), min_value=1, max_value=MOST_CODES)
    area = forms.ModelChoiceField(
        Area.objects.for_choice(),
        label=gettext_lazy("Area"),
        required=False,
        empty_label=gettext_lazy("No area"),
    )
    expires_at = when_field(
        gettext_lazy("Codes work until"),
        required=False,
        help_text=gettext_lazy("Leave it empty: until voting ends."),
    )

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["electorate"].queryset = round.electorates.filter(way=Electorate.Way.CODE)
        if not round.opens_to_codes:
            self.fields["electorate"].required = True
            self.fields["electorate"].empty_label = _("Choose")


@method_decorator(never_cache, name="dispatch")
class CodesView(RoundScreen, FormView):
    """All batches with their counts; POST makes one and shows its cards, this once."""

    template_name = "cms/backoffice/codes.html"
    form_class = BatchForm

    def get_page_title(self):
        return _("Voting codes")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.round}

    def get_context_data(self, **kwargs):
        now, user = database_now(), self.request.user
        return {
            **super().get_context_data(**kwargs),
            "round": self.round,
            "batches": counted_batches(self.round),
            "singly": counted_singly(self.round),
            "may_make": rules.may_make_codes(user, self.round, now),
            "may_cancel": rules.may_cancel_codes(user, self.round, now),
            "may_hand": rules.may_hand_code(user, self.round, now),
            "may_start": rules.may_start_kiosk(user, self.round, now),
        }

    def form_valid(self, form):
        try:
            batch, codes = make_batch(actor=self.request.user, round=self.round, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        return render(self.request, "cms/backoffice/cards_print.html", printed(self.request, batch, codes))


def printed(request: HttpRequest, batch: CodeBatch, codes: list[str]) -> dict[str, object]:
    """The cards of a batch: one code each, with an address to type and a square to point a phone at."""
    address = request.build_absolute_uri(reverse("vote_by_code", args=[batch.round.process.slug]))
    return {
        "batch": batch,
        "round": batch.round,
        "cards": [(code, square(f"{address}#{code}")) for code in codes],
        "until": batch.expires_at or batch.round.phase.end,
        "address": address.split("://", 1)[1],
        "council": chrome(request).organisation or chrome(request).site_name,
    }


def square(text: str) -> str:
    """A QR code as an address of an SVG picture, black on white."""
    return segno.make(text, error="m").svg_data_uri(scale=4, border=2)


class CancelForm(forms.Form):
    reason = long_text(gettext_lazy("Why, for the record"), max_length=500)


class CancelCodesView(RoundScreen, FormView):
    """Asks for the reason; the codes of the batch that nobody voted with die."""

    template_name = "cms/backoffice/codes_cancel.html"
    form_class = CancelForm

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_cancel_codes(request.user, self.round, database_now()):
            raise PermissionDenied(_("Only officers cancel codes, until voting ends."))
        self.batch = get_object_or_404(CodeBatch, pk=kwargs["batch"], round=self.round, cancelled_at=None)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("Cancel the codes of “%(batch)s”") % {"batch": self.batch}

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "round": self.round, "batch": self.batch}

    def form_valid(self, form):
        try:
            cancel_batch(actor=self.request.user, batch=self.batch, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The unused codes of “%(batch)s” are dead.") % {"batch": self.batch})
        return redirect("rounds:codes", self.round.pk)


class HandForm(PapersForm):
    card = forms.CharField(
        label=gettext_lazy("Code of a printed card for residents"),
        help_text=gettext_lazy("Leave it empty to get a new code on the screen."),
        max_length=20,
        required=False,
    )


class HandVotingCodeView(RoundScreen, PapersView):
    """An officer who saw a person's papers gives them a code for this round. It is shown this once."""

    form_class = HandForm

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        if not rules.may_hand_code(request.user, self.round, database_now()):
            raise PermissionDenied(_("Only officers hand out voting codes, until voting ends."))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("Hand out a voting code")

    def get_context_data(self, **kwargs):
        own = {
            "round": self.round,
            "hands_out_code": True,
            "back": reverse("rounds:codes", args=[self.round.pk]),
        }
        return {**super().get_context_data(**kwargs), **own}

    def act(self, form, papers, decision):
        code = hand_voting_code(
            actor=self.request.user,
            round=self.round,
            papers=papers,
            decision=decision,
            card=form.cleaned_data["card"],
        )
        address = self.request.build_absolute_uri(reverse("vote_by_code", args=[self.round.process.slug]))
        page = {**self.get_context_data(form=form), "code": code, "address": address.split("://", 1)[1]}
        page["square"] = square(f"{address}#{code}")
        return TemplateResponse(self.request, "cms/backoffice/voting_code.html", page)


class KioskForm(forms.Form):
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Forget a voter after so many minutes without a touch"),
        coerce=int,
        choices=[(1, "1"), (2, "2"), (3, "3"), (5, "5"), (10, "10")],
        initial=3,
    )


class KioskView(RoundScreen, FormView):
    """Makes this very device a kiosk, and logs the officer out of it."""

    template_name = "cms/backoffice/kiosk.html"
    form_class = KioskForm

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_start_kiosk(request.user, self.round, database_now()):
            raise PermissionDenied(_("Only officers start a kiosk, until voting ends."))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("Make this device a voting kiosk")

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "round": self.round}

    def form_valid(self, form) -> HttpResponse:
        kiosk = start_kiosk(actor=self.request.user, round=self.round, minutes=form.cleaned_data["minutes"])
        logout(self.request)
        response = redirect("kiosk", slug=kiosk.slug)
        make_kiosk(response, kiosk, self.round.phase.end)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
