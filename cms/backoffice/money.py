"""The council's money: what waits for a second person, statements, and whether the books are proven."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from budgeting.crowdfunding.gateways.registry import off_words
from budgeting.crowdfunding.models import Campaign
from budgeting.ledger.models import Transfer
from budgeting.rounds.models import Pot, Round
from budgeting.treasury import statements
from budgeting.treasury.banking.models import BankLine
from budgeting.treasury.exports import rows
from budgeting.treasury.models import MoneyAct
from budgeting.treasury.proving import last_proof
from budgeting.treasury.reconciling.models import Difference
from budgeting.treasury.rules import REVERSIBLE, may_decide, may_propose, may_read_books
from cms.backoffice.acts import ActView, desk_acts
from cms.backoffice.bank import BankView, LineActView
from cms.backoffice.card_money import CardMoneyView, DifferenceActView
from cms.backoffice.money_acts import CAMPAIGN_ACTS, DECIDING, POT_ACTS, TRANSFER_ACTS
from cms.backoffice.money_screen import MoneyScreen
from participation.money import format_money

PER_PAGE = 50
POT_PARTS = ("free", "reserved", "committed", "paid")
ACT_WITH = ("pot", "match_fund", "campaign", "pledge__campaign", "transfer", "proposed_by", "decided_by")


def campaigns_with_accounts():
    return Campaign.objects.select_related("pledged", "matched", "collected", "paid_out")


class MoneyView(MoneyScreen, TemplateView):
    """What waits, then where to read statements, then what was decided, newest first."""

    template_name = "cms/backoffice/money.html"
    page_title = gettext_lazy("Money")

    def get_context_data(self, **kwargs):
        acts = MoneyAct.objects.select_related(*ACT_WITH)
        user = self.request.user
        rounds = Round.objects.filter(opened_at__isnull=False).select_related("process")
        return {
            **super().get_context_data(**kwargs),
            "waiting": [(act, may_decide(user, act), _terms(act)) for act in acts.waiting()],
            "decided": self._page("p", acts.filter(decided_at__isnull=False)),
            "pots": Pot.objects.select_related(*POT_PARTS, "area", "category").order_by("name", "pk"),
            "campaigns": self._page("campaigns", Campaign.objects.order_by("-end", "-pk")),
            "rounds": self._page("rounds", rounds.order_by("-opened_at", "-pk")),
            "proof": last_proof(),
            "cards_off": off_words(),
            "differences": Difference.objects.unresolved().count(),
            "in_suspense": BankLine.objects.in_suspense().count(),
        }

    def _page(self, key: str, rows):
        """Of a long list; each list of the screen is turned by itself."""
        return Paginator(rows, PER_PAGE).get_page(self.request.GET.get(key))


def _terms(act: MoneyAct) -> str:
    """Bank details in full: the second person compares them with the evidence."""
    words = _("%(holder)s, %(account)s")
    return words % act.terms if act.kind == MoneyAct.Kind.PAYEE else ""


class StatementView(MoneyScreen, TemplateView):
    """The accounts of one thing and the newest lines on them. Subclasses give the thing and its statement."""

    template_name = "cms/backoffice/statement.html"
    download = ""

    def get_thing(self):
        raise NotImplementedError

    def make(self, thing) -> statements.Statement:
        raise NotImplementedError

    @cached_property
    def thing(self):
        return self.get_thing()

    def get_page_title(self):
        return _("Statement: %(thing)s") % {"thing": self.thing}

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("money:index"), "label": _("Money")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        statement = self.make(self.thing)
        taken_back = Exists(Transfer.objects.filter(reverses=OuterRef("transfer")))
        newest = statement.entries.order_by("-transfer_id", "-pk").annotate(taken_back=taken_back)
        page = Paginator(newest, PER_PAGE).get_page(self.request.GET.get("p"))
        names = {account.pk: words for words, account in statement.accounts}
        return {
            **super().get_context_data(**kwargs),
            "statement": statement,
            "page": page,
            "lines": [self._line(entry, names, statement.currency) for entry in page],
            "acts": self.acts_now(),
            "download": reverse(self.download, args=[self.thing.pk]),
        }

    def acts_now(self) -> list:
        return []

    def _line(self, entry, names, currency):
        by_two = entry.transfer.key.startswith(REVERSIBLE) and not entry.taken_back
        return {
            "reference": statements.reference(entry),
            "at": entry.transfer.posted_at,
            "memo": entry.transfer.memo,
            "account": names[entry.account_id],
            "amount": format_money(entry.amount, currency),
            "reverse": by_two and may_propose(self.request.user),
            "transfer": entry.transfer_id,
        }


class PotStatement(StatementView):
    download = "money:pot_file"

    def get_thing(self):
        return get_object_or_404(Pot.objects.select_related(*POT_PARTS), pk=self.kwargs["pk"])

    def make(self, thing):
        return statements.of_pot(thing)

    def acts_now(self):
        return desk_acts(POT_ACTS, self.request.user, self.thing, "money:pot_act")


class CampaignStatement(StatementView):
    download = "money:campaign_file"

    def get_thing(self):
        return get_object_or_404(campaigns_with_accounts(), pk=self.kwargs["pk"])

    def make(self, thing):
        return statements.of_campaign(thing)

    def acts_now(self):
        return desk_acts(CAMPAIGN_ACTS, self.request.user, self.thing, "money:campaign_act")


class RoundStatement(StatementView):
    download = "money:round_file"

    def get_thing(self):
        return get_object_or_404(Round.objects.select_related("process"), pk=self.kwargs["pk"])

    def make(self, thing):
        return statements.of_round(thing)


class _File(View):
    """The whole statement for a spreadsheet."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        name = f"{slugify(str(self.thing)) or 'statement'}-statement.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        pieces = rows(self.make(self.thing))
        return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8", headers=headers)


