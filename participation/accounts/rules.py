"""Who a person is to the council: roles, and whether the second factor was given."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.clock import database_now
from participation.compiled import Compiled
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


# Who does what only some do, in a sentence.
_ONLY = {
    (OFFICER,): gettext_lazy("Only officers of the council do this."),
    (FACILITATOR,): gettext_lazy("Only facilitators do this."),
    (FACILITATOR, OFFICER): gettext_lazy("Only facilitators and officers do this."),
    (FACILITATOR, AUDITOR): gettext_lazy("Only facilitators and auditors see this."),
    (OFFICER, AUDITOR): gettext_lazy("Only officers and auditors see this."),
    (FACILITATOR, OFFICER, AUDITOR): gettext_lazy("Only facilitators, officers and auditors see this."),
    (OFFICER, FINANCE): gettext_lazy("Only officers and finance do this."),
    (OFFICER, FINANCE, AUDITOR): gettext_lazy("Only officers, finance and auditors see this."),
    STAFF_ROLES: gettext_lazy("Only the council’s staff do this."),
}


def part_refusal(user: Any) -> str:
    """Why this person cannot take part at all; "" for everyone who is logged in and not blocked."""
    if is_active(user):
        return ""
    if user is not None and user.is_authenticated:
        return _("Your account is blocked, so you cannot take part.")
    return _("Log in first.")


def role_refusal(user: Any, *roles: str) -> str:
    """Why this is not for this person; "" for a member of any of `roles` with their second factor."""
    if has_role(user, *roles):
        return ""
    if refusal := part_refusal(user):
        return refusal
    if not user.role_names.isdisjoint(roles):
        return _("Give your second factor first. Then you can do this.")
    return str(_ONLY[roles])


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


def name_refusal(user: Any) -> str:
    """A name stands beside every word: who may not write now may not rename themselves either."""
    return part_refusal(user) or writing_refusal(user)


def _identities(user: int) -> QuerySet:
    """With the place that they live in, as far as rules ask; outlines are for maps."""
    from participation.accounts.models import Identity

    unread = ("area__outline", "area__about", "area__parent__outline", "area__parent__about")
    return Identity.objects.filter(user=user).select_related("area__parent").defer(*unread)


_IDENTITY = Compiled(1, _identities)


def identity_of(user: Any) -> Any:
    """The verified Identity of a person, or None. One query per person object."""
    if not is_active(user):
        return None
    # By its attribute, which also finds it behind the lazy person of a request.
    if not hasattr(user, "_identity"):
        user._identity = _IDENTITY.first(user.pk)
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


def nominate_refusal(actor: Any, user: Any) -> str:
    """An officer puts somebody else forward for a role; another officer approves."""
    own = _("You cannot put yourself forward for a role. Ask another officer.")
    return role_refusal(actor, OFFICER) or (own if actor == user else "")


def may_approve_nomination(actor: Any, nomination: Any) -> bool:
    return not approve_nomination_refusal(actor, nomination)


def approve_nomination_refusal(actor: Any, nomination: Any) -> str:
    """An officer who neither put the person forward nor is that person."""
    if refusal := role_refusal(actor, OFFICER):
        return refusal
    if actor.pk == nomination.nominated_by_id:
        return _("You put this person forward, so another officer approves.")
    return about_you() if actor.pk == nomination.user_id else ""


def close_nomination_refusal(actor: Any, nomination: Any) -> str:
    """Any officer says no; whoever put the person forward takes it back by the same act."""
    return role_refusal(actor, OFFICER)


def may_revoke_role(actor: Any, user: Any) -> bool:
    return not revoke_role_refusal(actor, user)


def revoke_role_refusal(actor: Any, user: Any) -> str:
    """One officer alone takes a role away, never their own: it only makes power less."""
    own = _("You cannot take your own role away. Ask another officer.")
    return role_refusal(actor, OFFICER) or (own if actor == user else "")


def about_you() -> str:
    return _("This is about you, so another officer decides.")


def needs_second_way(identity: Any) -> bool:
    """True while this identity rests on the register alone and the council asks for more before a ballot."""
    from participation.accounts.ways import VerificationPolicy

    return identity.rests_on_register_alone and VerificationPolicy.current().asks_second_way


def _register_alone_refusal(user: Any) -> str:
    """Why there is nothing to confirm: "" for a resident who was found in the register and nothing more."""
    identity = identity_of(user)
    if identity is None:
        return part_refusal(user) or _("Let us find you in the council’s register first.")
    return "" if identity.rests_on_register_alone else _("You are confirmed already.")


def may_confirm_by_phone(user: Any) -> bool:
    return not phone_refusal(user)


def phone_refusal(user: Any) -> str:
    """A resident found in the register, where the council offers codes by text message and can send them."""
    from participation.accounts.ways import VerificationPolicy

    if refusal := _register_alone_refusal(user):
        return refusal
    offered = bool(settings.SMS_GATEWAY) and VerificationPolicy.current().offers_sms
    return "" if offered else _("The council sends no codes by text message.")


def may_confirm_by_letter(user: Any) -> bool:
    return not letter_refusal(user)


def letter_refusal(user: Any) -> str:
    """A resident found in the register, where the council offers codes by post."""
    from participation.accounts.ways import VerificationPolicy

    if refusal := _register_alone_refusal(user):
        return refusal
    return "" if VerificationPolicy.current().offers_letter else _("The council sends no codes by post.")


def may_use_provider(user: Any) -> bool:
    return not provider_refusal(user)


def provider_refusal(user: Any) -> str:
    """Who is not confirmed yet, where the site has a provider and the council offers it."""
    from participation.accounts.ways import VerificationPolicy

    if refusal := part_refusal(user):
        return refusal
    if not (settings.OIDC_SERVER_URL and VerificationPolicy.current().offers_provider):
        return _("The council offers no account elsewhere to show who you are.")
    identity = identity_of(user)
    fits = identity is None or identity.rests_on_register_alone
    return "" if fits else _("You are confirmed already.")


def may_send_letter(actor: Any, letter: Any) -> bool:
    return not send_letter_refusal(actor, letter)


def send_letter_refusal(actor: Any, letter: Any) -> str:
    """An officer prints and posts letters to others, never their own."""
    own = _("This letter is yours, so another officer sends it.")
    return role_refusal(actor, OFFICER) or (own if letter.identity.user_id == actor.pk else "")


def may_upload_census(user: Any) -> bool:
    return has_role(user, OFFICER)


def census_refusal(user: Any) -> str:
    """Officers load the register, verify at the desk and say what residents must show."""
    return role_refusal(user, OFFICER)


def verify_at_desk_refusal(actor: Any, user: Any) -> str:
    own = _("You cannot verify yourself. Ask another officer.")
    return role_refusal(actor, OFFICER) or (own if actor == user else "")


def ask_reclaim_refusal(actor: Any, user: Any) -> str:
    """An officer asks for somebody else; a second officer approves."""
    own = _("You cannot ask for an identity for yourself. Ask another officer.")
    return role_refusal(actor, OFFICER) or (own if actor == user else "")


def may_approve_reclaim(actor: Any, reclaim: Any) -> bool:
    return not approve_reclaim_refusal(actor, reclaim)


def approve_reclaim_refusal(actor: Any, reclaim: Any) -> str:
    """An officer who did not ask, does not gain by it and does not lose by it."""
    if refusal := role_refusal(actor, OFFICER):
        return refusal
    if actor.pk == reclaim.asked_by_id:
        return _("You asked for this, so another officer approves.")
    return about_you() if actor.pk in (reclaim.user_id, reclaim.identity.user_id) else ""


def may_close_reclaim(actor: Any, reclaim: Any) -> bool:
    return not close_reclaim_refusal(actor, reclaim)


def close_reclaim_refusal(actor: Any, reclaim: Any) -> str:
    """Any officer says no but the one who would lose; whoever asked takes it back by the same act."""
    loses = actor.pk == reclaim.identity.user_id
    return role_refusal(actor, OFFICER) or (about_you() if loses else "")


def may_block(actor: Any, user: Any) -> bool:
    return not block_refusal(actor, user)


def block_refusal(actor: Any, user: Any) -> str:
    """Facilitators and officers block people who hold no role; a role is taken away first."""
    works_here = _("This person works here. Take their role away first; then they can be blocked.")
    return role_refusal(actor, FACILITATOR, OFFICER) or (works_here if user.is_staff else "")
