"""Bank statements come in; what fits a pledge is counted at once, the rest waits for a second person."""

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budgeting.crowdfunding.actions import collect_pledge
from budgeting.crowdfunding.actions.accounts import promises
from budgeting.crowdfunding.gateways.registry import CARDS
from budgeting.crowdfunding.models import Campaign, Pledge
from budgeting.crowdfunding.payment_references import pledges_named_in
from budgeting.ledger.accounts import treasury
from budgeting.ledger.actions import post
from budgeting.ledger.models import Account
from budgeting.treasury.banking import rules
from budgeting.treasury.banking.models import BankLine, BankStatement
from budgeting.treasury.banking.reading import Paid, read_statement
from participation.accounts.models import User
from participation.accounts.rules import FINANCE
from participation.audit.actions import record
from participation.when import when_words

State = BankLine.State


def suspense(currency: str) -> Account:
    """Money in the bank of which nobody has said yet whose it is."""
    account, _made = Account.objects.get_or_create(
        code=f"suspense-{currency}", defaults={"name": _("Payments not yet matched"), "currency": currency}
    )
    return account


def take_in_statement(*, actor: User, content: bytes, file_name: str) -> BankStatement:
    """Read a CSV or CAMT.053 file: each new payment goes into suspense, and on to its pledge if it fits.

    A payment fits when it names one pledge that waits for just its amount. Raises PermissionDenied, and
    ValidationError on `file`, naming the line or entry, or saying that the file was read before.
    """
    if refusal := rules.upload_refusal(actor):
        raise PermissionDenied(refusal)
    digest = hashlib.sha256(content).hexdigest()
    _refuse_known(digest)
    found = read_statement(content, settings.CURRENCY)
    try:
        return _take_in(actor, digest, file_name, found)
    except IntegrityError:
        # Somebody else's file came in while this one waited: the tables keep each file and payment once.
        _refuse_known(digest)
        if not BankLine.objects.filter(key__in=[key for key, _paid in found]).exists():
            raise
        words = _("Another file with some of these payments was read at the same moment. Send yours again.")
        raise ValidationError({"file": words}, code="overlaps") from None


def _refuse_known(digest: str) -> None:
    earlier = BankStatement.objects.filter(digest=digest).select_related("uploaded_by").first()
    if earlier is not None:
        words = _("This file was read already: %(who)s put it in %(when)s. Nothing has changed.")
        facts = {"who": earlier.uploaded_by.display_name, "when": when_words(earlier.uploaded_at)}
        raise ValidationError({"file": words % facts}, code="known")


@transaction.atomic
def _take_in(actor: User, digest: str, file_name: str, found: Sequence[tuple[str, Paid]]) -> BankStatement:
    _lock_campaigns(found)
    _lock_towns_accounts()
    known = set(BankLine.objects.filter(key__in=[key for key, _paid in found]).values_list("key", flat=True))
    statement = BankStatement.objects.create(digest=digest, file_name=file_name[-120:], uploaded_by=actor)
    lines = [_taken_in(statement, key, paid) for key, paid in found if key not in known]
    counted = sum(_fits_at_once(line) for line in lines)
    facts = {"statement": statement.pk, "payments": len(lines), "counted": counted}
    record(verb="take_in_statement", actor=actor, acting_as=FINANCE, target=statement, facts=facts)
    return statement


@transaction.atomic
def count_toward(*, actor: User, line: BankLine, reference: str) -> BankLine:
    """Say which pledge a payment in suspense is for. A second person does, never who uploaded it.

    Less than the pledge is kept until the rest arrives. Once all is there it is paid, and what is too much
    goes back to the payer. Raises PermissionDenied, and ValidationError on `reference`.
    """
    pledge = _named(reference)
    # The campaign first, then the payment: the order in which everything is locked.
    Campaign.objects.select_for_update().get(pk=pledge.campaign_id)
    line = _to_resolve(actor, line)
    pledge.refresh_from_db()
    if pledge.state != Pledge.State.ASKED:
        raise ValidationError(
            {
                "reference": _("This pledge waits for no money: %(state)s.")
                % {"state": pledge.get_state_display()}
            }
        )
    together = BankLine.objects.kept_for(pledge) + line.amount
    if together < pledge.amount:
        _resolve(line, State.KEPT, actor, pledge)
    else:
        _pay(pledge, together, line, actor)
        BankLine.objects.filter(state=State.KEPT, pledge=pledge).update(state=State.COUNTED)
    _log("count_payment", line, actor)
    return line


