"""Rounds, ballots, campaigns, pots, and what is built."""

from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from cms.backoffice.delivery_money import MONEY_ACTS
from cms.backoffice.money_acts import CAMPAIGN_ACTS, FUND_ACTS, POT_ACTS
from cms.backoffice.round_acts import ROUND_ACTS
from tests.cms.backoffice.test_campaigns import campaign_form, fund_form, report_form
from tests.cms.backoffice.test_polls import stamp
from tests.cms.backoffice.test_rounds import basics, rules_of
from tests.factories.campaigns import CampaignFactory, pledged

# What the forms of a round's acts ask for.
SENT = {
    "extend": lambda: {"end": stamp(60), "reason": "The website was down."},
    "move": lambda: {"start": stamp(40), "end": stamp(50)},
    "correct": lambda: {"reason": "A list was missing."},
    "announce-lot": lambda: {"draw_name": "The lottery", "draw_at": stamp(30)},
    "record-draw": lambda: {"drawn": "1 2 3"},
    "void": lambda: {"reason": "The disk broke."},
}
# The act stands in the name, the round that it is tried on beside it: some are possible in no phase's round.
TRIED_ON = {
    "count": "sealed",
    "publish": "counted",
    "certify": "provisional",
    "record-draw": "drawn",
    "annul": "voted_in",
    "void": "keyless",
    "rule-out": "objected",
}
WHY = {"reason": "The land was sold."}
# What the forms ask for that lies in the round.
FROM_ROUND = {
    "rules": lambda round: rules_of(round) | {"age_from": "16"},
    "annul": lambda round: {
        "who": round.poll_book.get().receipt,
        "ground": "twice",
        **WHY,
    },
    "withdraw": lambda round: {"project": round.projects.first().pk, **WHY},
    "recost": lambda round: {"project": round.projects.first().pk, "cost": "12", **WHY},
    "rule-out": lambda round: {"project": round.projects.first().pk, **WHY},
}


def on_round(act, w):
    round = getattr(w, TRIED_ON.get(act, "round"))
    sent = FROM_ROUND[act](round) if act in FROM_ROUND else SENT.get(act, dict)()
    return f"/admin/rounds/{round.pk}/do/{act}/", sent


def on_list(w, end: str) -> str:
    return f"/admin/rounds/{w.planned.pk}/projects/{end}"


def project(w) -> dict:
    return {"title": "A pier", "round_pot": w.project.round_pot_id, "cost": "99"}


def ballot(w, end: str = "") -> str:
    return f"/rounds/{w.round.process.slug}/ballot/{end}"


def on_building(act, w):
    sent = {} if act == "give-up" else {"amount": "£12"}
    return f"/admin/building/{w.built.pk}/do/{act}/", sent | WHY


def on_campaign_money(act, w):
    details = {"holder": "Open Water", "account": "01-02-03 12345678", "evidence": "A letter."}
    sent = {"payee": details, "payout": {}, "refund": {"reference": w.paid_pledge.reference} | WHY}
    return f"/admin/money/campaigns/{w.paid.pk}/do/{act}/", sent[act]


def own_pledge(w):
    """The resident's, made when it is first asked for: who has promised money is not erased."""
    if not hasattr(w, "own_pledge"):
        campaign = CampaignFactory(match_fund=None)
        w.own_pledge = pledged(campaign, 1_000, w.people["resident"].identity)
        campaign.start, campaign.end = w.campaign.start, w.campaign.end
        campaign.save()
    return w.own_pledge


def on_pot(act, w):
    return f"/admin/money/pots/{w.pot.pk}/do/{act}/", {"amount": "£12"} | WHY


def on_fund(act, w):
    return f"/admin/match-funds/{w.idle_fund.pk}/do/{act}/", {"amount": "£12"} | WHY


