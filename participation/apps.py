"""The lowest floor: people and talk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Participation")

    def ready(self):
        from participation.accounts.signals import person_blocked
        from participation.debate import kind as debate
        from participation.live.wake import close_blocked
        from participation.processes import kind as processes
        from participation.proposals import kind as proposals

        for slice_kind in (processes, proposals, debate):
            slice_kind.offer()
        person_blocked.connect(close_blocked)