@transaction.atomic
def send_back(*, actor: User, line: BankLine) -> BankLine:
    """Say that a payment is not ours: it leaves the books, and finance sends it back at the bank."""
    line = _to_resolve(actor, line)
    post(
        key=f"bank-line:{line.pk}:back",
        memo=_("Sent back to the payer"),
        lines=[(suspense(line.currency), -line.amount), (treasury(line.currency), line.amount)],
        posted_by=actor,
    )
    _resolve(line, State.SENT_BACK, actor, None)
    _log("send_payment_back", line, actor)
    return line


@transaction.atomic
def count_as_card_money(*, actor: User, line: BankLine) -> BankLine:
    """Say that the card service paid on what it took. Raises as `send_back`, and for more than it owes."""
    line = _to_resolve(actor, line)
    service = _owing(line)
    if service is None:
        words = _(
            "The card service does not owe the council as much. Say whose money it is, or send it back."
        )
        raise ValidationError(words, code="owes_less")
    post(
        key=f"bank-line:{line.pk}:cards",
        memo=_("Passed on by the card service"),
        lines=[(suspense(line.currency), -line.amount), (service, line.amount)],
        posted_by=actor,
    )
    _resolve(line, State.CARD_MONEY, actor, None)
    _log("count_card_money", line, actor)
    return line


def _owing(line: BankLine) -> Account | None:
    """Under lock, the account of the service that owes at least this."""
    codes = [f"card-{key}-{line.currency}" for key in CARDS]
    found = Account.objects.locked().filter(code__in=codes, balance__lte=-line.amount)
    return next(iter(found), None)


def _lock_campaigns(found: Sequence[tuple[str, Paid]]) -> None:
    """Those whose pledges are named, by id, before any account: the order in which everything is locked."""
    named = {pk for _key, paid in found for pk in pledges_named_in(paid.text)}
    campaigns = Pledge.objects.filter(pk__in=named).values("campaign")
    list(Campaign.objects.select_for_update().filter(pk__in=campaigns).order_by("pk"))


def _lock_towns_accounts() -> None:
    """All that its payments can touch beside those of the campaigns, in the order of the ledger."""
    currency = settings.CURRENCY
    wanted = [account(currency).pk for account in (suspense, promises, treasury)]
    list(Account.objects.locked().filter(pk__in=wanted))


def _taken_in(statement: BankStatement, key: str, paid: Paid) -> BankLine:
    line = BankLine.objects.create(
        statement=statement,
        key=key,
        day=paid.day,
        amount=paid.amount,
        currency=settings.CURRENCY,
        payer=paid.payer,
        text=paid.text,
        uploaded_by=statement.uploaded_by,
    )
    post(
        key=f"bank-line:{line.pk}",
        memo=_("Payment that came in"),
        lines=[(treasury(line.currency), -line.amount), (suspense(line.currency), line.amount)],
        posted_by=statement.uploaded_by,
    )
    return line


def _fits_at_once(line: BankLine) -> bool:
    named = Pledge.objects.filter(pk__in=pledges_named_in(line.text), campaign__currency=line.currency)
    fitting = list(named[:2])
    if len(fitting) != 1:
        return False
    pledge = fitting[0]
    kept = BankLine.objects.filter(state=State.KEPT, pledge=pledge).exists()
    if kept or pledge.state != Pledge.State.ASKED or pledge.amount != line.amount:
        return False
    collect_pledge(pledge=pledge, source=suspense(line.currency), posted_by=line.uploaded_by)
    line.state, line.pledge = State.COUNTED, pledge
    line.save(update_fields=["state", "pledge"])
    return True


def _pay(pledge: Pledge, together: int, line: BankLine, actor: User) -> None:
    excess = together - pledge.amount
    collect_pledge(pledge=pledge, source=suspense(line.currency), excess=excess, posted_by=actor)
    _resolve(line, State.COUNTED, actor, pledge)


def _named(reference: str) -> Pledge:
    found = Pledge.objects.filter(pk__in=pledges_named_in(reference)).select_related("campaign")
    if len(found) != 1:
        raise ValidationError({"reference": _("No pledge has this reference. Look for a slip of the pen.")})
    return found[0]


def _to_resolve(actor: User, line: BankLine) -> BankLine:
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if refusal := rules.resolve_refusal(actor, line):
        raise PermissionDenied(refusal)
    if line.state not in (State.SUSPENSE, State.KEPT):
        raise ValidationError(_("This payment is resolved already."), code="resolved")
    return line


def _resolve(line: BankLine, state: State, actor: User, pledge: Pledge | None) -> None:
    line.state, line.resolved_by, line.pledge = state, actor, pledge
    line.save(update_fields=["state", "resolved_by", "pledge"])


def _log(verb: str, line: BankLine, actor: User) -> None:
    facts = {"payment": line.pk, "amount": line.amount}
    record(verb=verb, actor=actor, acting_as=FINANCE, target=line.pledge or line.statement, facts=facts)
