"""Staff give a second factor on every door: without one they may only set it up or log out."""

from allauth.account.authentication import get_authentication_records
from django.shortcuts import redirect
from django.urls import reverse

OPEN_TO_HALF_LOGGED_IN = ("/accounts/", "/static/", "/media/", "/theme.css")


def second_factor_given(request) -> bool:
    """True when this session was opened with a second factor (one-time code or passkey)."""
    return any(
        record.get("method") == "mfa" and record.get("type") != "trusted-device"
        for record in get_authentication_records(request)
    )


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if user.is_authenticated:
            user.second_factor = second_factor_given(request)
            if (
                user.is_staff
                and not user.second_factor
                and not request.path.startswith(OPEN_TO_HALF_LOGGED_IN)
            ):
                return redirect(reverse("second_factor_needed"))
        return self.get_response(request)
