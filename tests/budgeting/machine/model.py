"""What a round promises, in plain Python and without a database: who voted, and what is refused when."""

from dataclasses import dataclass, field

from tests.budgeting.machine.cards import Cards, Visit

COSTS = {1: 10_000, 2: 20_000, 3: 30_000, 8: 10_000}
AMOUNT = 50_000
# Residents decide about the town's pot, pupils with their cards about their school's alone.
TOWN, SCHOOL = {1, 2, 3}, {8}


@dataclass
class Voter:
    """One person's ballot as they were told of it; `keys` are retry keys and the choices they came with."""

    choices: tuple = ()
    receipt: str = ""
    draft: tuple | None = None
    keys: dict[str, tuple] = field(default_factory=dict)
    barred: bool = False
    # What the slip says that this person was given, once they have one.
    slip: tuple | None = None
    pot: set[int] = field(default_factory=lambda: TOWN)


def fits(choices: tuple) -> bool:
    """Whether the pot can pay for it: a slip that asks for more is spoiled."""
    return sum(COSTS[number] for number in choices) <= AMOUNT


def first_of(reasons: dict[str, bool]) -> str:
    """The first that is so, in the order in which the rules are asked; "" where none is."""
    return next((code for code, so in reasons.items() if so), "")


def tidy(choices) -> tuple:
    return tuple(sorted(set(choices)))


