"""Lets an editor pick a process, a round or a campaign in a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet


class ProcessChooser(ChooserViewSet):
    model = "participation.Process"
    icon = "tasks"
    choose_one_text = _("Choose a process")
    choose_another_text = _("Choose another process")

    def get_object_list(self):
        return self.model.objects.published()


class RoundChooser(ChooserViewSet):
    model = "budgeting.Round"
    icon = "tick-inverse"
    choose_one_text = _("Choose a round")
    choose_another_text = _("Choose another round")

    def get_object_list(self):
        return self.model.objects.select_related("process").exclude(process__published_at=None)


class CampaignChooser(ChooserViewSet):
    model = "budgeting.Campaign"
    icon = "group"
    choose_one_text = _("Choose a campaign")
    choose_another_text = _("Choose another campaign")


process_chooser = ProcessChooser("process_chooser")
round_chooser = RoundChooser("round_chooser")
campaign_chooser = CampaignChooser("campaign_chooser")
