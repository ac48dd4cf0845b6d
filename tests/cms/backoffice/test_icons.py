"""Every button of an act draws an icon that the back office has: an unknown name leaves a blank."""

import re

from wagtail.admin.icons import get_icons

from cms.backoffice.bank import LINE_ACTS
from cms.backoffice.campaigns import ACTS
from cms.backoffice.delivery import PROJECT_ACTS, REQUEST_ACTS
from cms.backoffice.money_acts import CAMPAIGN_ACTS, DECIDING, POT_ACTS, TRANSFER_ACTS
from cms.backoffice.process_desk import PHASE_ACTS, PROCESS_ACTS
from cms.backoffice.proposal_acts import MILESTONE_ACTS, PROPOSAL_ACTS
from cms.backoffice.round_acts import ROUND_ACTS

ALL_ACTS = (
    *(ACTS, PROJECT_ACTS, REQUEST_ACTS, PHASE_ACTS, PROCESS_ACTS),
    *(MILESTONE_ACTS, PROPOSAL_ACTS, ROUND_ACTS),
    *(CAMPAIGN_ACTS, LINE_ACTS, DECIDING, POT_ACTS, TRANSFER_ACTS),
)


def test_icons_of_acts_are_known():
    known = set(re.findall(r'id="icon-([\w-]+)"', get_icons()))
    asked = {act.icon for acts in ALL_ACTS for act in acts.values()}
    assert not asked - known
