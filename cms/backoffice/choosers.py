"""Lets an editor pick a process, a round, a campaign or a poll in a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from budgeting.crowdfunding.models import Campaign
from budgeting.rounds.models import Round
from participation.processes.models import Process
from participation.votes.models import Poll


class Choosing(ChooserViewSet):
    """Chooses among what is there. Things are made on their own screens, so no address here makes any."""

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


class ProcessChooser(Choosing):
    model = Process
    icon = "tasks"
    choose_one_text = _("Choose a process")
    choose_another_text = _("Choose another process")

    def get_object_list(self):
        return Process.objects.published()


class RoundChooser(Choosing):
    model = Round
    icon = "tick-inverse"
    choose_one_text = _("Choose a round")
    choose_another_text = _("Choose another round")

    def get_object_list(self):
        return Round.objects.published().select_related("process")


class CampaignChooser(Choosing):
    model = Campaign
    icon = "group"
    choose_one_text = _("Choose a campaign")
    choose_another_text = _("Choose another campaign")

    def get_object_list(self):
        return Campaign.objects.public()


class PollChooser(Choosing):
    model = Poll
    icon = "form"
    choose_one_text = _("Choose a poll")
    choose_another_text = _("Choose another poll")

    def get_object_list(self):
        return Poll.objects.public()


process_chooser = ProcessChooser("process_chooser")
round_chooser = RoundChooser("round_chooser")
campaign_chooser = CampaignChooser("campaign_chooser")
poll_chooser = PollChooser("poll_chooser")
