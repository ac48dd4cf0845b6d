"""What people do with codes on cards: made in batches, made out at the desk, shown, voted with, cancelled."""

import datetime

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from budgeting.ballots.actions import drop_draft, save_draft
from budgeting.ballots.codes.admitting import cast_in_session, enter_code
from budgeting.ballots.codes.batches import cancel_batch, make_batch
from budgeting.ballots.codes.handing import hand_voting_code
from budgeting.ballots.codes.typed import code_key
from budgeting.ballots.voter import Pass
from budgeting.models import CodeBatch
from participation.accounts.papers import Papers
from participation.clock import database_now
from tests.budgeting.machine.cards import Visit
from tests.budgeting.machine.refused import expected
from tests.budgeting.machine.strategies import CHOICES, KEYS, OFFICERS, VOTERS

CARDS = st.integers(0, 7)
BROWSERS = st.integers(0, 1)
SIZE = 2
BORN = datetime.date(1951, 3, 4)
PAPERS = [Papers(name, BORN, "HB1 2AB") for name in ("Noora Lind", "Ada Moss", "Tom Reed", "Ben Shaw")]


class CardActs:
    """Beside the acts of a round: `round`, `people`, `staff` and `model` are theirs.

    `codes` are what is printed, `batches` what an officer has; numbers are those of the model.
    """

    codes: list[str]
    batches: list[CodeBatch]
    visits_made: int = 0

    @precondition(lambda self: len(self.codes) < 6)
    @rule(who=OFFICERS, school=st.booleans())
    def make_codes(self, who, school):
        refusal = self.model.refuses_desk(who)
        electorate = self.round.electorates.get() if school else None
        batch, codes = None, []
        with expected(refusal):
            batch, codes = make_batch(
                actor=self.staff[who], round=self.round, label="Library", size=SIZE, electorate=electorate
            )
        if not refusal:
            self.batches.append(batch)
            self.codes += codes
            self.model.make_cards(SIZE, school=school)

    @precondition(lambda self: len(self.codes) < 8)
    @rule(officer=OFFICERS, who=VOTERS)
    def hand_code(self, officer, who):
        """The desk writes a code for one person, without a printed card."""
        refusal = self.model.refuses_handing(officer, who)
        code = ""
        with expected(refusal):
            code = hand_voting_code(actor=self.staff[officer], round=self.round, papers=PAPERS[who])
        if not refusal:
            self.codes.append(code)
            self.model.cards.hand(who, None)

    @precondition(lambda self: self.codes)
    @rule(who=VOTERS, card=CARDS)
    def make_out(self, who, card):
        """The desk makes a printed card out to a person."""
        card %= len(self.codes)
        refusal = self.model.refuses_making_out(card, who)
        with expected(refusal):
            hand_voting_code(
                actor=self.staff["carol"], round=self.round, papers=PAPERS[who], card=self.codes[card]
            )
        if not refusal:
            self.model.cards.hand(who, card)

    @precondition(lambda self: self.codes)
    @rule(browser=BROWSERS, card=CARDS)
    def show_card(self, browser, card):
        """A browser forgets who sat at it before, and opens the ballot that the card is for."""
        card %= len(self.codes)
        refusal = self.model.refuses_card(card)
        shown = None
        with expected(refusal):
            shown = self.enter(card)
        if refusal:
            return
        voter = self.model.cards.voter_of(card)
        assert self.people.setdefault(voter, shown.identity) == shown.identity, "a code is one person"
        self.leave(browser)
        self.visits_made += 1
        self.model.cards.visits[browser] = Visit(card, voter, f"basket {self.visits_made}")

    def vote_with_new_card(self, who, choices, key):
        """A resident whom the desk hands a code, or (None) a pupil with one of the school; some get none."""
        cards = len(self.codes)
        if who is None:
            self.make_codes("carol", school=True)
            choices = (8,)
        else:
            self.hand_code("carol", who)
        if len(self.codes) > cards:
            self.show_card(0, len(self.codes) - 1)
        if self.model.cards.visits:
            self.cast_by_code(0, choices, key)

    def enter(self, card):
        self.visits_made += 1
        where = f"connection {self.visits_made}"  # wrong codes are counted for each
        return enter_code(round=self.round, code=self.codes[card], arrived_at=database_now(), where=where)

    @rule(browser=BROWSERS)
    def leave(self, browser):
        visit = self.model.cards.visits.pop(browser, None)
        if visit is None:
            return
        with expected("key" if self.model.sealed else ""):
            drop_draft(round=self.round, identity=self.people[visit.voter], basket=visit.basket)

    @precondition(lambda self: self.model.cards.visits)
    @rule(browser=BROWSERS, choices=CHOICES)
    def fill_basket(self, browser, choices):
        visit = self.visit_of(browser)
        refusal = self.model.refuses_late(visit.voter)
        with expected(refusal):
            save_draft(
                round=self.round,
                identity=self.people[visit.voter],
                choices=choices,
                arrived_at=database_now(),
                basket=visit.basket,
            )
        if not refusal:
            visit.draft = self.model.kept(choices)

    @precondition(lambda self: self.model.cards.visits)
    @rule(browser=BROWSERS, choices=CHOICES, key=KEYS)
    def cast_by_code(self, browser, choices, key):
        """For the first time, or anew; also of who voted online or has paper, by the declared rule."""
        visit = self.visit_of(browser)
        refusal = self.model.refuses_cast_by_card(visit, choices, key)
        receipt = ""
        with expected(refusal):
            receipt = cast_in_session(
                round=self.round,
                identity=self.people[visit.voter],
                choices=choices,
                key=key,
                arrived_at=database_now(),
                shown=self.pass_of(visit),
            )
        if not refusal:
            self.model.cast(visit.voter, choices, key, receipt)
            self.model.cards.spend(visit)

    @precondition(lambda self: self.model.cards.visits and not self.model.entered)
    @rule(browser=BROWSERS, again=st.booleans())
    def annul_by_code(self, browser, again):
        """A ballot that was cast with a code is annulled as any other."""
        self.annul(self.visit_of(browser).voter, again)

    @precondition(lambda self: self.batches)
    @rule(who=OFFICERS, batch=st.integers(0, 2))
    def cancel(self, who, batch):
        batch %= len(self.batches)
        refusal = self.model.refuses_desk(who)
        if not refusal and batch in self.model.cards.cancelled:
            refusal = "cancelled"
        with expected(refusal):
            cancel_batch(actor=self.staff[who], batch=self.batches[batch], reason="Left on the bus")
        if not refusal:
            self.model.cards.cancelled.add(batch)

    def visit_of(self, browser) -> Visit:
        """Of this browser, or of the only one that is used."""
        visits = self.model.cards.visits
        return visits.get(browser) or next(iter(visits.values()))

    def pass_of(self, visit) -> Pass:
        admission = code_key(self.round, self.codes[visit.card])
        return Pass(self.round.pk, self.people[visit.voter].pk, visit.basket, 0, admission)
