"""The council's money in the back office: proposed, decided, read as statements."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgeting.models import MoneyAct, Transfer
from budgeting.treasury.actions import approve_money_act, propose_reversal, propose_top_up
from tests.factories.campaigns import CampaignFactory, pledged
from tests.factories.delivery import certified_round
from tests.factories.rounds import PotFactory, open_round

pytestmark = pytest.mark.django_db
LOOK = {"carol", "fiona", "audrey"}
EVERYONE = sorted(LOOK | {"alice", "bob", "charlie"})


def read(client, address: str) -> str:
    return client.get(address).content.decode()


def propose(client, pot, act="top-up", **sent):
    return client.post(
        f"/admin/money/pots/{pot.pk}/do/{act}/", {"amount": "£50", "reason": "A grant.", **sent}
    )


def test_officer_proposes_and_finance_approves(carol, fiona, log_in):
    pot, officer, finance = PotFactory(), log_in(carol), log_in(fiona)
    assert propose(officer, pot).status_code == 302
    act = MoneyAct.objects.get()
    address = f"/admin/money/{act.pk}/do/approve/"
    assert address not in read(officer, "/admin/money/")
    assert "act about money waits for you" in read(finance, "/admin/")
    assert address in read(finance, "/admin/money/")

    assert finance.post(address).status_code == 302

    pot.free.refresh_from_db()
    assert pot.free.balance == 105_000
    shown = read(officer, "/admin/money/")
    assert "Approved" in shown
    assert "Fiona" in shown
    assert "act about money" not in read(finance, "/admin/")


def test_finance_declines_with_a_reason(carol, fiona, log_in):
    propose(log_in(carol), PotFactory())
    act = MoneyAct.objects.get()
    finance = log_in(fiona)
    assert finance.post(f"/admin/money/{act.pk}/do/decline/", {"reason": ""}).status_code == 200
    finance.post(f"/admin/money/{act.pk}/do/decline/", {"reason": "It was less."})
    assert "It was less." in read(finance, "/admin/money/")


def test_cut_of_more_than_is_free_keeps_what_was_typed(carol, log_in):
    shown = propose(log_in(carol), PotFactory(), act="cut", amount="£1,000.01").content.decode()
    assert "£1,000 free" in shown
    assert 'value="£1,000.01"' in shown
    assert not MoneyAct.objects.exists()


def test_transfer_is_reversed_from_the_statement(carol, fiona, log_in):
    pot, finance = PotFactory(), log_in(fiona)
    propose(log_in(carol), pot)
    finance.post(f"/admin/money/{MoneyAct.objects.get().pk}/do/approve/")
    transfer = Transfer.objects.get(key__startswith="money-act:")
    reverse = f"/admin/money/transfers/{transfer.pk}/do/reverse/"
    assert reverse in read(finance, f"/admin/money/pots/{pot.pk}/")

    finance.post(reverse, {"reason": "Wrong pot."})
    log_in(carol).post(f"/admin/money/{MoneyAct.objects.first().pk}/do/approve/")

    pot.free.refresh_from_db()
    assert pot.free.balance == 100_000
    assert reverse not in read(finance, f"/admin/money/pots/{pot.pk}/")


def rows_of(client, address: str) -> list[list[str]]:
    text = b"".join(client.get(address).streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))[1:]


def test_statement_of_a_pot_adds_up_and_its_references_stay(fiona, log_in):
    pot, client = PotFactory(name="=HARBOUR()"), log_in(fiona)
    open_round(projects=0).pots.first()
    before = rows_of(client, f"/admin/money/pots/{pot.pk}/statement.csv")
    propose(client, pot)
    after = rows_of(client, f"/admin/money/pots/{pot.pk}/statement.csv")

    assert [row[4] for row in after] == ["1000.00"]
    assert before == after
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in after for cell in row)


def test_statement_of_a_campaign_lists_pledges_and_matches(fiona, log_in):
    campaign = CampaignFactory(title="=A boat")
    pledged(campaign, 2_000)
    rows = rows_of(log_in(fiona), f"/admin/money/campaigns/{campaign.pk}/statement.csv")
    assert sorted((row[3], row[4], row[6]) for row in rows) == [
        ("Added by the council", "20.00", "20.00"),
        ("Promised", "20.00", "20.00"),
    ]
    assert len({row[0] for row in rows}) == 2


def test_statement_of_a_round_has_what_the_round_did_alone(fiona, log_in):
    round = certified_round()
    client, address = log_in(fiona), f"/admin/money/rounds/{round.pk}/"
    assert client.get(address).status_code == 200
    keys = {row[8].rpartition(":")[2] for row in rows_of(client, f"{address}statement.csv")}
    assert keys == {"reserve", "certify"}


@pytest.mark.parametrize("who", EVERYONE)
def test_books_open_for_those_who_may_look_alone(request, log_in, who):
    client = log_in(request.getfixturevalue(who))
    round, campaign, pot = open_round(), CampaignFactory(), PotFactory()
    things = [f"pots/{pot.pk}/", f"campaigns/{campaign.pk}/", f"rounds/{round.pk}/"]
    for address in ["", *things, *(f"{each}statement.csv" for each in things)]:
        assert (client.get(f"/admin/money/{address}").status_code == 200) is (who in LOOK)


@pytest.mark.parametrize("who", ["alice", "audrey", "bob", "charlie"])
def test_nobody_else_proposes_or_decides_whatever_they_send(request, carol, fiona, log_in, who):
    pot, client = PotFactory(), log_in(request.getfixturevalue(who))
    propose(client, pot)
    propose(client, pot, act="cut")
    assert not MoneyAct.objects.exists()
    top_up = propose_top_up(actor=carol, pot=pot, amount=1, reason="A grant.")
    approve_money_act(actor=fiona, act=top_up)
    transfer = Transfer.objects.get(key=f"money-act:{top_up.pk}")
    act = propose_reversal(actor=carol, transfer=transfer, reason="Wrong.")
    client.post(f"/admin/money/transfers/{transfer.pk}/do/reverse/", {"reason": "Mine."})
    client.post(f"/admin/money/{act.pk}/do/approve/")
    client.post(f"/admin/money/{act.pk}/do/decline/", {"reason": "Mine."})

    assert MoneyAct.objects.waiting().get() == act
    assert MoneyAct.objects.count() == 2


@pytest.mark.parametrize("address", ["/admin/money/", "/admin/money/pots/{pot}/"])
def test_list_takes_the_same_queries_for_one_and_thirty(carol, fiona, log_in, address):
    pot, client, counts = PotFactory(), log_in(fiona), []
    address = address.format(pot=pot.pk)
    for more in (1, 29):
        for _each in range(more):
            other = PotFactory()
            propose_top_up(actor=carol, pot=other, amount=1, reason="More.")
            act = propose_top_up(actor=fiona, pot=pot, amount=1, reason="More.")
            approve_money_act(actor=carol, act=act)
            CampaignFactory(match_fund=None)
            open_round(projects=0)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_long_lists_of_statements_are_turned_page_by_page(fiona, log_in, monkeypatch):
    monkeypatch.setattr("cms.backoffice.money.PER_PAGE", 2)
    campaigns = CampaignFactory.create_batch(3)
    client = log_in(fiona)
    first, second = read(client, "/admin/money/"), read(client, "/admin/money/?campaigns=2")
    shown = [[f"/campaigns/{each.pk}/" in page for each in campaigns] for page in (first, second)]
    assert [sum(each) for each in shown] == [2, 1]
    assert "?campaigns=2" in first
