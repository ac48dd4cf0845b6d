"""What officers and finance do about funded projects. Each act is atomic, checks its rule and is logged."""

from budgeting.delivery.actions.asking import ask_for_closing, ask_for_more_money
from budgeting.delivery.actions.deciding import grant_money_request, refuse_money_request
from budgeting.delivery.actions.giving_up import give_up_project
from budgeting.delivery.actions.reporting import post_delivery_update, withdraw_delivery_update

__all__ = [
    "ask_for_closing",
    "ask_for_more_money",
    "give_up_project",
    "grant_money_request",
    "post_delivery_update",
    "refuse_money_request",
    "withdraw_delivery_update",
]