ACTIONS = {f"round: {act}": partial(on_round, act) for act in ROUND_ACTS}
ACTIONS |= {
    "begin to set a round up": lambda w: ("/admin/rounds/new/", basics()),
    "answer a step of the set-up": lambda w: (
        f"/admin/rounds/plan/{w.plan.pk}/template/",
        {"template": "schools"},
    ),
    "make a round of a plan": lambda w: (f"/admin/rounds/plan/{w.plan.pk}/review/", {}),
    "plan the next round like one": lambda w: (f"/admin/rounds/{w.round.pk}/again/", {}),
    "throw a plan away": lambda w: (f"/admin/rounds/plan/{w.plan.pk}/drop/", {}),
    "put a project on the list": lambda w: (on_list(w, "new/"), project(w)),
    "change a project": lambda w: (on_list(w, "1/"), project(w)),
    "take a project off the list": lambda w: (on_list(w, "1/remove/"), {"reason": "It stands."}),
    "put a project on the list of a public round": lambda w: (
        f"/admin/rounds/{w.round.pk}/projects/new/",
        project(w) | {"round_pot": w.round.pots.first().pk},
    ),
    "fill a ballot": lambda w: (ballot(w), {"choice": ["1"]}),
    "cast a ballot": lambda w: (ballot(w, "cast/"), {"choice": ["1"], "key": "k" * 20}),
    "look a receipt up": lambda w: (f"/rounds/{w.round.process.slug}/receipts/", {"receipt": "ABCD"}),
    "agree as the second officer": lambda w: (
        f"/admin/rounds/{w.consent.round_id}/second/{w.consent.pk}/",
        {},
    ),
    "object to a result": lambda w: (
        f"/rounds/{w.contested.process.slug}/result/objection/",
        {"reason": "The rule was another one."},
    ),
    "answer an objection": lambda w: (
        f"/admin/rounds/{w.objection.result.round_id}/objections/{w.objection.pk}/",
        {"claim": "The rule was another one.", "answer": "It was not.", "upheld": "no"},
    ),
    "pledge": lambda w: (
        f"/campaigns/{w.campaign.slug}/pledge/",
        {"suggested": "other", "own_amount": "£10", "key": "k" * 20},
    ),
    "make a campaign": lambda w: ("/admin/campaigns/new/", campaign_form()),
    "review a campaign": lambda w: (
        f"/admin/campaigns/{w.unreviewed.pk}/do/review/",
        {"evidence": "A letter of its bank."},
    ),
    "declare who is connected to a campaign": lambda w: (
        f"/admin/campaigns/{w.unreviewed.pk}/do/connected/",
        {"people": w.colleague.email} | WHY,
    ),
    "post news of a campaign": lambda w: (
        f"/admin/campaigns/{w.campaign.pk}/do/news/",
        {"posted_on": "2026-11-30", "title": "News", "text": "We sail."},
    ),
    "put match money aside": lambda w: ("/admin/match-funds/new/", fund_form(pot=w.pot.pk)),
    "change the rules of match money": lambda w: (
        f"/admin/match-funds/edit/{w.campaign.match_fund_id}/",
        fund_form(title="Other rules"),
    ),
    **{f"match fund: {act}": partial(on_fund, act) for act in FUND_ACTS},
    "put money in a pot": lambda w: (
        "/admin/pots/new/",
        {"name": "Harbour pot", "area": "", "amount": "£120"},
    ),
    **{f"pot: {act}": partial(on_pot, act) for act in POT_ACTS},
    "ask for a reversal": lambda w: (
        f"/admin/money/transfers/{w.top_up.pk}/do/reverse/",
        WHY,
    ),
    **{f"campaign money: {act}": partial(on_campaign_money, act) for act in CAMPAIGN_ACTS},
    "read a bank statement": lambda w: (
        "/admin/money/bank/",
        {"file": SimpleUploadedFile("bank.csv", b"Date,Amount,Reference\n2026-11-30,3.00,Hello\n")},
    ),
    "say whose a payment is": lambda w: (
        f"/admin/money/bank/{w.bank_line.pk}/do/count/",
        {"reference": w.asked_pledge.reference},
    ),
    "send a payment back": lambda w: (f"/admin/money/bank/{w.bank_line.pk}/do/send-back/", {}),
    "say that it is card money": lambda w: (f"/admin/money/bank/{w.bank_line.pk}/do/cards/", {}),
    "take a pledge back": lambda w: (
        f"/campaigns/{own_pledge(w).campaign.slug}/yours/{own_pledge(w).pk}/cancel/",
        {},
    ),
    "pay a pledge by card": lambda w: (
        f"/campaigns/{own_pledge(w).campaign.slug}/yours/{own_pledge(w).pk}/pay/",
        {},
    ),
    "say that a card was paid": lambda w: ("/payments/govuk-pay/", {}),
    "explain a difference": lambda w: (f"/admin/money/cards/{w.difference.pk}/do/explain/", WHY),
    "approve an act about money": lambda w: (f"/admin/money/{w.money_act.pk}/do/approve/", {}),
    "decline an act about money": lambda w: (f"/admin/money/{w.money_act.pk}/do/decline/", WHY),
    "report on what is built": lambda w: (f"/admin/building/{w.built.pk}/do/report/", report_form()),
    **{f"building: {act}": partial(on_building, act) for act in MONEY_ACTS},
    "approve a project's money": lambda w: (f"/admin/building/money/{w.money.pk}/do/grant/", {}),
    "refuse a project's money": lambda w: (f"/admin/building/money/{w.money.pk}/do/refuse/", WHY),
    "take a report back": lambda w: (
        f"/admin/building/report/{w.update.pk}/do/withdraw/",
        {"reason": "Wrong."},
    ),
}
