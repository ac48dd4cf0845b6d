"""GOV.UK Notify as its REST documentation describes it: one address, a signed token, errors by name."""

import json
import time
import uuid
from typing import Any

import jwt

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"folkmoot-{SERVICE}-{SECRET}"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"


class Notify:
    """Keeps what it took; `fault` makes it answer (status, name of the error, message)."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.fault: tuple[int, str, str] | None = None

    def answer(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, Any]:
        if (method, path) != ("POST", "/v2/notifications/sms"):
            return refused(404, "NoResultFound", "No result found")
        if refusal := bad_token(headers.get("Authorization", "")):
            return refusal
        if self.fault:
            return refused(*self.fault)
        sent = json.loads(body)
        if refusal := bad_body(sent):
            return refusal
        self.taken.append(sent)
        identifier = str(uuid.uuid4())
        return 201, {
            "id": identifier,
            "reference": sent.get("reference"),
            "content": {"body": f"Your code: {sent['personalisation']['code']}", "from_number": "GOVUK"},
            "uri": f"https://api.notifications.service.gov.uk/v2/notifications/{identifier}",
            "template": {"id": TEMPLATE, "version": 1, "uri": f"/v2/template/{TEMPLATE}"},
        }


def refused(status: int, error: str, message: str) -> tuple[int, Any]:
    return status, {"status_code": status, "errors": [{"error": error, "message": message}]}


def bad_token(authorization: str) -> tuple[int, Any] | None:
    scheme, _space, token = authorization.partition(" ")
    if scheme != "Bearer":
        return refused(401, "AuthError", "Unauthorized: authentication token must be provided")
    try:
        claims = jwt.decode(
            token, SECRET, algorithms=["HS256"], options={"require": ["iss", "iat"]}, leeway=30
        )
    except jwt.InvalidTokenError:
        return refused(403, "AuthError", "Invalid token: API key not found")
    if claims["iss"] != SERVICE:
        return refused(403, "AuthError", "Invalid token: service not found")
    if abs(time.time() - claims["iat"]) > 30:
        return refused(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")
    return None


def bad_body(sent: dict[str, Any]) -> tuple[int, Any] | None:
    for name in ("phone_number", "template_id"):
        if not isinstance(sent.get(name), str):
            return refused(400, "ValidationError", f"{name} is a required property")
    if extra := sent.keys() - {
        "phone_number",
        "template_id",
        "personalisation",
        "reference",
        "sms_sender_id",
    }:
        return refused(400, "ValidationError", f"Additional properties are not allowed ({min(extra)})")
    if sent["template_id"] != TEMPLATE:
        return refused(400, "BadRequestError", "Template not found")
    if "code" not in sent.get("personalisation", {}):
        return refused(400, "BadRequestError", "Missing personalisation: code")
    if not sent["phone_number"].startswith("+447"):
        return refused(400, "ValidationError", "phone_number Not a UK mobile number")
    return None
