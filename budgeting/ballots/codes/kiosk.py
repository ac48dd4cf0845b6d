"""A tablet on which people vote one after another: a signed cookie says for which round, and nothing else."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from budgeting.ballots.codes.rules import may_start_kiosk
from budgeting.rounds.models import Round
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now

COOKIE = "kiosk"
SALT = "budgeting.kiosk"


@dataclass(frozen=True)
class Kiosk:
    """`idle`: after so many seconds without a touch the device forgets its voter."""

    slug: str
    idle: int

    @property
    def minutes(self) -> int:
        return self.idle // 60

    @property
    def refresh_after(self) -> int:
        """When a browser without scripts leaves the page by itself, in seconds."""
        return self.idle + 1


def start_kiosk(*, actor: User, round: Round, minutes: int) -> Kiosk:
    """Record that a device becomes a kiosk of this round. Raises PermissionDenied."""
    if not may_start_kiosk(actor, round, database_now()):
        raise PermissionDenied(_("Only officers start a kiosk, until voting ends."))
    record(verb="start_kiosk", actor=actor, acting_as=OFFICER, target=round, facts={"minutes": minutes})
    return Kiosk(round.process.slug, minutes * 60)


def make_kiosk(response: HttpResponse, kiosk: Kiosk, until: datetime) -> None:
    """Give the device its cookie, which ends with the vote."""
    response.set_cookie(
        COOKIE,
        signing.dumps(asdict(kiosk), salt=SALT),
        expires=until,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def kiosk_of(request: HttpRequest) -> Kiosk | None:
    """The kiosk that this device is, or None."""
    if not hasattr(request, "_kiosk"):
        request._kiosk = _read(request.COOKIES.get(COOKIE, ""))  # type: ignore[attr-defined]
    found: Kiosk | None = request._kiosk  # type: ignore[attr-defined]
    return found


def _read(cookie: str) -> Kiosk | None:
    try:
        return Kiosk(**signing.loads(cookie, salt=SALT)) if cookie else None
    except (signing.BadSignature, TypeError):
        return None


class KioskMiddleware:
    """On a kiosk only the pages of its vote answer; none is kept, and each ends with the idle time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kiosk = kiosk_of(request)
        request.kiosk = kiosk  # type: ignore[attr-defined]
        if kiosk is None:
            return self.get_response(request)
        if not _belongs(request.path_info, kiosk):
            return redirect("kiosk", slug=kiosk.slug)
        response = self.get_response(request)
        if "text/html" in response.get("Content-Type", ""):
            response["Cache-Control"] = "no-store, private"
        return response


# Beside the pages of the round itself: what they are made of, and another language.
OPEN_TO_KIOSKS = ("/static/", "/media/", "/theme", "/i18n/", "/what-we-keep/", "/live/", "/favicon")


def _belongs(path: str, kiosk: Kiosk) -> bool:
    of_round = f"/rounds/{kiosk.slug}/"
    return path.startswith(OPEN_TO_KIOSKS) or of_round in path
