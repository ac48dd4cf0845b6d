"""Bank statements: what fits a pledge pays it at once, the rest waits for a second person."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from budgeting.crowdfunding.payments.accounts import at_the_service
from budgeting.ledger.accounts import treasury
from budgeting.ledger.actions import post
from budgeting.models import Account, BankLine, BankStatement
from budgeting.treasury.banking.actions import (
    count_as_card_money,
    count_toward,
    send_back,
    take_in_statement,
)
from budgeting.treasury.banking.reading import read_statement
from tests.factories.campaigns import succeeded

pytestmark = pytest.mark.django_db
HEAD = "Date,Amount,Reference,Name\n"
CAMT = """<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
<BkToCstmrStmt><Stmt>{entries}</Stmt></BkToCstmrStmt></Document>"""
ENTRY = """<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>
<BookgDt><Dt>2026-11-30</Dt></BookgDt><AcctSvcrRef>{bank_id}</AcctSvcrRef>{details}</Ntry>"""
DETAIL = """<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>{amount}<RltdPties><Dbtr><Pty>
<Nm>Alice</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"""


def sheet(*rows: str) -> bytes:
    return (HEAD + "".join(f"{row}\n" for row in rows)).encode()


def entry(*, amount="20.00", text="", way="CRDT", status="BOOK", bank_id="B1", currency="GBP") -> str:
    details = f"<NtryDtls>{DETAIL.format(amount='', text=text)}</NtryDtls>"
    return ENTRY.format(
        amount=amount, way=way, status=status, bank_id=bank_id, details=details, currency=currency
    )


def camt(*entries: str) -> bytes:
    return CAMT.format(entries="".join(entries)).encode()


def take_in(actor, content: bytes) -> BankStatement:
    return take_in_statement(actor=actor, content=content, file_name="bank.csv")


def suspense() -> int:
    return Account.objects.get(code="suspense-GBP").balance


@pytest.fixture
def pledge(db):
    """Asked for £20."""
    return succeeded(2_000).pledges.get()


def state(pledge) -> str:
    pledge.refresh_from_db()
    return pledge.state


@pytest.mark.parametrize("form", ["csv", "camt"])
def test_payment_that_fits_pays_its_pledge_at_once(fiona, pledge, form):
    said = f"boat {pledge.reference.lower()}"
    content = sheet(f"2026-11-30,20.00,{said},Alice") if form == "csv" else camt(entry(text=said))
    take_in(fiona, content)
    assert state(pledge) == "collected"
    assert suspense() == 0
    assert BankLine.objects.get().payer == "Alice"
    call_command("prove_ledger", verbosity=0)


def test_same_statement_and_an_overlapping_one_are_read_once(fiona, pledge):
    rows = ["2026-11-29,5.00,hello,Bo", "2026-11-29,5.00,hello,Bo"]
    take_in(fiona, sheet(*rows))
    with pytest.raises(ValidationError, match="read already: Fiona put it in today"):
        take_in(fiona, sheet(*rows))
    take_in(fiona, sheet(*rows, f"2026-11-30,20.00,{pledge.reference},Alice"))
    assert BankLine.objects.count() == 3
    assert suspense() == 1_000


@pytest.mark.parametrize("amount", ["19.99", "20.01"])
def test_other_amount_waits(fiona, pledge, amount):
    take_in(fiona, sheet(f"2026-11-30,{amount},{pledge.reference},Alice"))
    assert state(pledge) == "asked"
    assert BankLine.objects.get().state == "suspense"


def test_second_person_completes_a_partial_payment_and_excess_goes_back(carol, fiona, pledge):
    ref = pledge.reference
    take_in(fiona, sheet(f"2026-11-29,15.00,{ref},Alice", f"2026-11-30,7.50,{ref} rest,Alice"))
    first, second = BankLine.objects.order_by("pk")

    count_toward(actor=carol, line=first, reference=ref)
    assert (state(pledge), BankLine.objects.get(pk=first.pk).state) == ("asked", "kept")
    count_toward(actor=carol, line=second, reference=ref)

    assert state(pledge) == "collected"
    assert suspense() == 0
    assert set(BankLine.objects.values_list("state", flat=True)) == {"counted"}
    pledge.campaign.collected.refresh_from_db()
    assert pledge.campaign.collected.balance == 2_000
    call_command("prove_ledger", verbosity=0)


def test_who_put_the_statement_in_does_not_say_whose_money_it_is(fiona, pledge):
    take_in(fiona, sheet("2026-11-30,20.00,no idea,Alice"))
    line = BankLine.objects.get()
    with pytest.raises(PermissionDenied, match="another person"):
        count_toward(actor=fiona, line=line, reference=pledge.reference)
    with pytest.raises(PermissionDenied, match="another person"):
        send_back(actor=fiona, line=line)


def test_unmatched_money_is_sent_back_once(carol, fiona):
    take_in(fiona, sheet("2026-11-30,20.00,no idea,Alice"))
    line = BankLine.objects.get()
    send_back(actor=carol, line=line)
    with pytest.raises(ValidationError, match="resolved already"):
        send_back(actor=carol, line=line)
    assert suspense() == 0
    call_command("prove_ledger", verbosity=0)


def test_second_payment_for_a_paid_pledge_waits(carol, fiona, pledge):
    row = f"2026-11-30,20.00,{pledge.reference},Alice"
    take_in(fiona, sheet(row, row))
    assert suspense() == 2_000
    with pytest.raises(ValidationError, match="waits for no money"):
        count_toward(actor=carol, line=BankLine.objects.get(state="suspense"), reference=pledge.reference)


@pytest.mark.parametrize("who", ["charlie", "alice", "bob", "audrey"])
def test_nobody_else_takes_statements_in(request, who):
    with pytest.raises(PermissionDenied):
        take_in(request.getfixturevalue(who), sheet())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Date,Amount\n", "Missing: reference"),
        (sheet("2026-11-30,twenty,x,y"), "Line 2: “twenty” is no amount"),
        (sheet("2026-11-30,1.00,x,y", "30.11.,1.00,x,y"), "Line 3: “30.11.” is no day"),
        (sheet("2026-11-30,1.00"), "Line 2: too few columns"),
        (sheet("2026-11-30,1.001,x,y"), "Line 2: “1.001” is no amount"),
        (b"\xff\xfe\x00", "no CSV file"),
        (b"<a>", "no readable CAMT.053"),
        (b"<a/>", "no readable CAMT.053"),
        (camt(entry(currency="EUR")), "Entry 1: its amount is not in GBP"),
        (
            b'<!DOCTYPE a [<!ENTITY x "y">]><Document><BkToCstmrStmt>&x;</BkToCstmrStmt></Document>',
            "no readable CAMT.053",
        ),
    ],
)
def test_file_that_cannot_be_read_says_where(content, words):
    with pytest.raises(ValidationError) as refused:
        read_statement(content, "GBP")
    assert words in refused.value.message_dict["file"][0]


def test_outside_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("Open sesame")
    content = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><Document>&x;</Document>'
    with pytest.raises(ValidationError) as refused:
        read_statement(content.encode(), "GBP")
    assert "sesame" not in str(refused.value)


def test_only_booked_money_that_came_in_is_kept():
    content = camt(
        entry(), entry(way="DBIT", bank_id="B2"), entry(status="PDNG", bank_id="B3"), entry(bank_id="B4")
    )
    assert [paid.bank_id for _key, paid in read_statement(content, "GBP")] == ["B1", "B4"]
    rows = sheet("30/11/2026,-5.00,rent,Bo", '30 Nov 2026,"1,234.50",gift,Bo')
    assert [paid.amount for _key, paid in read_statement(rows, "GBP")] == [123_450]


def test_payments_that_the_bank_booked_together_are_told_apart():
    def part(amount):
        given = f'<AmtDtls><TxAmt><Amt Ccy="GBP">{amount}</Amt></TxAmt></AmtDtls>'
        return DETAIL.format(amount=given, text=f"part {amount}")

    def batch(total):
        details = f"<NtryDtls>{part('12.00')}{part('8.00')}</NtryDtls>"
        return camt(
            ENTRY.format(
                amount=total, way="CRDT", status="BOOK", bank_id="B1", details=details, currency="GBP"
            )
        )

    assert [paid.amount for _key, paid in read_statement(batch("20.00"), "GBP")] == [1_200, 800]
    with pytest.raises(ValidationError, match="do not add up"):
        read_statement(batch("21.00"), "GBP")


def test_statement_is_read_and_resolved_in_the_back_office(carol, fiona, log_in, pledge):
    finance, officer = log_in(fiona), log_in(carol)
    file = SimpleUploadedFile("bank.csv", sheet("2026-11-30,25.00,a boat,Alice"))
    finance.post("/admin/money/bank/", {"file": file})
    line = BankLine.objects.get()
    count = f"/admin/money/bank/{line.pk}/do/count/"
    assert count not in finance.get("/admin/money/bank/").content.decode()
    assert count in officer.get("/admin/money/bank/").content.decode()
    assert "payment in the bank waits for you" in officer.get("/admin/").content.decode()

    wrong = officer.post(count, {"reference": "RF00 0000 0000"}).content.decode()
    assert "No pledge has this reference" in wrong
    officer.post(count, {"reference": pledge.reference})

    assert state(pledge) == "collected"


def test_bank_page_takes_the_same_queries_for_one_and_thirty(carol, fiona, log_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = log_in(carol), []
    for rows in (["2026-11-30,1.00,first,Bo"], [f"2026-11-30,1.00,{number},Bo" for number in range(29)]):
        take_in(fiona, sheet(*rows))
        client.get("/admin/money/bank/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/money/bank/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_what_the_card_service_passes_on_is_card_money(carol, fiona):
    service = at_the_service("govuk-pay", "GBP")
    post(key="cards", memo="taken", lines=[(service, -5_000), (treasury("GBP"), 5_000)])
    take_in(fiona, sheet("2026-11-30,50.00,GOVUK PAY 17,Payments", "2026-11-30,0.01,GOVUK PAY 18,Payments"))
    first, second = BankLine.objects.all()
    with pytest.raises(PermissionDenied):
        count_as_card_money(actor=fiona, line=first)

    count_as_card_money(actor=carol, line=first)

    service.refresh_from_db()
    assert (BankLine.objects.get(pk=first.pk).state, service.balance, suspense()) == ("cards", 0, 1)
    with pytest.raises(ValidationError, match="does not owe"):
        count_as_card_money(actor=carol, line=second)
    with pytest.raises(ValidationError, match="resolved already"):
        count_as_card_money(actor=carol, line=first)
    call_command("prove_ledger", verbosity=0)
