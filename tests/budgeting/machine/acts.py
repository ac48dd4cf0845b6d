"""What people do to a round, each act with what the plain model says of it."""

from datetime import timedelta
from pathlib import Path

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)

from budgeting.allocation import recount
from budgeting.ballots.actions import (
    annul_ballot,
    cast_ballot,
    drop_draft,
    save_draft,
    seal_box,
)
from budgeting.ballots.paper.actions import (
    begin_entry,
    enter_slip,
    finish_entry,
    give_paper_ballot,
    open_paper_box,
)
from budgeting.ballots.paper.forms_of import forms_of
from budgeting.models import (
    Objection,
    PollBookEntry,
    Result,
)
from budgeting.results.actions import (
    answer_objection,
    certify_result,
    correct_result,
    count_round,
    make_objection,
    publish_result,
)
from budgeting.rounds.actions import extend_round
from participation.clock import database_now
from tests.budgeting.machine.model import Model
from tests.budgeting.machine.refused import expected
from tests.budgeting.machine.strategies import BALLOTS, CHOICES, KEYS, OFFICERS, SLIPS, VOTERS
from tests.factories import rounds as make
from tests.factories.codes import school_round
from tests.factories.paper import desk_officer
from tests.factories.people import UserFactory

# How far a run has come when it begins, and what brings it there.
STAGES = (
    "open",
    "ended",
    "waited",
    "agreed",
    "sealed",
    "counted",
    "published",
    "unopposed",
    "signed",
    "certified",
)
ADVANCE = {
    "open": lambda run: run.time_passes(),
    "ended": lambda run: run.enter_box() or run.time_passes(),
    "waited": lambda run: run.seal("carol"),
    "agreed": lambda run: run.seal("dave"),
    "sealed": lambda run: run.count("carol"),
    "counted": lambda run: run.publish("carol"),
    "published": lambda run: run.objections_end(),
    "unopposed": lambda run: run.certify("carol"),
    "signed": lambda run: run.certify("dave"),
}


