"""A person's own pages: who they are to the site, how they become verified, the step before staff work."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from participation.accounts import rules
from participation.accounts.forms import VerifyForm
from participation.accounts.verification import MISSES_A_DAY, tries_left, verify_by_census
from participation.kinds import registry


@never_cache
@login_required
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    panels = [panel for kind in registry.all_kinds() if kind.mine for panel in kind.mine(request.user)]
    page = {"identity": rules.identity_of(request.user), "panels": panels}
    return render(request, "participation/my_page.html", page)


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Asks for name, date of birth and postcode; after a miss it says what to do. `next` leads onward."""
    if rules.is_verified(request.user):
        return redirect(_onward(request))
    form = VerifyForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            verify_by_census(user=request.user, **form.cleaned_data)
        except ValidationError as error:
            refusal = error
            form.add_error(None, error)
        else:
            messages.success(request, _("You are now a verified resident. You can support and vote."))
            return redirect(_onward(request))
    page = {
        "form": form,
        "refusal": refusal.code if refusal else "",
        "left": tries_left(request.user),
        "most": MISSES_A_DAY,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "participation/verify.html", page)


def _onward(request: HttpRequest) -> str:
    url = request.POST.get("next") or request.GET.get("next", "")
    safe = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if safe else "my_page"


@never_cache
@login_required
@require_safe
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """Where staff without a second factor are sent: to set one up, or to give the one they have."""
    if not request.user.is_staff or request.user.second_factor:
        return redirect("my_page")
    types = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(request, "participation/second_factor_needed.html", {"has_one": bool(types)})
