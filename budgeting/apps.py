"""The middle floor: money."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetingConfig(AppConfig):
    name = "budgeting"
    verbose_name = _("Budgeting")

    def ready(self):
        from budgeting.crowdfunding import kind as crowdfunding
        from budgeting.delivery import kind as delivery
        from budgeting.rounds import kind as rounds

        for slice_kind in (rounds, crowdfunding, delivery):
            slice_kind.offer()
