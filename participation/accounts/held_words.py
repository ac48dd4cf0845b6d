"""Words that were sent after the log-in had run out: held in the visitor's session until they are back.

The form carries who was writing, signed (`{% writer %}`): nobody else who logs in at that browser sees them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse

SALT = "participation.accounts.writer"
DAYS = 7
KEY = "held_words"
LONGEST = 20_000


def writer_token(user: Any) -> str:
    return signing.dumps(user.pk, salt=SALT)


def hold(request: HttpRequest, names: Iterable[str]) -> bool:
    """Keep what was posted under these names; False when the form does not say who wrote it."""
    try:
        writer = signing.loads(request.POST.get("writer", ""), salt=SALT, max_age=DAYS * 24 * 3600)
    except signing.BadSignature:
        return False
    words = {name: request.POST[name][:LONGEST] for name in names if name in request.POST}
    request.session[KEY] = {"writer": writer, "address": request.path, "words": words}
    return True


def hold_and_log_in(request: HttpRequest, names: Iterable[str]) -> HttpResponse:
    """For a request without log-in: keep its words, then ask to log in and come back to the same address."""
    hold(request, names)
    return redirect_to_login(request.path)


def held_words(request: HttpRequest) -> dict[str, str]:
    """What this person sent to this address and was not saved; empty for none."""
    held = request.session.get(KEY)
    if not held or held["writer"] != request.user.pk or held["address"] != request.path:
        return {}
    return dict(held["words"])


def typed_words(request: HttpRequest) -> Mapping[str, str] | None:
    """What a form shows: what was posted, else what is held; None for a form that is new."""
    return request.POST if request.method == "POST" else held_words(request) or None


def forget_held(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
