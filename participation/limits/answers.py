"""The answer to an act that was done too often: status 429, how long to wait, and what was typed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from participation.limits.refusal import TooOftenError, waits

TOO_MANY_REQUESTS = 429
NOT_WORDS = frozenset(("csrfmiddlewaretoken", "next", "back", "writer", "revision", "step"))


class LimitAnswers:
    """A page that shows the refusal in its form gets the status; a view that knows no refusal gets a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        waits.set(None)
        response = self.get_response(request)
        seconds = waits.get()
        if seconds is not None and not 300 <= response.status_code < 400:
            response.status_code = TOO_MANY_REQUESTS
            response["Retry-After"] = str(seconds)
            response["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TooOftenError):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"saved": False, "words": error.words})
        if "HX-Request" in request.headers:
            response = render(request, "participation/too_often_part.html", {"words": error.words})
            response["HX-Reswap"] = "beforeend"
            return response
        page = {"words": error.words, "typed": _typed(request)}
        return render(request, "participation/too_often.html", page)


def _typed(request: HttpRequest) -> list[str]:
    """The sentences of the form, to be copied; a single word or number is quickly chosen again."""
    texts = [text for name, text in request.POST.items() if name not in NOT_WORDS and isinstance(text, str)]
    return [text for text in texts if " " in text.strip()]
