"""Lets an editor pick a process, a round or a campaign in a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from budgeting.crowdfunding.models import Campaign
from budgeting.rounds.models import Round
from participation.processes.models import Process


class ProcessChooser(ChooserViewSet):
    model = Process
    icon = "tasks"
    choose_one_text = _("Choose a process")
    choose_another_text = _("Choose another process")

    def get_object_list(self):
        return Process.objects.published()


class RoundChooser(ChooserViewSet):
    model = Round
    icon = "tick-inverse"
    choose_one_text = _("Choose a round")
    choose_another_text = _("Choose another round")

    def get_object_list(self):
        return Round.objects.published().select_related("process")


class CampaignChooser(ChooserViewSet):
    model = Campaign
    icon = "group"
    choose_one_text = _("Choose a campaign")
    choose_another_text = _("Choose another campaign")

    def get_object_list(self):
        return Campaign.objects.public()


process_chooser = ProcessChooser("process_chooser")
round_chooser = RoundChooser("round_chooser")
campaign_chooser = CampaignChooser("campaign_chooser")
