"""Who draws the map of areas."""

from typing import Any

from participation.accounts.rules import OFFICER, has_role


def may_change_areas(user: Any) -> bool:
    return has_role(user, OFFICER)
