"""Talks to GOV.UK Pay: one call, its answer, and what is said when there is none. Nothing of it is logged."""

from typing import Any

import requests
from django.conf import settings

from budgeting.crowdfunding.gateways.protocol import Busy, Refused, Unanswered

# A person waits for some of these answers: a service that is slow is as good as down.
SECONDS = 10
TOO_MANY = 429


def call(method: str, path: str, body: dict[str, Any] | None = None, *, key: str = "") -> dict[str, Any]:
    """The JSON of the answer, {} for an empty one. `key` makes a repeat harmless (Idempotency-Key).

    Raises Unanswered when the outcome is unknown, Busy for too many requests, Refused with its code.
    """
    headers = {"Authorization": f"Bearer {settings.GOVUK_PAY_API_KEY}", "Accept": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    problem: Exception
    try:
        answer = requests.request(
            method,
            settings.GOVUK_PAY_URL + path,
            json=body,
            headers=headers,
            timeout=SECONDS,
            allow_redirects=False,
        )
        content = answer.json() if answer.content else {}
    except (requests.RequestException, ValueError):
        # Its own exception carries our request, with the key: it goes no further.
        problem = Unanswered("no answer")
    else:
        if answer.ok and isinstance(content, dict):
            return content
        problem = _refusal(answer.status_code, content)
    raise problem


def _refusal(status: int, content: Any) -> Exception:
    if status == TOO_MANY:
        return Busy("too many requests")
    if 400 <= status < 500:
        code = content.get("code", "") if isinstance(content, dict) else ""
        return Refused(str(code) or str(status))
    return Unanswered(f"status {status}")
