"""Text messages as a person reads them on the telephone."""

import re

from participation.accounts.sms import GatewayDownError
from participation.models import User
from tests.factories.people import IdentityFactory

PHONE = "07700 900123"


class DownGateway:
    def send(self, *, phone: str, code: str) -> None:
        raise GatewayDownError


def found(**facts) -> User:
    """A resident who was found in the register, and gave nothing more."""
    return IdentityFactory(second_way="", **facts).user


def code_in(message: dict) -> str:
    return re.search(r"\b\d{6}\b", message["text"]).group()
