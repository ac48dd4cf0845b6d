"""The door of the back office: who comes in, and its content policy (Wagtail has inline script and style)."""

from csp.constants import SELF, UNSAFE_INLINE
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from participation.accounts import rules
from participation.accounts.backend import PeopleBackend

ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}
CHOSEN = ("chosen", "chosen_multiple")


class AdminContentPolicy:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = ADMIN_POLICY
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Wagtail's choosers take any key for a number: nothing has a key that is none."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if isinstance(exception, ValueError) and name in CHOSEN and request.path.startswith("/admin/"):
            raise Http404 from exception


class StaffBackend(PeopleBackend):
    """Staff with a second factor may open the back office; what they may do there, each screen asks."""

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        if perm == "wagtailadmin.access_admin":
            return rules.is_staff(user_obj)
        return super().has_perm(user_obj, perm, obj)


def way_in(request: HttpRequest) -> HttpResponse:
    """Wagtail's own log-in: leads to the site's. Who is logged in already and is not staff is told so."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}")
    if request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    raise PermissionDenied(rules.role_refusal(request.user, *rules.STAFF_ROLES))


def shut(request: HttpRequest, *args: str) -> HttpResponse:
    """A screen of Wagtail that this site does without."""
    raise Http404
