"""What was built with the money: dated updates on funded projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgeting.delivery.querysets import DeliveryUpdateQuerySet


class DeliveryUpdate(models.Model):
    class Stage(models.TextChoices):
        PLANNING = "planning", _("Being planned")
        BUILDING = "building", _("Being built")
        DONE = "done", _("Done")

    project = models.ForeignKey("budgeting.Project", models.CASCADE, related_name="updates")
    happened_on = models.DateField(_("date"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    text = models.TextField(_("what happened"))
    spent = models.BigIntegerField(_("spent so far"), default=0)
    # When it should be finished, as said that day; a later date than before needs a public reason.
    finish_on = models.DateField(_("finished by"), null=True, blank=True)
    delay_reason = models.TextField(_("why it takes longer"), blank=True)
    picture = models.ImageField(_("picture"), upload_to="delivery/", blank=True)
    picture_alt = models.CharField(_("what does the picture show?"), max_length=200, blank=True)

    objects = DeliveryUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery update")
        verbose_name_plural = _("delivery updates")
        ordering = ["-happened_on", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(spent__gte=0), name="spent_not_negative")]

    def __str__(self) -> str:
        return f"{self.project}: {self.get_stage_display()}"
