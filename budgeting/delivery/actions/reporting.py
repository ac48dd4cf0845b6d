"""Reporting how far a funded project is, and taking a wrong report back."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budgeting.delivery import rules
from budgeting.delivery.locks import locked_project
from budgeting.delivery.models import DeliveryUpdate
from budgeting.delivery.project_money import money_of
from budgeting.delivery.telling import tell_of
from budgeting.delivery.works import funded_projects
from budgeting.rounds.models import Project
from participation.accounts.models import User
from participation.accounts.rules import OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.money import format_money
from participation.proposals.pictures import read_picture


@transaction.atomic
def post_delivery_update(
    *,
    actor: User,
    project: Project,
    happened_on: date,
    stage: str,
    text: str,
    spent: int,
    finish_on: date | None = None,
    delay_reason: str = "",
    picture: File | None = None,
    picture_alt: str = "",
) -> DeliveryUpdate:
    """Say how far a funded project is; `spent` is all that was spent until that day, in minor units.

    `spent` never falls from one day to a later one and never passes the project's approved money. A
    `finish_on` later than the one before needs a public `delay_reason`.
    Raises PermissionDenied, and ValidationError naming the field.
    """
    if not rules.may_report_progress(actor):
        raise PermissionDenied(_("Only officers of the council report on projects."))
    project = locked_project(project)
    if refusal := rules.progress_refusal(project):
        raise ValidationError(refusal, code="state")
    update = DeliveryUpdate(
        project=project,
        happened_on=happened_on,
        stage=stage,
        text=text.strip(),
        spent=spent,
        finish_on=finish_on,
        delay_reason=delay_reason.strip(),
        picture=read_picture(picture)[0] if picture else "",
        picture_alt=picture_alt.strip(),
    )
    _check(update)
    update.save()
    facts = {"update": update.pk, "stage": stage, "spent": spent, "happened_on": happened_on.isoformat()}
    record(verb="post_delivery_update", actor=actor, acting_as=OFFICER, target=project, facts=facts)
    tell_of(project, "delivery-report", actor)
    return update


@transaction.atomic
def withdraw_delivery_update(*, actor: User, update: DeliveryUpdate, reason: str) -> None:
    """Take a wrong report back, with a logged reason; its picture goes too.

    Raises PermissionDenied, and ValidationError naming the field.
    """
    if not rules.may_report_progress(actor):
        raise PermissionDenied(_("Only officers of the council report on projects."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the report is taken back.")})
    project = locked_project(update.project)
    facts = {"update": update.pk, "stage": update.stage, "spent": update.spent}
    storage, name = update.picture.storage, update.picture.name
    update.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    record(
        verb="withdraw_delivery_update",
        actor=actor,
        acting_as=OFFICER,
        target=project,
        reason=reason.strip(),
        facts=facts,
    )


def _check(update: DeliveryUpdate) -> None:
    problems = {}
    if update.happened_on > timezone.localdate(database_now()):
        problems["happened_on"] = _("Choose today or a day in the past.")
    if update.picture and not update.picture_alt:
        problems["picture_alt"] = _("Say in a few words what the picture shows.")
    if refusal := _spent_refusal(update):
        problems["spent"] = refusal
    if refusal := _delay_refusal(update):
        problems["delay_reason"] = refusal
    if problems:
        raise ValidationError(problems)
    update.full_clean()


def _delay_refusal(update: DeliveryUpdate) -> str:
    """Why a later date of finishing needs more words; "" when it has them or is not later."""
    earlier = update.project.updates.filter(happened_on__lte=update.happened_on, finish_on__isnull=False)
    said = earlier.values_list("finish_on", flat=True).first()
    if said is None or update.finish_on is None or update.finish_on <= said or update.delay_reason:
        return ""
    return _("Until now it should be finished by %(day)s. Say publicly why it takes longer.") % {
        "day": date_format(said, "j F Y")
    }


def _spent_refusal(update: DeliveryUpdate) -> str:
    """Why this much cannot be spent by that day, from the money and the other reports; "" when it can."""
    others, currency = update.project.updates, update.project.round.currency
    before = others.filter(happened_on__lte=update.happened_on).aggregate(most=Max("spent"))["most"] or 0
    after = others.filter(happened_on__gt=update.happened_on).aggregate(least=Min("spent"))["least"]
    if update.spent < before:
        return _("By that day %(spent)s was spent already, so it cannot be less.") % {
            "spent": format_money(before, currency)
        }
    if refusal := _limit_refusal(update, currency):
        return refusal
    if after is not None and update.spent > after:
        return _("A later report says %(spent)s, so it cannot have been more by that day.") % {
            "spent": format_money(after, currency)
        }
    return ""


def _limit_refusal(update: DeliveryUpdate, currency: str) -> str:
    money = money_of(funded_projects().get(pk=update.project_id))
    if update.spent <= money.limit:
        return ""
    limit = {"cost": format_money(money.limit, currency)}
    if money.settled:
        return _("The books of this project are closed at %(cost)s. It cannot have cost more.") % limit
    if money.extra:
        return _("The project has %(cost)s. To spend more, finance must first approve more money.") % limit
    return (
        _("The vote gave this project %(cost)s. To spend more, the council must first approve more money.")
        % limit
    )
