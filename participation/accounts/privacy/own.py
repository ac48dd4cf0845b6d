"""What accounts themselves know about a person."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participation.accounts.letters import Letter
from participation.accounts.models import Identity, Nomination, User, VerificationAttempt
from participation.accounts.privacy.exporting import remove_export
from participation.accounts.privacy.models import DataExport, ErasureRequest
from participation.accounts.ways import DeskCode, PhoneCode, Reclaim
from participation.kinds import personal, registry


def offer() -> None:
    for holding in (
        personal.Holding(
            key="account",
            title=_("Your account: name, email addresses, language, roles"),
            covers=("participation.User", "participation.User_groups", "account.EmailAddress"),
            rows=account,
            obstacles=obstacles,
        ),
        personal.Holding(
            key="identity",
            title=_("What was verified about you"),
            covers=(
                "participation.Identity",
                "participation.VerificationAttempt",
                "participation.PhoneCode",
                "participation.DeskCode",
                "participation.Letter",
                "participation.Reclaim",
            ),
            rows=identity,
            erase=erase_codes,
        ),
        personal.Holding(
            key="logging-in",
            title=_("Where you are logged in, your passkeys and second steps"),
            covers=("mfa.Authenticator", "usersessions.UserSession"),
            rows=logging_in,
        ),
        personal.Holding(
            key="erasure",
            title=_("Your wish to be erased, and what you chose"),
            covers=("participation.ErasureRequest",),
            rows=lambda person: ErasureRequest.objects.filter(person=person).values(
                "made_at", "keep_words", "sent"
            ),
            erase=erase_copy,
        ),
        personal.Holding(
            key="nominations",
            title=_("Roles that you were put forward for"),
            covers=("participation.Nomination",),
            rows=lambda person: (
                Nomination.objects.filter(user=person).order_by("pk").values("role", "nominated_at", "state")
            ),
        ),
    ):
        personal.register(holding)
    registry.register(
        registry.Kind(
            key="data-export",
            model=DataExport,
            title=lambda export: str(export._meta.verbose_name),
            address=lambda export: reverse("my_data"),
            may_see=lambda user, export: user is not None and user.pk == export.person_id,
            export=lambda person: DataExport.objects.filter(person=person).values("asked_at"),
        )
    )


def account(person: User) -> Iterator[dict[str, Any]]:
    yield {
        "name": person.display_name,
        "email": person.email,
        "language": person.language,
        "joined_at": person.joined_at,
        "last_login": person.last_login,
        "roles": sorted(person.role_names),
        "paused_until": person.paused_until,
        "pause_reason": person.pause_reason,
        "blocked_at": person.blocked_at,
    }
    for address in EmailAddress.objects.filter(user=person).order_by("pk"):
        yield {"address": address.email, "proven": address.verified, "main": address.primary}


def identity(person: User) -> Iterator[dict[str, Any]]:
    """Keyed hashes say nothing to anyone, so that only their being there is told."""
    for own in Identity.objects.filter(user=person).select_related("area"):
        yield {
            "verified_at": own.verified_at,
            "way": own.way,
            "second_way": own.second_way,
            "part_of_town": own.area.name if own.area else "",
            "year_of_birth": own.birth_year,
            "telephone_is_kept_as_a_keyed_hash": bool(own.phone_key),
            "account_elsewhere_is_kept_as_a_keyed_hash": bool(own.subject_key),
        }
    yield from ({"missed_try_at": at} for at in _times(VerificationAttempt, "tried_at", user=person))
    yield from ({"code_sent_at": at} for at in _times(PhoneCode, "made_at", identity__user=person))
    yield from ({"desk_code_made_at": at} for at in _times(DeskCode, "made_at", identity__user=person))
    letters = Letter.objects.filter(user=person).order_by("pk")
    yield from letters.values("name", "address", "asked_at", "printed_at", "sent_at", "refused_at")
    claims = Reclaim.objects.filter(user=person).order_by("pk")
    yield from claims.values("asked_at", "state", "reason", "decided_at")


def logging_in(person: User) -> Iterator[dict[str, Any]]:
    for way in Authenticator.objects.filter(user=person).order_by("pk"):
        yield {"second_step": way.type, "added_at": way.created_at, "last_used_at": way.last_used_at}
    sessions = UserSession.objects.filter(user=person).order_by("pk")
    yield from sessions.values("created_at", "last_seen_at", "ip", "user_agent")


def _times(model: Any, name: str, **whose: Any) -> Any:
    return model.objects.filter(**whose).order_by("pk").values_list(name, flat=True)


def obstacles(person: User) -> Iterator[personal.Obstacle]:
    if person.role_names:
        yield personal.Obstacle(
            gettext("You hold a role at the council."),
            gettext("Ask another officer to take your role away. Then you can erase your account."),
        )


def erase_codes(person: User, keep_words: bool) -> None:
    for codes in (PhoneCode, DeskCode):
        codes.objects.filter(identity__user=person).delete()


def erase_copy(person: User, keep_words: bool) -> None:
    remove_export(user=person)
