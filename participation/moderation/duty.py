"""The duty rota: which facilitator looks after reports, and when."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.accounts.models import User
from participation.accounts.rules import FACILITATOR, OFFICER
from participation.audit.actions import record
from participation.clock import database_now
from participation.moderation.rules import rota_refusal


class DutyQuerySet(models.QuerySet):
    def now(self):
        now = database_now()
        return self.filter(start__lte=now, end__gt=now)

    def to_come(self):
        """Those that run or have not begun, soonest first."""
        return self.filter(end__gt=database_now()).select_related("person")


class Duty(models.Model):
    person = models.ForeignKey("participation.User", models.CASCADE, related_name="+")
    start = models.DateTimeField(gettext_lazy("from"))
    end = models.DateTimeField(gettext_lazy("until"))

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("duty")
        verbose_name_plural = gettext_lazy("duties")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="duty_lasts")
        ]


def facilitators() -> models.QuerySet[User]:
    return User.objects.filter(groups__name=FACILITATOR, is_active=True, blocked_at=None)


def on_duty() -> list[User]:
    """Who looks after reports now; nobody, when the rota has a gap."""
    return list(facilitators().filter(pk__in=Duty.objects.now().values("person")).distinct())


@transaction.atomic
def set_duty(*, actor: User, person: User, start: datetime, end: datetime) -> Duty:
    """Raises PermissionDenied, and ValidationError naming "person" or "end"."""
    if refusal := rota_refusal(actor):
        raise PermissionDenied(refusal)
    if not facilitators().filter(pk=person.pk).exists():
        raise ValidationError({"person": _("Choose a facilitator.")})
    if end <= start or end <= database_now():
        raise ValidationError({"end": _("Give an end after the start, at a time to come.")})
    duty: Duty = Duty.objects.create(person=person, start=start, end=end)
    facts = {"start": start.isoformat(), "end_at": end.isoformat()}
    record(verb="set_duty", actor=actor, acting_as=_role(actor), target=person, facts=facts)
    return duty


@transaction.atomic
def remove_duty(*, actor: User, duty: Duty) -> None:
    if refusal := rota_refusal(actor):
        raise PermissionDenied(refusal)
    person = duty.person
    duty.delete()
    record(verb="remove_duty", actor=actor, acting_as=_role(actor), target=person)


def _role(actor: User) -> str:
    return FACILITATOR if FACILITATOR in actor.role_names else OFFICER
