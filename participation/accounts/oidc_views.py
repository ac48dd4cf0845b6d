"""To the provider and back: both are links, as the protocol has it; the session binds them."""

import logging

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from participation.accounts import rules
from participation.accounts.oidc import ProviderError, address_of_provider, claims_of, new_flow
from participation.accounts.oidc_acts import confirm_by_provider
from participation.accounts.onward import next_of, on_this_site

FLOW = "verify_with_provider"
log = logging.getLogger(__name__)


@never_cache
@login_required
@require_safe
def provider(request: HttpRequest) -> HttpResponse:
    """Sends the person to the provider. Nothing but their own session changes."""
    if not rules.may_use_provider(request.user):
        return redirect("verify")
    flow = {**new_flow(), "next": next_of(request), "user": request.user.pk}
    try:
        address = address_of_provider(flow, _back())
    except ProviderError as error:
        return _down(request, error)
    request.session[FLOW] = flow
    return redirect(address)


@never_cache
@login_required
@require_safe
@sensitive_variables()
def provider_back(request: HttpRequest) -> HttpResponse:
    """Takes the provider's answer, once: what bound it to this session is forgotten first."""
    flow = request.session.pop(FLOW, None)
    if flow is None or flow["user"] != request.user.pk or not rules.may_use_provider(request.user):
        messages.error(request, _("This answer came too late, or twice. Begin again."))
        return redirect("verify")
    if "code" not in request.GET:
        messages.info(request, _("You did not finish. Nothing has changed."))
        return redirect("verify")
    try:
        answer = {"state": request.GET.get("state", ""), "code": request.GET["code"]}
        claims = claims_of(flow, _back(), **answer)
        confirm_by_provider(user=request.user, claims=claims)
    except ProviderError as error:
        return _down(request, error)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("verify")
    messages.success(request, _("You are now a verified resident. You can support and vote."))
    return redirect(on_this_site(flow["next"]))


def _back() -> str:
    """The registered address, whatever the Host header says."""
    return f"{settings.BASE_URL}{reverse('provider_back')}"


def _down(request: HttpRequest, error: ProviderError) -> HttpResponse:
    log.error("The OpenID Connect provider was not believed: %s", error)
    words = _("We could not check you with %(provider)s just now. Try again later, or choose another way.")
    messages.error(request, words % {"provider": settings.OIDC_NAME})
    return redirect("verify")
