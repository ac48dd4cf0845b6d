"""How django-allauth treats our people."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from participation.accounts.blocked_door import door_token
from participation.accounts.devices import remember_device


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code that we sent. Check the newest email from us."),
        "duplicate_email": _("This address already belongs to your account."),
        "rate_limited": _("You asked too often. Wait a minute, then try again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_safe_url(self, url) -> bool:
        """Only addresses on this site, whatever the Host header says."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def pre_login(self, request, user, **kwargs) -> HttpResponse | None:
        """A blocked person who proved their address is told why, and gets no session."""
        if user.blocked_at is not None:
            clear_login(request)
            return redirect("blocked", door_token(user))
        _keep_proven_address(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request, user, **kwargs) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        remember_device(request, response, user.email)
        return response


def _keep_proven_address(request, user) -> None:
    """Who typed the code from our email proved the address, also when the account was imported."""
    proven = any(
        record.get("method") == "code" and (record.get("email") or "").lower() == user.email
        for record in get_authentication_records(request, user)
    )
    if proven and not EmailAddress.objects.filter(user=user).exists():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
