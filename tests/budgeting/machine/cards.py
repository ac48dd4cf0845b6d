"""What is promised of codes on cards, in plain Python: whose ballot each opens, and that it is one, once."""

from dataclasses import dataclass, field


@dataclass
class Card:
    """`batch` None: the desk wrote it for one person. `pupil`: its holder, whom nothing else names."""

    batch: int | None = None
    pupil: int | None = None
    # The resident to whom the desk made it out.
    person: int | None = None
    # Who cast with it: the name of the visit.
    spent: str = ""
    gone: bool = False


@dataclass
class Visit:
    """A browser that showed a card: whose ballot it fills in, and its own basket."""

    card: int
    voter: int
    basket: str
    draft: tuple | None = None


@dataclass
class Cards:
    cards: list[Card] = field(default_factory=list)
    batches: int = 0
    cancelled: set[int] = field(default_factory=set)
    visits: dict[int, Visit] = field(default_factory=dict)

    def make_batch(self, pupils: list[int | None]) -> None:
        self.cards += [Card(batch=self.batches, pupil=pupil) for pupil in pupils]
        self.batches += 1

    def is_blank_for(self, number: int, who: int) -> bool:
        """Whether the desk can make this card out to a resident; once more to whom it is theirs already."""
        card = self.cards[number]
        free = card.pupil is None and card.person in (None, who) and not card.spent
        return free and card.batch is not None and card.batch not in self.cancelled

    def hand(self, who: int, number: int | None) -> None:
        """A card for a resident ends the one before: a printed one is blank again. None: a new one."""
        for card in self.cards:
            if card.person == who:
                card.person, card.gone = None, card.batch is None
        if number is None:
            self.cards.append(Card(person=who))
        else:
            self.cards[number].person = who

    def refuses(self, number: int) -> str:
        card = self.cards[number]
        if card.gone:
            return "wrong"
        if card.spent:
            return "spent"
        if card.batch in self.cancelled:
            return "cancelled"
        return "untied" if self.voter_of(number) is None else ""

    def voter_of(self, number: int) -> int | None:
        card = self.cards[number]
        return card.person if card.pupil is None else card.pupil

    def open_to(self, visit: Visit) -> bool:
        """Only who cast with a card changes that ballot; a card that is somebody else's now casts nothing."""
        card = self.cards[visit.card]
        if card.spent or card.gone:
            return card.spent == visit.basket
        return card.batch not in self.cancelled and self.voter_of(visit.card) == visit.voter

    def spend(self, visit: Visit) -> None:
        card = self.cards[visit.card]
        card.spent, card.person = visit.basket, None

    def forget_people(self) -> None:
        """Sealing: no card says any more whose it was, and no basket is left."""
        for card in self.cards:
            card.person = None
        for visit in self.visits.values():
            visit.draft = None
