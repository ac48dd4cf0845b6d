"""A screen about the council's money, for officers, finance and auditors."""

from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from participation.accounts.rules import AUDITOR, FINANCE, OFFICER, role_refusal


class MoneyScreen(Screen):
    header_icon = "table"

    def dispatch(self, request, *args, **kwargs):
        refuse(role_refusal(request.user, OFFICER, FINANCE, AUDITOR))
        return super().dispatch(request, *args, **kwargs)