@dataclass
class Model:
    """`moment` is open, ended (less than a minute ago) or waited; `agreed` are those who sealed."""

    people: int
    # Which ballot counts of who was given one on paper and votes online: "paper" or "online".
    rule: str = "paper"
    moment: str = "open"
    agreed: set[str] = field(default_factory=set)
    versions: int = 0
    published: bool = False
    objecting: bool = False
    signed: set[str] = field(default_factory=set)
    # Objections without an answer, and those found right that no new version has followed yet.
    unanswered: int = 0
    uncorrected: int = 0
    # Paper ballots of annulled voters, whose envelopes stay shut, and whether the box is entered.
    shut: int = 0
    entered: bool = False
    voters: dict[int, Voter] = field(default_factory=dict)
    cards: Cards = field(default_factory=Cards)

    def __post_init__(self):
        self.voters = {who: Voter() for who in range(self.people)}

    @property
    def sealed(self) -> bool:
        return len(self.agreed) == 2

    @property
    def certified(self) -> bool:
        return len(self.signed) == 2

    def stage(self) -> str:
        """How far the round has come, in a word."""
        if self.certified:
            return "certified"
        if self.versions:
            return "counted"
        return "sealed" if self.sealed else "open"

    def ballots(self) -> list[tuple]:
        """The choices in the box, in canonical order."""
        online = [voter.choices for voter in self.voters.values() if voter.choices]
        return sorted([*online, *(slip for slip in self.slips() if fits(slip))])

    def slips(self) -> list[tuple]:
        return [voter.slip for voter in self.voters.values() if voter.slip is not None]

    def refuses_late(self, who: int) -> str:
        if self.moment != "open":
            return "late_change" if self.voters[who].receipt else "late"
        return "annulled" if self.voters[who].barred else ""

    def refuses_cast(self, who: int, choices: tuple, key: str) -> str:
        late, chosen, voter = self.refuses_late(who), tidy(choices), self.voters[who]
        reasons = {
            late: bool(late),
            "empty": not chosen,
            "other_ward": bool(set(chosen) & (set(COSTS) - voter.pot)),
            "unknown": not set(chosen) <= set(COSTS),
            "too_dear": set(chosen) <= set(COSTS) and not fits(chosen),
            "on_paper": self.paper_counts_for(who),
            "key_reused": voter.keys.get(key, chosen) != chosen,
        }
        return first_of(reasons)

    def cast(self, who: int, choices: tuple, key: str, receipt: str) -> None:
        voter, chosen = self.voters[who], tidy(choices)
        assert receipt
        assert voter.receipt in ("", receipt), "a voter keeps their receipt"
        voter.receipt = receipt
        if voter.slip is not None:
            voter.slip, self.shut = None, self.shut + 1
        if key not in voter.keys:
            voter.choices, voter.draft = chosen, None
        voter.keys[key] = chosen

    def refuses_annul(self, who: int) -> str:
        if self.sealed:
            return "sealed"
        return "" if self.voters[who].receipt else "no_ballot"

    def annul(self, who: int, *, again: bool) -> None:
        """Nothing of the ballot stays, and who votes again gets another receipt."""
        self.shut += self.voters[who].slip is not None
        self.voters[who] = Voter(barred=not again, pot=self.voters[who].pot)

    def new_pupil(self) -> int:
        """A voter of an electorate of its own, who is nobody but the holder of a card."""
        who = len(self.voters)
        self.voters[who] = Voter(pot=SCHOOL)
        return who

    def make_cards(self, number: int, *, school: bool) -> None:
        pupils = [self.new_pupil() if school else None for _card in range(number)]
        self.cards.make_batch(pupils)

    def refuses_desk(self, officer: str) -> str:
        """Officers make, hand out and cancel codes until voting ends."""
        return "denied" if officer == "alice" or self.moment != "open" else ""

    def refuses_handing(self, officer: str, who: int) -> str:
        """Who was given paper that counts gets no code that could not work."""
        return self.refuses_desk(officer) or ("on_paper" if self.paper_counts_for(who) else "")

    def refuses_making_out(self, number: int, who: int) -> str:
        blank = self.cards.is_blank_for(number, who)
        return self.refuses_handing("carol", who) or ("" if blank else "card")

    def refuses_card(self, number: int) -> str:
        """Whether the code on a card opens a ballot now."""
        dead = self.cards.refuses(number)
        return dead or self.refuses_late(self.cards.voter_of(number))

    def refuses_cast_by_card(self, visit: Visit, choices: tuple, key: str) -> str:
        spent = "" if self.cards.open_to(visit) else "code_spent"
        return self.refuses_cast(visit.voter, choices, key) or spent

    def paper_counts_for(self, who: int) -> bool:
        return self.voters[who].slip is not None and self.rule == "paper"

    def refuses_paper(self, who: int) -> str:
        voter = self.voters[who]
        if voter.barred:
            return "annulled"
        if voter.slip is not None:
            return "given"
        return "voted_online" if voter.receipt and self.rule == "online" else ""

    def give_paper(self, who: int, slip: tuple, receipt: str) -> None:
        """Where paper counts, what was cast online before is taken out, and a basket with it."""
        assert self.voters[who].receipt in ("", receipt), "a voter keeps their receipt"
        draft = self.voters[who].draft if self.rule == "online" else None
        self.voters[who] = Voter(receipt=receipt, slip=slip, draft=draft)

    def draft(self, who: int, choices: tuple) -> None:
        """A basket that says what the ballot says, or nothing, is no draft."""
        voter, chosen = self.voters[who], self.kept(choices)
        voter.draft = None if chosen == voter.choices else chosen

    @staticmethod
    def kept(choices: tuple) -> tuple:
        """A basket may ask for too much, but holds projects of the round only."""
        return tidy(number for number in choices if number in COSTS)

    def refuses_seal(self, who: str) -> str:
        if who == "alice":
            return "denied"
        if self.sealed:
            return "sealed"
        if self.moment != "waited":
            return "too_early"
        if self.slips() and not self.entered:
            return "paper"
        return "same_person" if who in self.agreed else ""

    def agree(self, who: str) -> None:
        self.agreed.add(who)
        if self.sealed:
            self.cards.forget_people()

    def refuses_count(self, who: str) -> str:
        if who == "alice":
            return "denied"
        if not self.sealed:
            return "unsealed"
        return "counted" if self.versions else ""

    def refuses_correct(self, who: str) -> str:
        if who == "alice":
            return "denied"
        return "certified" if self.certified else ""

    def counted(self) -> None:
        self.versions += 1
        self.published, self.objecting, self.signed = False, False, set()
        self.uncorrected = 0

    def answer(self, *, upheld: bool) -> None:
        self.unanswered -= 1
        self.uncorrected += upheld

    def refuses_publish(self, who: str) -> str:
        if who == "alice":
            return "denied"
        return "published" if self.published else ""

    def refuses_certify(self, who: str) -> str:
        reasons = {
            "denied": who == "alice",
            "unpublished": not self.published,
            "certified": self.certified,
            "early": self.objecting,
            "objections": self.unanswered > 0,
            "uncorrected": self.uncorrected > 0,
            "signed": who in self.signed,
        }
        return first_of(reasons)

    def winners(self) -> set[int]:
        return self._winners_of(TOWN) | self._winners_of(SCHOOL)

    def _winners_of(self, pot: set[int]) -> set[int]:
        """Most votes first, by hand: the cheaper number breaks ties, what nobody wants is not built."""
        votes = {number: sum(number in ballot for ballot in self.ballots()) for number in pot}
        left, funded = AMOUNT, set()
        for number in sorted(pot, key=lambda number: (-votes[number], number)):
            if votes[number] and COSTS[number] <= left:
                left -= COSTS[number]
                funded.add(number)
        return funded
