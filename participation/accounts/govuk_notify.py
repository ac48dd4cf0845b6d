"""Text messages through GOV.UK Notify, by the government's own client (the extra `notify`)."""

import logging

from django.conf import settings
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from participation.accounts.sms import GatewayDownError, NumberRefusedError

# A person waits for the answer before their page: a service that is slow is as good as down.
SECONDS = 10

log = logging.getLogger(__name__)


class NotifyGateway:
    """The words lie in a template at GOV.UK Notify, which holds ((code))."""

    def send(self, *, phone: str, code: str) -> None:
        client = NotificationsAPIClient(
            settings.GOVUK_NOTIFY_API_KEY, base_url=settings.GOVUK_NOTIFY_URL, timeout=SECONDS
        )
        try:
            client.send_sms_notification(phone, settings.GOVUK_NOTIFY_SMS_TEMPLATE, {"code": code})
        except APIError as error:
            # Its own exception carries our request, with the number and the code: it goes no further.
            refusal = _understood(error)
        else:
            return
        raise refusal


def _understood(error: APIError) -> GatewayDownError:
    faults = error.message if isinstance(error.message, list) else []
    if any(fault.get("error") == "ValidationError" for fault in faults) and _names_the_number(faults):
        return NumberRefusedError("the number was refused")
    # Status and kinds of fault alone: an operator needs them, and they hold nothing of the person.
    kinds = sorted({str(fault.get("error")) for fault in faults})
    log.error(
        "GOV.UK Notify took no message: status %s, %s", error.status_code, ", ".join(kinds) or "no words"
    )
    return GatewayDownError("the message was not taken")


def _names_the_number(faults: list[dict[str, str]]) -> bool:
    return any("phone_number" in str(fault.get("message")) for fault in faults)
