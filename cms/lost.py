"""Addresses that nobody has: what people guess leads to the page that they mean, the rest to a search."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

NOT_ALLOWED = 405
# By what people type, the name of the page that they look for.
GUESSES = {
    **dict.fromkeys(("proposal", "idea", "ideas", "suggestions", "petitions"), "proposal_list_all"),
    **dict.fromkeys(("poll", "vote", "votes", "voting", "surveys", "consultations"), "poll_list"),
    **dict.fromkeys(("crowdfunding", "campaign", "funding", "pledge", "pledges", "donate"), "campaign_list"),
    **dict.fromkeys(("debate", "discussions", "forum"), "debate_list_all"),
    **dict.fromkeys(("process", "budget", "budgets", "participate", "rounds"), "process_list"),
    **dict.fromkeys(("area", "wards", "ward", "map", "neighbourhoods"), "area_list"),
    **dict.fromkeys(("login", "signin", "log-in", "sign-in"), "account_login"),
    **dict.fromkeys(("signup", "register", "join", "sign-up"), "account_signup"),
    **dict.fromkeys(("account", "profile", "my-page"), "my_page"),
    **dict.fromkeys(("rules", "house-rules"), "house_rules"),
}
# A number without the words after it: the page itself adds them, or says that there is nothing.
NUMBERED = {
    **dict.fromkeys(("proposal", "proposals", "idea", "ideas"), "proposal"),
    **dict.fromkeys(("poll", "polls", "vote"), "poll"),
    **dict.fromkeys(("debate", "debates"), "debate"),
}


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.method in ("GET", "HEAD") and (address := guessed(request.path_info)):
        return redirect(address)
    words = " ".join(re.findall(r"[^\W\d_]{2,}", request.path_info))[:100]
    return HttpResponseNotFound(render_to_string("404.html", {"words": words}, request))


def explain_buttons(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware. Who opens the address of a button is told so; a browser would show an empty page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == NOT_ALLOWED and request.method == "GET" and not response.content:
            response.content = render_to_string("405.html", {}, request)
        return response

    return middleware


def guessed(path: str) -> str:
    """The address that was meant; "" where nothing is like it."""
    word, _slash, rest = path.strip("/").lower().partition("/")
    if rest.isascii() and rest.isdecimal() and len(rest) < 10 and word in NUMBERED:
        return reverse(NUMBERED[word], args=[int(rest), "page"])
    return reverse(GUESSES[word]) if not rest and word in GUESSES else ""
