"""Blocks that show what is happening now, drawn by the same components as the pages they lead to."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.backoffice.choosers import campaign_chooser, poll_chooser, process_chooser, round_chooser
from cms.blocks.words import WordBlocks
from cms.showing import campaigns, open_now, polls, proposals, results, rounds

LIVE = _("What is happening now")
ProcessChooserBlock = process_chooser.get_block_class(
    name="ProcessChooserBlock", module_path="cms.blocks.live"
)
RoundChooserBlock = round_chooser.get_block_class(name="RoundChooserBlock", module_path="cms.blocks.live")
CampaignChooserBlock = campaign_chooser.get_block_class(
    name="CampaignChooserBlock", module_path="cms.blocks.live"
)
PollChooserBlock = poll_chooser.get_block_class(name="PollChooserBlock", module_path="cms.blocks.live")


class LiveBlock(blocks.StructBlock):
    """Asks `facts(value)` for what to show; the template gets it as `shown` (falsy: there is nothing)."""

    def facts(self, value):
        raise NotImplementedError

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "shown": self.facts(value)}


class OpenNowBlock(LiveBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)

    class Meta:
        icon = "time"
        label = _("What is open now")
        template = "cms/blocks/open_now.html"
        group = LIVE

    def facts(self, value):
        return open_now.decisions()


class ProcessBlock(LiveBlock):
    process = ProcessChooserBlock(label=_("Process"))

    class Meta:
        icon = "tasks"
        label = _("A process")
        template = "cms/blocks/process.html"
        group = LIVE

    def facts(self, value):
        return open_now.process_card(value["process"])


class RoundBlock(LiveBlock):
    round = RoundChooserBlock(label=_("Round"))

    class Meta:
        icon = "tick-inverse"
        label = _("A round: time left and turnout")
        template = "cms/blocks/round.html"
        group = LIVE

    def facts(self, value):
        return rounds.round_card(value["round"])


class ProposalsBlock(LiveBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    process = ProcessChooserBlock(label=_("From this process"), required=False)
    order = blocks.ChoiceBlock(
        label=_("Order"),
        choices=[("newest", _("Newest first")), ("supported", _("Most supported first"))],
        default="newest",
    )
    count = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=12)

    class Meta:
        icon = "list-ul"
        label = _("A list of proposals")
        template = "cms/blocks/proposals.html"
        group = LIVE

    def facts(self, value):
        return proposals.proposal_cards(value["process"], value["order"], value["count"])


class CampaignBlock(LiveBlock):
    campaign = CampaignChooserBlock(label=_("Campaign"))

    class Meta:
        icon = "group"
        label = _("A campaign")
        template = "cms/blocks/campaign.html"
        group = LIVE

    def facts(self, value):
        return campaigns.campaign_card(value["campaign"])


class PollBlock(LiveBlock):
    poll = PollChooserBlock(label=_("Poll"))

    class Meta:
        icon = "form"
        label = _("A poll: time left, turnout and the tally")
        template = "cms/blocks/poll.html"
        group = LIVE

    def facts(self, value):
        return polls.poll_card(value["poll"])


class ResultBlock(LiveBlock):
    round = RoundChooserBlock(label=_("Round"))

    class Meta:
        icon = "success"
        label = _("A result")
        template = "cms/blocks/result.html"
        group = LIVE

    def facts(self, value):
        return results.result_card(value["round"])


class PageBlocks(WordBlocks):
    """Everything a page body may hold."""

    open_now = OpenNowBlock()
    process = ProcessBlock()
    round = RoundBlock()
    proposals = ProposalsBlock()
    campaign = CampaignBlock()
    result = ResultBlock()
    poll = PollBlock()
