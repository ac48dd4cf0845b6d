"""What officers do to categories. Each act is logged."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.processes.models import Category
from participation.processes.rules import may_create_process


@transaction.atomic
def create_category(*, actor: User, **fields: Any) -> Category:
    """`fields` are those of Category. Raises PermissionDenied, and ValidationError naming the field."""
    return _kept(actor, Category(), fields, "create_category")


@transaction.atomic
def change_category(*, actor: User, category: Category, **changes: Any) -> Category:
    """Raises PermissionDenied, and ValidationError naming the field."""
    return _kept(actor, category, changes, "change_category")


@transaction.atomic
def remove_category(*, actor: User, category: Category) -> None:
    """Only a category without proposals and projects can go. Raises PermissionDenied and ValidationError."""
    _require_officer(actor)
    pk = category.pk
    try:
        category.delete()
    except ProtectedError:
        raise ValidationError(_("Ideas or projects are sorted under this, so it stays.")) from None
    category.pk = pk  # so that the log can name what was removed
    record(verb="remove_category", actor=actor, acting_as=OFFICER, target=category)


def _kept(actor: User, category: Category, fields: dict[str, Any], verb: str) -> Category:
    _require_officer(actor)
    for name, value in fields.items():
        setattr(category, name, value)
    category.full_clean()
    category.save()
    record(verb=verb, actor=actor, acting_as=OFFICER, target=category, facts={"fields": sorted(fields)})
    return category


def _require_officer(actor: User) -> None:
    if not may_create_process(actor):
        raise PermissionDenied(_("Only officers of the council change categories."))
