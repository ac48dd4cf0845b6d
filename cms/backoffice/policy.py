"""The one permission policy of the back office: it asks the slices' rules and nothing else."""

from collections.abc import Callable
from typing import Any

from wagtail.permission_policies import BasePermissionPolicy

from participation.accounts.models import User
from participation.accounts.rules import AUDITOR, FINANCE, OFFICER, STAFF_ROLES, has_role

Rule = Callable[[Any], bool]


def nobody(user: Any) -> bool:
    return False


def may_look(user: Any) -> bool:
    """Officers, finance and auditors see how processes and rounds stand; acting is asked elsewhere."""
    return has_role(user, OFFICER, FINANCE, AUDITOR)


class RulesPolicy(BasePermissionPolicy):
    """Each action of Wagtail ("view", "add", "change", "delete") is one predicate on the person."""

    def __init__(
        self,
        model: Any,
        *,
        view: Rule = nobody,
        add: Rule = nobody,
        change: Rule = nobody,
        delete: Rule = nobody,
    ):
        super().__init__(model)
        self.rules = {"view": view, "add": add, "change": change, "delete": delete}

    def user_has_permission(self, user, action) -> bool:
        return self.rules.get(action, nobody)(user)

    def user_has_any_permission(self, user, actions) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions):
        """People whose role may come into question; each is asked again with their second factor."""
        return User.objects.filter(groups__name__in=STAFF_ROLES, is_active=True).distinct()
