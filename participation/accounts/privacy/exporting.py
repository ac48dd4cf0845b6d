"""Asking for a copy of one's own data, making it, and letting it go."""

import secrets
import tempfile
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import translation

from participation.accounts import rules
from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.accounts.privacy.keeping import EXPORT_GIVEN_UP, EXPORT_KEPT
from participation.accounts.privacy.models import DataExport
from participation.accounts.privacy.packing import write_export
from participation.accounts.signals import export_ready
from participation.accounts.tasks import make_export
from participation.clock import database_now
from participation.limits.table import COPIES


@transaction.atomic
def ask_export(*, user: User) -> DataExport:
    """Let the worker make a copy of all data of this person. A second time changes nothing.

    Raises TooOftenError (a ValidationError) after too many copies.
    """
    if refusal := rules.part_refusal(user):
        raise PermissionDenied(refusal)
    export, asked = DataExport.objects.get_or_create(person=user)
    if asked:
        count_act_of(user, COPIES)
        transaction.on_commit(partial(make_export.enqueue, export.pk))
    return export


@transaction.atomic
def remove_export(*, user: User) -> None:
    """The person needs it no more."""
    _remove(list(DataExport.objects.select_for_update().filter(person=user)))


def fill_export(*, export: DataExport) -> None:
    """Make the file, and tell its owner. Who left meanwhile gets none: then no file stays either."""
    with tempfile.TemporaryFile() as written:
        with translation.override(export.person.language or None):
            write_export(export.person, written)
        written.seek(0)
        name = export.file.storage.save(f"{secrets.token_hex(16)}.zip", File(written))
    ready = {"ready_at": database_now(), "file": name}
    with transaction.atomic():
        kept = DataExport.objects.filter(pk=export.pk, ready_at=None).update(**ready)
    if not kept:
        export.file.storage.delete(name)
        return
    export_ready.send(sender=DataExport, export=DataExport.objects.get(pk=export.pk))


@transaction.atomic
def remove_old_exports() -> int:
    """Those that were ready long enough, and those that the worker never finished."""
    now = database_now()
    old = DataExport.objects.select_for_update().filter(ready_at__lte=now - EXPORT_KEPT)
    stuck = DataExport.objects.select_for_update().filter(ready_at=None, asked_at__lte=now - EXPORT_GIVEN_UP)
    going = [*old, *stuck]
    _remove(going)
    return len(going)


def _remove(exports: list[DataExport]) -> None:
    DataExport.objects.filter(pk__in=[each.pk for each in exports]).delete()
    for each in exports:
        if each.file:
            transaction.on_commit(partial(each.file.storage.delete, str(each.file.name)))
