"""Who a person is to the council: roles, and whether the second factor was given."""

from typing import Any

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


def identity_of(user: Any) -> Any:
    """The verified Identity of a person, or None. One query per person object."""
    if not is_active(user):
        return None
    if "_identity" not in user.__dict__:
        from participation.accounts.models import Identity

        user._identity = Identity.objects.filter(user=user).select_related("area").first()
    return user._identity


def is_verified(user: Any) -> bool:
    return identity_of(user) is not None


def may_change_roles(actor: Any, user: Any) -> bool:
    """Officers give and take roles, never their own."""
    return has_role(actor, OFFICER) and actor != user


def may_upload_census(user: Any) -> bool:
    return has_role(user, OFFICER)


def may_verify_at_desk(actor: Any, user: Any) -> bool:
    return has_role(actor, OFFICER) and actor != user


def may_block(actor: Any, user: Any) -> bool:
    """Facilitators and officers block people who hold no role; a role is taken away first."""
    return has_role(actor, FACILITATOR, OFFICER) and not user.is_staff
