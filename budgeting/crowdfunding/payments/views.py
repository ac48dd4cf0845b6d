"""The way to the card page, and the messages that the card service sends."""

import json
import logging
from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from budgeting.crowdfunding import rules
from budgeting.crowdfunding.gateways import govuk_pay
from budgeting.crowdfunding.models import Pledge
from budgeting.crowdfunding.payments.hearing import hear
from budgeting.crowdfunding.payments.models import Payment
from budgeting.crowdfunding.payments.starting import pay_by_card
from participation.accounts.rules import identity_of

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]
LONGEST_MESSAGE = 100_000


@never_cache
@require_POST
def pay_view(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """To the card service, which sends the payer back to the page of their pledges."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("own_pledges", args=[slug]))
    identity = identity_of(request.user)
    own = Pledge.objects.select_related("campaign", "campaign__match_fund")
    pledge = get_object_or_404(own, pk=pk, campaign__slug=slug, identity=identity, identity__isnull=False)
    if not rules.may_see(request.user, pledge.campaign):
        raise Http404
    back = settings.BASE_URL + reverse("own_pledges", args=[slug])
    try:
        payment, address = pay_by_card(pledge=pledge, identity=identity, return_address=back)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("own_pledges", slug)
    if address:
        return redirect(address)
    if payment.state == Payment.State.TAKEN:
        messages.success(request, _("Your payment has arrived. Thank you."))
    return redirect("own_pledges", slug)


def may_lead_to_card_page(view: View) -> View:
    """Browsers follow a form to another site only where the page's own policy names it."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return csp_update({"form-action": [settings.GOVUK_PAY_PAGES]})(view)(request, *args, **kwargs)

    return guarded


@csrf_exempt  # machines post it; its signature says from whom it comes
@never_cache
@require_POST
def govuk_pay_message(request: HttpRequest) -> HttpResponse:
    """Something happened to a payment: which one is all that is believed, and it is read again."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST_MESSAGE:
        return HttpResponse(status=413)
    if not govuk_pay.is_genuine(request.body, request.headers.get("Pay-Signature", "")):
        log.warning("a message with a wrong signature came to the address of GOV.UK Pay")
        return HttpResponse(status=403)
    try:
        heard = json.loads(request.body)
        hear(gateway=govuk_pay.GovukPay.key, kind=str(heard["resource_type"]), told=heard)
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=400)
    return HttpResponse(status=204)