class PotFile(_File, PotStatement):
    pass


class CampaignFile(_File, CampaignStatement):
    pass


class RoundFile(_File, RoundStatement):
    pass


class PotActView(ActView):
    acts = POT_ACTS

    def get_thing(self):
        return get_object_or_404(Pot.objects.select_related("free"), pk=self.kwargs["pk"])

    def desk_url(self):
        return reverse("money:pot", args=[self.thing.pk])


class CampaignActView(ActView):
    acts = CAMPAIGN_ACTS

    def get_thing(self):
        return get_object_or_404(campaigns_with_accounts(), pk=self.kwargs["pk"])

    def desk_url(self):
        return reverse("money:campaign", args=[self.thing.pk])


class _BackToMoney(ActView):
    def desk_url(self):
        return reverse("money:index")


class TransferActView(_BackToMoney):
    acts = TRANSFER_ACTS

    def get_thing(self):
        return get_object_or_404(Transfer, pk=self.kwargs["pk"])


class DecideView(_BackToMoney):
    acts = DECIDING

    def get_thing(self):
        return get_object_or_404(MoneyAct.objects.select_related(*ACT_WITH), pk=self.kwargs["pk"])


class MoneyMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_books(request.user)


class MoneyViewSet(ViewSet):
    name = "money"
    icon = "table"
    menu_label = gettext_lazy("Money")
    menu_item_class = MoneyMenuItem
    menu_order = 15
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            path("", MoneyView.as_view(), name="index"),
            path("<int:pk>/do/<slug:act>/", DecideView.as_view(), name="act"),
            path("pots/<int:pk>/", PotStatement.as_view(), name="pot"),
            path("pots/<int:pk>/statement.csv", PotFile.as_view(), name="pot_file"),
            path("pots/<int:pk>/do/<slug:act>/", PotActView.as_view(), name="pot_act"),
            path("cards/", CardMoneyView.as_view(), name="cards"),
            path("cards/<int:pk>/do/<slug:act>/", DifferenceActView.as_view(), name="difference_act"),
            path("bank/", BankView.as_view(), name="bank"),
            path("bank/<int:pk>/do/<slug:act>/", LineActView.as_view(), name="bank_act"),
            path("campaigns/<int:pk>/do/<slug:act>/", CampaignActView.as_view(), name="campaign_act"),
            path("campaigns/<int:pk>/", CampaignStatement.as_view(), name="campaign"),
            path("campaigns/<int:pk>/statement.csv", CampaignFile.as_view(), name="campaign_file"),
            path("rounds/<int:pk>/", RoundStatement.as_view(), name="round"),
            path("rounds/<int:pk>/statement.csv", RoundFile.as_view(), name="round_file"),
            path("transfers/<int:pk>/do/<slug:act>/", TransferActView.as_view(), name="transfer_act"),
        ]


viewset = MoneyViewSet()
