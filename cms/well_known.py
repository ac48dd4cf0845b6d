"""Small files that machines look for: security.txt, robots.txt, the favourite icon."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

# RFC 9116 advises less than a year; the file is made anew on each day, so it never runs out.
SECURITY_DAYS = 180


@require_safe
@cache_control(public=True, max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {(midnight + timedelta(days=SECURITY_DAYS)).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {', '.join(code.split('-')[0] for code, name in settings.LANGUAGES)}",
        f"Canonical: {settings.BASE_URL}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: /{word}/" for word in ("admin", "accounts", "me", "search", "live")),
        f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class Favicon(RedirectView):
    http_method_names = ["get", "head", "options"]

    def get_redirect_url(self, *args, **kwargs):
        return static("icons/favicon.svg")
