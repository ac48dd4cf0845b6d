"""Pots with money in them: Carol asks for it, Farah of finance agrees."""

from budgeting.rounds.models import Pot
from budgeting.treasury.actions import approve_money_act
from budgeting.treasury.pots import start_pot
from cms.demo.seeding.people import Cast
from participation.areas.models import Area
from participation.processes.models import Category


def filled_pot(
    cast: Cast, name: str, money: int, *, area: Area | None = None, theme: Category | None = None
) -> Pot:
    """`money` in pence."""
    asked = start_pot(
        actor=cast.staff("carol"), name=name, area=area, category=theme, currency="GBP", amount=money
    )
    approve_money_act(actor=cast.staff("farah"), act=asked)
    return Pot.objects.select_related("free").get(pk=asked.pot_id)
