"""The living page of the face."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.style import samples

SCHEMES = ("light", "dark")


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?scheme=light` or `dark` fixes the colours."""
    asked = request.GET.get("scheme", "")
    scheme = asked if asked in SCHEMES else ""
    return render(request, "cms/style.html", samples.context(scheme) | {"scheme": scheme})
