"""What residents must show before they vote: the council's one choice, made by an officer."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from participation.accounts.actions import change_verification_policy
from participation.accounts.letters import CODE_LASTS as LETTER_CODE
from participation.accounts.letters import TRIES_A_LETTER
from participation.accounts.models import CensusUpload
from participation.accounts.privacy.keeping import DESK_CODE_KEPT as DESK_CODE
from participation.accounts.rules import census_refusal
from participation.accounts.verification import MISSES_A_DAY, MISSES_ABOUT_ONE_A_DAY
from participation.accounts.ways import PHONE_CODES_A_DAY, TRIES_A_CODE, VerificationPolicy


@dataclass(frozen=True)
class WayRow:
    """What a way is, whether it opens supports or confirms before a ballot, and what stops who guesses."""

    title: str
    first: bool
    second: bool
    limits: str
    is_on: bool


def all_ways(policy: VerificationPolicy) -> list[WayRow]:
    return [
        WayRow(
            _("The council’s register: name, birthday and postcode"),
            True,
            False,
            _("%(own)d misses a day for an account, %(about)d about one person")
            % {"own": MISSES_A_DAY, "about": MISSES_ABOUT_ONE_A_DAY},
            CensusUpload.objects.exists(),
        ),
        WayRow(
            _("The desk: an officer sees papers, or hands out a code"),
            True,
            True,
            _("a code works once, for %(days)d days; a wrong one is a miss") % {"days": DESK_CODE.days},
            True,
        ),
        WayRow(
            _("A code by text message"),
            False,
            True,
            _("%(codes)d codes a day, %(tries)d tries each, 15 minutes; one telephone is one person")
            % {"codes": PHONE_CODES_A_DAY, "tries": TRIES_A_CODE},
            policy.offers_sms and bool(settings.SMS_GATEWAY),
        ),
        WayRow(
            _("A code by post, to the address in the register"),
            False,
            True,
            _("one letter at a time, %(tries)d tries, %(days)d days")
            % {"tries": TRIES_A_LETTER, "days": LETTER_CODE.days},
            policy.offers_letter,
        ),
        WayRow(
            settings.OIDC_NAME or _("An account elsewhere that the council trusts"),
            True,
            True,
            _("one account there is one person here; who the register does not have is sent to the desk"),
            policy.offers_provider and bool(settings.OIDC_SERVER_URL),
        ),
    ]


class WaysForm(forms.ModelForm):
    class Meta:
        model = VerificationPolicy
        fields = ["asks_second_way", "offers_sms", "offers_letter", "offers_provider"]


class WaysView(Screen, FormView):
    template_name = "cms/backoffice/ways.html"
    page_title = gettext_lazy("What residents must show")
    header_icon = "user"
    form_class = WaysForm

    def dispatch(self, request, *args, **kwargs):
        refuse(census_refusal(request.user))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": VerificationPolicy.current()}

    def get_context_data(self, **kwargs):
        page = {"sends_sms": bool(settings.SMS_GATEWAY), "ways": all_ways(VerificationPolicy.current())}
        return {**super().get_context_data(**kwargs), **page}

    def form_valid(self, form):
        change_verification_policy(actor=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("This is what residents must show from now on."))
        return redirect("census:index")
