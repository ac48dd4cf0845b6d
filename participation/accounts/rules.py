"""Who a person is to the council: roles, and whether the second factor was given."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from participation.clock import database_now
from participation.when import when_words

FACILITATOR = "facilitator"
OFFICER = "officer"
FINANCE = "finance"
AUDITOR = "auditor"
STAFF_ROLES = (FACILITATOR, OFFICER, FINANCE, AUDITOR)


def is_active(user: Any) -> bool:
    """A logged-in person who is not blocked."""
    return bool(user is not None and user.is_authenticated and user.is_active and user.blocked_at is None)


def has_role(user: Any, *roles: str) -> bool:
    """True for a member of any of `roles` who gave a second factor in this session."""
    return is_active(user) and user.second_factor and not user.role_names.isdisjoint(roles)


def is_staff(user: Any) -> bool:
    return has_role(user, *STAFF_ROLES)


def writing_refusal(user: Any) -> str:
    """Why a facilitator keeps this person from writing now, as a sentence; "" when nobody does.

    Every rule about writing asks this. It costs no query for those who were never paused.
    """
    until = getattr(user, "paused_until", None)
    if until is None or until <= database_now():
        return ""
    words = _("A facilitator paused your account: you can write again %(when)s. The reason: %(reason)s")
    return words % {"when": when_words(until), "reason": user.pause_reason}


def may_change_name(user: Any) -> bool:
    """A name stands beside every word: who may not write now may not rename themselves either."""
    return is_active(user) and not writing_refusal(user)


def identity_of(user: Any) -> Any:
    """The verified Identity of a person, or None. One query per person object."""
    if not is_active(user):
        return None
    # By its attribute, which also finds it behind the lazy person of a request.
    if not hasattr(user, "_identity"):
        from participation.accounts.models import Identity

        user._identity = Identity.objects.filter(user=user).select_related("area__parent").first()
    return user._identity


def identity_key_of(user: Any) -> int | None:
    """The primary key of the person's Identity, or None: the cheaper look where nothing else is read."""
    if not is_active(user):
        return None
    if hasattr(user, "_identity"):
        return user._identity.pk if user._identity else None
    if not hasattr(user, "_identity_key"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM participation_identity WHERE user_id = %s", [user.pk])
            user._identity_key = next(iter(cursor.fetchone() or ()), None)
    key: int | None = user._identity_key
    return key


def is_verified(user: Any) -> bool:
    known = is_active(user) and hasattr(user, "_identity_key")
    return (identity_key_of(user) if known else identity_of(user)) is not None


def may_nominate(actor: Any, user: Any) -> bool:
    """An officer puts somebody else forward for a role; another officer approves."""
    return has_role(actor, OFFICER) and actor != user


def may_approve_nomination(actor: Any, nomination: Any) -> bool:
    """An officer who neither put the person forward nor is that person."""
    return has_role(actor, OFFICER) and actor.pk not in (nomination.nominated_by_id, nomination.user_id)


def may_close_nomination(actor: Any, nomination: Any) -> bool:
    """Any officer says no; whoever put the person forward takes it back by the same act."""
    return has_role(actor, OFFICER)


def may_revoke_role(actor: Any, user: Any) -> bool:
    """One officer alone takes a role away, never their own: it only makes power less."""
    return has_role(actor, OFFICER) and actor != user


def needs_second_way(identity: Any) -> bool:
    """True while this identity rests on the register alone and the council asks for more before a ballot."""
    from participation.accounts.ways import VerificationPolicy

    return identity.rests_on_register_alone and VerificationPolicy.current().asks_second_way


def may_confirm_by_phone(user: Any) -> bool:
    """A resident found in the register, where the council offers codes by text message and can send them."""
    from participation.accounts.ways import VerificationPolicy

    identity = identity_of(user)
    if identity is None or not identity.rests_on_register_alone:
        return False
    return bool(settings.SMS_GATEWAY) and VerificationPolicy.current().offers_sms


def may_confirm_by_letter(user: Any) -> bool:
    """A resident found in the register, where the council offers codes by post."""
    from participation.accounts.ways import VerificationPolicy

    identity = identity_of(user)
    if identity is None or not identity.rests_on_register_alone:
        return False
    return VerificationPolicy.current().offers_letter


def may_use_provider(user: Any) -> bool:
    """Who is not confirmed yet, where the site has a provider and the council offers it."""
    from participation.accounts.ways import VerificationPolicy

    if not (settings.OIDC_SERVER_URL and is_active(user)):
        return False
    identity = identity_of(user)
    fits = identity is None or identity.rests_on_register_alone
    return fits and VerificationPolicy.current().offers_provider


def may_send_letter(actor: Any, letter: Any) -> bool:
    """An officer prints and posts letters to others, never their own."""
    return has_role(actor, OFFICER) and letter.identity.user_id != actor.pk


def may_change_verification(user: Any) -> bool:
    return has_role(user, OFFICER)


def may_upload_census(user: Any) -> bool:
    return has_role(user, OFFICER)


def may_verify_at_desk(actor: Any, user: Any) -> bool:
    return has_role(actor, OFFICER) and actor != user


def may_hand_out_code(actor: Any) -> bool:
    return has_role(actor, OFFICER)


def may_ask_reclaim(actor: Any, user: Any) -> bool:
    """An officer asks for somebody else; a second officer approves."""
    return has_role(actor, OFFICER) and actor != user


def may_approve_reclaim(actor: Any, reclaim: Any) -> bool:
    """An officer who did not ask, does not gain by it and does not lose by it."""
    parties = (reclaim.asked_by_id, reclaim.user_id, reclaim.identity.user_id)
    return has_role(actor, OFFICER) and actor.pk not in parties


def may_close_reclaim(actor: Any, reclaim: Any) -> bool:
    """Any officer says no but the one who would lose; whoever asked takes it back by the same act."""
    return has_role(actor, OFFICER) and actor.pk != reclaim.identity.user_id


def may_block(actor: Any, user: Any) -> bool:
    """Facilitators and officers block people who hold no role; a role is taken away first."""
    return has_role(actor, FACILITATOR, OFFICER) and not user.is_staff
