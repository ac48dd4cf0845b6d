"""What a round promises, in plain Python and without a database: who voted, and what is refused when."""

from dataclasses import dataclass, field

COSTS = {1: 10_000, 2: 20_000, 3: 30_000}
AMOUNT = 50_000


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


def fits(choices: tuple) -> bool:
    """Whether the pot can pay for it: a slip that asks for more is spoiled."""
    return sum(COSTS[number] for number in choices) <= AMOUNT


def tidy(choices) -> tuple:
    return tuple(sorted(set(choices)))


@dataclass
class Model:
    """`moment` is open, ended (less than a minute ago) or waited; `agreed` are those who sealed."""

    people: int
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
        late, chosen = self.refuses_late(who), tidy(choices)
        if late or not chosen:
            return late or "empty"
        if set(chosen) - set(COSTS):
            return "unknown"
        if not fits(chosen):
            return "too_dear"
        if self.voters[who].slip is not None:
            return "on_paper"
        return "key_reused" if self.voters[who].keys.get(key, chosen) != chosen else ""

    def cast(self, who: int, choices: tuple, key: str, receipt: str) -> None:
        voter, chosen = self.voters[who], tidy(choices)
        assert receipt
        assert voter.receipt in ("", receipt), "a voter keeps their receipt"
        voter.receipt = receipt
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
        self.voters[who] = Voter(barred=not again)

    def refuses_paper(self, who: int) -> str:
        if self.voters[who].barred:
            return "annulled"
        return "given" if self.voters[who].slip is not None else ""

    def give_paper(self, who: int, slip: tuple, receipt: str) -> None:
        """By the declared rule paper counts: what was cast online before is taken out."""
        assert self.voters[who].receipt in ("", receipt), "a voter keeps their receipt"
        self.voters[who] = Voter(receipt=receipt, slip=slip, draft=self.voters[who].draft)
        if self.voters[who].receipt:
            self.voters[who].draft = None

    def draft(self, who: int, choices: tuple) -> None:
        """A basket that says what the ballot says, or nothing, is no draft."""
        voter, chosen = self.voters[who], tidy(number for number in choices if number in COSTS)
        voter.draft = None if chosen == voter.choices else chosen

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
        """The first of these that is so, in the order in which the rules are asked."""
        reasons = {
            "denied": who == "alice",
            "unpublished": not self.published,
            "certified": self.certified,
            "early": self.objecting,
            "objections": self.unanswered > 0,
            "uncorrected": self.uncorrected > 0,
            "signed": who in self.signed,
        }
        return next((code for code, so in reasons.items() if so), "")

    def winners(self) -> set[int]:
        """Most votes first, by hand: the cheaper number breaks ties, what nobody wants is not built."""
        votes = {number: sum(number in ballot for ballot in self.ballots()) for number in COSTS}
        left, funded = AMOUNT, set()
        for number in sorted(COSTS, key=lambda number: (-votes[number], number)):
            if votes[number] and COSTS[number] <= left:
                left -= COSTS[number]
                funded.add(number)
        return funded
