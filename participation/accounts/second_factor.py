"""Staff give a second factor on every door: without one they may only set it up or log out."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.shortcuts import redirect

# Addresses, by name, that staff may open before their second factor.
ON_THE_WAY = ("account_", "mfa_", "usersessions_", "second_factor_needed", "set_language", "theme_css")


def second_factor_given(request: HttpRequest) -> bool:
    """True when this session gave a second factor (app code, passkey, recovery code) that still stands.

    A log-in with a passkey alone counts as both: the key is one proof, and the finger, face or PIN that it
    must ask for is the other. A key that asked for nothing is a second step only after the code by mail.
    An authenticator that was removed since no longer counts. One query when there is a record, else none.
    """
    used = {
        record.get("id")
        for record in get_authentication_records(request, request.user)
        if record.get("method") == "mfa"
    }
    return bool(used) and Authenticator.objects.filter(user=request.user, pk__in=used - {None}).exists()


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if user.is_authenticated and user.is_staff:
            user.second_factor = second_factor_given(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or not user.is_staff or user.second_factor:
            return None
        if (request.resolver_match.url_name or "").startswith(ON_THE_WAY):
            return None
        return redirect("second_factor_needed")
