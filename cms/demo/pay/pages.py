"""The pages of the demo's card service: the payer's, and a list. Plain HTML, no script."""

from html import escape

from cms.demo.pay.payments import Payment
from cms.demo.pay.service import CardService

# The test cards of GOV.UK Pay: what comes of each.
CARDS = {
    "4444333322221111": ("pays", ""),
    "4000000000000002": ("is refused", "P0010"),
    "4000000000000069": ("has run out", "P0010"),
    "4000000000000119": ("makes the service fail", "P0050"),
}
STATES = {
    "created": "Waits for the payer",
    "started": "The payer is on the card page",
    "submitted": "Being checked",
    "capturable": "Held on the card",
    "success": "Paid",
    "failed": "Failed",
    "cancelled": "Cancelled",
    "error": "Error",
}
STYLE = """
:root { color-scheme: light dark; --ink: #1d2a2b; --paper: #fbf8f3; --brand: #0b5d57; --on: #fff;
  --bad: #a8201a }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eef3f0; --paper: #101718; --brand: #5fc9bc; --on: #0b1011; --bad: #ff8a80 } }
body { margin: 0; font: 1.125rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
header, main, footer { max-width: 40rem; margin: 0 auto; padding: 1rem }
label { display: block; font-weight: 600; margin-top: 1rem }
input, button { box-sizing: border-box; font: inherit; min-height: 2.75rem; padding: .5rem .75rem;
  border-radius: .5rem }
input { width: 100%; border: 1px solid #8a8173; color: inherit; background: transparent }
button { border: 0; margin-top: 1rem; color: var(--on); background: var(--brand); cursor: pointer }
button.second { color: var(--brand); background: transparent; border: 1px solid var(--brand) }
:focus-visible { outline: 3px solid #b07a00; outline-offset: 2px }
a { color: var(--brand) } .bad { color: var(--bad); font-weight: 600 }
li { overflow-wrap: anywhere; margin-bottom: 1rem }
"""


def money(amount: int) -> str:
    return f"£{amount // 100:,}.{amount % 100:02d}"


def page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><header><p><strong>Demo card service</strong>: "
        "it runs on this machine, and no money moves.</p></header>"
        f"<main><h1>{escape(title)}</h1>{body}</main>"
        '<footer><p><a href="/">All payments of this demo</a></p></footer></body></html>'
    )


def card_page(payment: Payment, fault: str = "") -> str:
    cards = "".join(f"<li><code>{number}</code> {words}</li>" for number, (words, _code) in CARDS.items())
    wrong = f'<p class="bad" id="fault" role="alert">{escape(fault)}</p>' if fault else ""
    mark = ' aria-invalid="true" aria-describedby="fault"' if fault else ""
    return page(
        f"Pay {money(payment.amount)}",
        f"<p>{escape(payment.description)}</p>{wrong}"
        '<form method="post" novalidate>'
        f'<label for="card">Card number</label><input id="card" name="card" inputmode="numeric" '
        f'autocomplete="off" required{mark}>'
        '<button type="submit" name="do" value="pay">Pay now</button> '
        '<button class="second" type="submit" name="do" value="cancel">Cancel the payment</button></form>'
        f"<h2>Test cards</h2><p>Type one of these. Never type a real card.</p><ul>{cards}</ul>",
    )


def ended_page(payment: Payment) -> str:
    back = escape(payment.return_url, quote=True)
    return page(
        STATES[payment.status],
        f"<p>This payment of {money(payment.amount)} needs nothing more.</p>"
        f'<p><a href="{back}">Go back</a></p>',
    )


def list_page(service: CardService) -> str:
    rows = "".join(_row(each) for each in reversed(list(service.payments.values())))
    told = "<p>Nobody has paid by card yet.</p>"
    return page("Payments of this demo", f"<ul>{rows}</ul>" if rows else told)


def _row(payment: Payment) -> str:
    back = sum(each.amount for each in payment.refunds)
    words = f"{money(payment.amount)}, {escape(payment.reference)}: {STATES[payment.status]}"
    words += f", {money(back)} went back to the card" if back else ""
    form = ""
    if payment.status == "success":
        say = f"<span> ({escape(payment.reference)})</span>"
        form = (
            f'<form method="post" action="/dispute/{payment.token}">'
            f'<button class="second" type="submit">The payer’s bank takes it back{say}</button></form>'
        )
    return f"<li>{words}{form}</li>"