class RoundActs(RuleBasedStateMachine):
    """`staff`, `residents` and `folder` are set by the test; `reached` holds how far runs came."""

    staff: dict
    residents: list
    folder: Path
    reached: set

    def __init__(self):
        super().__init__()
        self.apart = transaction.atomic()
        self.apart.__enter__()
        self.people = dict(enumerate(self.residents))
        self.codes, self.batches = [], []
        self.desk = desk_officer()

    def teardown(self):
        transaction.set_rollback(True)
        self.apart.__exit__(None, None, None)

    @initialize(
        paper_rule=st.sampled_from(["paper", "online"]),
        ballots=st.lists(st.tuples(VOTERS, BALLOTS, KEYS), max_size=6),
        drafts=st.lists(st.tuples(VOTERS, CHOICES), max_size=3),
        papers=st.lists(st.tuples(VOTERS, SLIPS), max_size=2),
        by_code=st.lists(st.tuples(st.none() | VOTERS, BALLOTS, KEYS), max_size=3),
        stage=st.sampled_from(STAGES),
    )
    def begin(self, *, paper_rule, ballots, drafts, papers, by_code, stage):
        """Some runs start later in a round's life, or its end would hardly be reached."""
        self.round = school_round(rule="greedy_votes", paper_rule=paper_rule, project=8)
        self.model = Model(people=len(self.people), rule=paper_rule)
        for who, choices, key in ballots:
            self.cast(who, choices, key)
        for who, choices in drafts:
            self.draft(who, choices)
        for who, slip in papers:
            self.give_paper(who, slip)
        for who, choices, key in by_code:
            self.vote_with_new_card(who, choices, key)
        for act in STAGES[: STAGES.index(stage)]:
            ADVANCE[act](self)

    @property
    def result(self):
        return self.round.results.order_by("-version").first()

    @rule(who=VOTERS, choices=CHOICES, key=KEYS)
    def cast(self, who, choices, key):
        refusal = self.model.refuses_cast(who, choices, key)
        receipt = ""
        with expected(refusal):
            receipt = cast_ballot(
                round=self.round,
                identity=self.people[who],
                choices=choices,
                channel="online",
                key=key,
                arrived_at=database_now(),
            )
        if not refusal:
            self.model.cast(who, choices, key, receipt)

    @rule(who=VOTERS, choices=CHOICES)
    def draft(self, who, choices):
        refusal = self.model.refuses_late(who)
        with expected(refusal):
            save_draft(
                round=self.round, identity=self.people[who], choices=choices, arrived_at=database_now()
            )
        if not refusal:
            self.model.draft(who, choices)

    @rule(who=VOTERS)
    def drop(self, who):
        refusal = "key" if self.model.sealed else ""
        with expected(refusal):
            drop_draft(round=self.round, identity=self.people[who])
        if not refusal:
            self.model.voters[who].draft = None

    @precondition(lambda self: self.model.moment == "open")
    @rule(who=VOTERS, slip=SLIPS)
    def give_paper(self, who, slip):
        refusal = self.model.refuses_paper(who)
        with expected(refusal):
            give_paper_ballot(actor=self.desk, round=self.round, identity=self.people[who])
        if not refusal:
            entry = PollBookEntry.objects.get(identity=self.people[who])
            self.model.give_paper(who, slip, entry.receipt)

    @precondition(lambda self: self.model.moment != "open" and not (self.model.sealed or self.model.entered))
    @rule()
    def enter_box(self):
        """Two officers read each slip; envelopes of annulled voters stay shut."""
        slips, shut = self.model.slips(), self.model.shut
        if not slips and not shut:
            return
        totals = {"found": len(slips) + shut, "unopened": shut}
        box = open_paper_box(
            actor=self.staff["carol"], round=self.round, place="Library", area_id=None, **totals
        )
        version = forms_of(self.round)[0].version
        for name in ("carol", "dave") if slips else ():
            entry = begin_entry(actor=self.staff[name], box=box, version=version)
            for number, slip in enumerate(slips, 1):
                text = " ".join(map(str, slip))
                enter_slip(actor=self.staff[name], entry=entry, number=number, text=text)
            finish_entry(actor=self.staff[name], entry=entry)
        self.model.entered = True

    @precondition(lambda self: not self.model.entered)
    @rule(who=VOTERS, again=st.booleans())
    def annul(self, who, again):
        """Two officers take a ballot out; one of them alone takes nothing out."""
        refusal = self.model.refuses_annul(who)
        terms = {"ground": "pressure", "reason": "Somebody paid for it.", "may_vote_again": again}
        with expected(refusal):
            one, other = (
                annul_ballot(actor=self.staff[name], round=self.round, identity=self.people[who], **terms)
                for name in ("carol", "dave")
            )
            assert one is None
            assert other.may_vote_again is again
        if not refusal:
            self.model.annul(who, again=again)

    @rule()
    def extend(self):
        refusal = "closed" if self.model.moment != "open" else ""
        with expected(refusal):
            end = self.round.phase.end + timedelta(hours=1)
            extend_round(actor=self.staff["carol"], round=self.round, end=end, reason="The site was down.")
            self.round.phase.refresh_from_db()

    @precondition(lambda self: self.model.moment != "waited")
    @rule()
    def time_passes(self):
        """Voting ends; half a minute later it may be sealed."""
        if self.model.moment == "open":
            make.move(self.round, end=-timedelta(seconds=30))
            self.model.moment = "ended"
        else:
            make.ended(self.round)
            self.model.moment = "waited"

    @rule(who=OFFICERS)
    def seal(self, who):
        refusal = self.model.refuses_seal(who)
        with expected(refusal):
            emptied = seal_box(actor=self.staff[who], round=self.round)
            assert emptied is bool(self.model.agreed)
        if not refusal:
            self.model.agree(who)
        self.round.refresh_from_db()

    @rule(who=OFFICERS)
    def count(self, who):
        refusal = self.model.refuses_count(who)
        with expected(refusal):
            count_round(actor=self.staff[who], round=self.round)
        if not refusal:
            self.model.counted()
            self.recount()

    @precondition(lambda self: self.model.versions)
    @rule(who=OFFICERS)
    def correct(self, who):
        refusal = self.model.refuses_correct(who)
        with expected(refusal):
            correct_result(actor=self.staff[who], result=self.result, reason="A typing error was found.")
        if not refusal:
            self.model.counted()
            self.recount()

    @precondition(lambda self: self.model.versions)
    @rule(who=OFFICERS)
    def publish(self, who):
        refusal = self.model.refuses_publish(who)
        with expected(refusal):
            publish_result(actor=self.staff[who], result=self.result)
        if not refusal:
            self.model.published, self.model.objecting = True, True

    @precondition(lambda self: self.model.objecting and self.model.unanswered < 2)
    @rule()
    def object_to(self):
        make_objection(by=UserFactory(), result=self.result, reason="The pond was never costed.")
        self.model.unanswered += 1

    @precondition(lambda self: self.model.unanswered)
    @rule(who=OFFICERS, upheld=st.booleans())
    def answer(self, who, upheld):
        objection = Objection.objects.of_round(self.round).unanswered().first()
        words = {"claim": "The cost of the pond is wrong.", "answer": "It was read again."}
        with expected("denied" if who == "alice" else ""):
            answer_objection(actor=self.staff[who], objection=objection, upheld=upheld, **words)
        if who != "alice":
            self.model.answer(upheld=upheld)

    @precondition(lambda self: self.model.objecting)
    @rule()
    def objections_end(self):
        Result.objects.filter(pk=self.result.pk).update(objections_end=self.result.published_at)
        self.model.objecting = False

    @precondition(lambda self: self.model.versions)
    @rule(who=OFFICERS)
    def certify(self, who):
        refusal = self.model.refuses_certify(who)
        with expected(refusal):
            certify_result(actor=self.staff[who], result=self.result)
        if not refusal:
            self.model.signed.add(who)

    def recount(self):
        """The published files alone give the result again, and its winners are those of a count by hand."""
        folder = self.folder / f"{self.round.pk}-{self.model.versions}-{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        for file in self.result.files.all():
            (folder / file.name).write_bytes(bytes(file.content))
        assert recount(folder) == bytes(self.result.document)
        funded = self.result.outcomes.filter(funded=True).values_list("project__number", flat=True)
        assert set(funded) == self.model.winners()
