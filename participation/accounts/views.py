"""A person's own pages: who they are to the site, how they become verified, the step before staff work."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts import rules
from participation.accounts.activity import panels_of
from participation.accounts.display_name import change_name
from participation.accounts.forms import AsksForName, VerifyForm
from participation.accounts.onward import next_of, onward
from participation.accounts.verification import MISSES_A_DAY, tries_left, verify_by_census


@never_cache
@login_required
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    identity = rules.identity_of(request.user)
    unsure = identity is not None and rules.needs_second_way(identity)
    page = {"identity": identity, "needs_second_way": unsure, "panels": panels_of(request.user)}
    page["pause"] = rules.writing_refusal(request.user)
    return render(request, "participation/my_page.html", page)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_my_name(request: HttpRequest) -> HttpResponse:
    """Asks for the name that others see; whom a facilitator paused is told so in its place."""
    refusal = rules.writing_refusal(request.user)
    form = AsksForName(request.POST or None, initial={"display_name": request.user.display_name})
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            change_name(actor=request.user, name=form.cleaned_data["display_name"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your name is changed, also beside what you wrote before."))
            return redirect("my_page")
    page = {"form": form, "refusal": refusal}
    return render(request, "participation/change_name.html", page, status=403 if refusal else 200)


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Asks for name, date of birth and postcode; after a miss it says what to do. `next` leads onward."""
    if rules.is_verified(request.user):
        return redirect(onward(request))
    form = VerifyForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            verify_by_census(user=request.user, **form.cleaned_data)
        except ValidationError as error:
            refusal = error
            form.add_error(None, error)
        else:
            return _found(request)
    page = {
        "form": form,
        "refusal": refusal.code if refusal else "",
        "left": tries_left(request.user),
        "most": MISSES_A_DAY,
        "provider": settings.OIDC_NAME if rules.may_use_provider(request.user) else "",
        "next": next_of(request),
    }
    return render(request, "participation/verify.html", page)


def _found(request: HttpRequest) -> HttpResponse:
    """On to what they came for, or first to the second way where the council asks for one."""
    if rules.needs_second_way(rules.identity_of(request.user)):
        messages.success(request, _("You are now a verified resident. You can support proposals."))
        return redirect(reverse("second_way") + f"?{urlencode({'next': next_of(request)})}")
    messages.success(request, _("You are now a verified resident. You can support and vote."))
    return redirect(onward(request))


@never_cache
@login_required
@require_safe
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """Where staff without a second factor are sent: to set one up, or to give the one they have."""
    if not request.user.is_staff or request.user.second_factor:
        return redirect("my_page")
    types = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(request, "participation/second_factor_needed.html", {"has_one": bool(types)})
