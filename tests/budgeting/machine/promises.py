"""What must be true of a round after every step, whatever was done to it."""

from hypothesis.stateful import (
    invariant,
)

from budgeting.ballots.actions import (
    read_draft,
    read_own_choices,
)
from budgeting.ballots.codes.typed import code_key, session_mark
from budgeting.ledger import proof
from budgeting.models import (
    Admission,
    BallotDraft,
    CastKey,
    CountedBallot,
    Counterfoil,
    PaperReading,
    PollBookEntry,
    SealedBallot,
)
from budgeting.rounds.keys import key_lies_there
from participation.audit.proof import prove
from tests.budgeting.machine.model import AMOUNT, COSTS


class Promises:
    """Beside the acts: `round`, `people` and `model` are theirs."""

    @invariant()
    def one_place_in_the_poll_book_for_each_voter(self):
        assert dict(PollBookEntry.objects.values_list("identity", "receipt")) == {
            self.people[who].pk: voter.receipt for who, voter in self.model.voters.items() if voter.receipt
        }

    @invariant()
    def the_box_holds_each_ballot_once_and_after_sealing_nothing(self):
        online = sum(bool(voter.choices) for voter in self.model.voters.values())
        boxes = 0 if self.model.sealed else online
        assert SealedBallot.objects.count() == boxes
        baskets = [*self.model.voters.values(), *self.model.cards.visits.values()]
        drafts = sum(each.draft is not None for each in baskets)
        assert BallotDraft.objects.count() == (0 if self.model.sealed else drafts)
        for table in (CastKey, Counterfoil, PaperReading):
            assert not (self.model.sealed and table.objects.exists())
        assert key_lies_there(self.round.key_id) is not self.model.sealed

    @invariant()
    def each_voter_reads_their_own_ballot_until_it_is_sealed(self):
        for who, person in self.people.items():
            voter = self.model.voters[who]
            own = read_own_choices(round=self.round, identity=person)
            draft = read_draft(round=self.round, identity=person)
            if self.model.sealed:
                assert own is None
                assert draft is None
            else:
                assert own == (voter.choices or None)
                assert draft == voter.draft

    @invariant()
    def who_came_by_a_code_reads_the_basket_of_that_visit_alone(self):
        for visit in self.model.cards.visits.values():
            person = self.people[visit.voter]
            assert read_draft(round=self.round, identity=person, basket=visit.basket) == visit.draft

    @invariant()
    def a_code_knows_its_person_until_it_is_used(self):
        cards = zip(self.codes, self.model.cards.cards, strict=True)
        known = {
            code_key(self.round, code): (
                session_mark(card.spent) if card.spent else "",
                None if card.person is None else self.people[card.person].pk,
            )
            for code, card in cards
            if not card.gone
        }
        rows = Admission.objects.values_list("pk", "spent", "identity")
        assert {key: (spent, person) for key, spent, person in rows} == known

    @invariant()
    def what_is_counted_is_what_was_cast(self):
        rows = [tuple(row) for row in CountedBallot.objects.values_list("choices", flat=True)]
        assert rows == (self.model.ballots() if self.model.sealed else [])

    @invariant()
    def every_version_stays(self):
        assert self.round.results.count() == self.model.versions

    @invariant()
    def books_prove_and_money_follows_certifying(self):
        assert list(proof.faults()) == []
        shares = self.round.pots.select_related("pot__reserved", "pot__committed")
        won = sum(COSTS[number] for number in self.model.winners()) if self.model.certified else 0
        reserved = {share.pot.reserved.balance for share in shares}
        assert reserved == {0 if self.model.certified else AMOUNT}
        assert sum(share.pot.committed.balance for share in shares) == won

    @invariant()
    def note_how_far_it_came(self):
        self.reached.add(self.model.stage())

    @invariant()
    def the_log_is_whole(self):
        assert not prove([]).faults
