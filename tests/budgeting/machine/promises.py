"""What must be true of a round after every step, whatever was done to it."""

from hypothesis.stateful import (
    invariant,
)

from budgeting.ballots.actions import (
    read_draft,
    read_own_choices,
)
from budgeting.ledger import proof
from budgeting.models import (
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
        drafts = sum(voter.draft is not None for voter in self.model.voters.values())
        assert BallotDraft.objects.count() == (0 if self.model.sealed else drafts)
        for table in (CastKey, Counterfoil, PaperReading):
            assert not (self.model.sealed and table.objects.exists())
        assert key_lies_there(self.round.key_id) is not self.model.sealed

    @invariant()
    def each_voter_reads_their_own_ballot_until_it_is_sealed(self):
        for who, voter in self.model.voters.items():
            own = read_own_choices(round=self.round, identity=self.people[who])
            draft = read_draft(round=self.round, identity=self.people[who])
            if self.model.sealed:
                assert own is None
                assert draft is None
            else:
                assert own == (voter.choices or None)
                assert draft == voter.draft

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
        pot = self.round.pots.select_related("pot__reserved", "pot__committed").get().pot
        pot.reserved.refresh_from_db(), pot.committed.refresh_from_db()
        won = sum(COSTS[number] for number in self.model.winners()) if self.model.certified else 0
        assert pot.reserved.balance == (0 if self.model.certified else AMOUNT)
        assert pot.committed.balance == won

    @invariant()
    def note_how_far_it_came(self):
        self.reached.add(self.model.stage())

    @invariant()
    def the_log_is_whole(self):
        assert not prove([]).faults
