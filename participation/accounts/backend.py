"""The one authentication backend: who may hold a session, and what staff may do in it."""

from allauth.account.auth_backends import AuthenticationBackend

from participation.accounts import rules


class PeopleBackend(AuthenticationBackend):
    def user_can_authenticate(self, user) -> bool:
        """Asked at log-in and for each request of a session, so that a block ends every session at once."""
        return user.is_active and user.blocked_at is None

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        """No group gives any permission before the second factor."""
        return rules.is_staff(user_obj) and super().has_perm(user_obj, perm, obj)

    def has_module_perms(self, user_obj, app_label) -> bool:
        return rules.is_staff(user_obj) and super().has_module_perms(user_obj, app_label)
