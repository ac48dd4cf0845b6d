"""By which ways people vote in a round: for the page that asks, and in words for the round's page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from budgeting.rounds.electorates import Electorate
from budgeting.rounds.models import Round
from participation.accounts.without_account import can_send_texts


@dataclass(frozen=True)
class WayIn:
    """One way without an account: what the button says, and what somebody needs for it."""

    label: str
    needs: str
    address: str


def ways_without_account(round: Round) -> list[WayIn]:
    """The ways that the round declared before it was opened; none where only accounts vote."""
    slug, ways = round.process.slug, []
    electorates = list(round.electorates.all())
    if round.opens_to_codes or any(each.way == Electorate.Way.CODE for each in electorates):
        ways.append(
            WayIn(
                _("With a code on a card"),
                _("The council’s desk, a library or your school gave you the card."),
                reverse("vote_by_code", args=[slug]),
            )
        )
    if round.opens_to_sms and can_send_texts():
        ways.append(
            WayIn(
                _("With a code by text message"),
                _("You must be in the council’s register. Have your mobile telephone at hand."),
                reverse("vote_by_phone", args=[slug]),
            )
        )
    if round.opens_to_letters:
        ways.append(
            WayIn(
                _("With a code by post"),
                _("You must be in the council’s register. The letter takes some days."),
                reverse("vote_by_letter", args=[slug]),
            )
        )
    for electorate in electorates:
        if electorate.way == Electorate.Way.DECLARATION:
            address = reverse("vote_by_declaration", args=[slug, electorate.pk])
            ways.append(
                WayIn(
                    str(electorate.name),
                    _("You sign a short form, and vote about pots that are yours alone."),
                    address,
                )
            )
    return ways
