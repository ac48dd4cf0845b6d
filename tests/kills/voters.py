"""The clients: each votes, supports and pledges, and remembers what was acknowledged and what may be."""

import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.running.browser import Answer, Browser, Unreachable

# How often a client that got no answer lets it be; else it sends the same again, with the same key.
GIVES_UP, SENDS_TWICE = 0.3, 0.15
RECEIPT = 'receipt__code">'


@dataclass
class Memory:
    """What one person knows. `maybe` holds what was sent since the last acknowledged act and not answered.

    `code` is that of a card, for who votes with one.
    """

    identity: int
    code: str = ""
    receipts: set[str] = field(default_factory=set)
    ballot: list[int] | None = None
    maybe_ballots: list[list[int]] = field(default_factory=list)
    supports: dict[int, bool] = field(default_factory=dict)
    maybe_supports: set[int] = field(default_factory=set)
    pledges: dict[str, tuple[int, bool]] = field(default_factory=dict)

    def as_json(self) -> dict:
        return self.__dict__ | {
            "receipts": sorted(self.receipts),
            "maybe_supports": sorted(self.maybe_supports),
        }


@dataclass
class Elector:
    """Somebody without an account, and the browser that remembers that their code was right."""

    browser: Browser
    memory: Memory
    admitted: bool = False


class Voter:
    """One person at one browser, until told to stop; `odd` gathers answers that nobody should get.

    In between, neighbours with a code vote from here, each in a session of their own.
    """

    def __init__(self, town: dict, number: int, port: int, counts: Counter, stop: threading.Event):
        self.town, self.counts, self.stop = town, counts, stop
        facts = town["voters"][number]
        self.browser = Browser(port, facts["session"])
        self.memory = Memory(facts["identity"])
        self.neighbours = [Elector(Browser(port, ""), Memory(**card)) for card in facts["codes"]]
        self.chance = random.Random(number)
        self.odd: list[str] = []

    def live(self) -> None:
        acts = [self.vote, self.vote, self.vote_by_code, self.vote_by_code, self.support, self.pledge]
        while not self.stop.is_set():
            with suppress(Unreachable):
                self.chance.choice(acts)()

    @property
    def memories(self) -> list[Memory]:
        return [self.memory, *(neighbour.memory for neighbour in self.neighbours)]

    def vote(self) -> None:
        self._casts(self.browser, self.memory)

    def vote_by_code(self) -> None:
        """A neighbour types the code, again when no answer comes; who has voted changes the ballot later."""
        neighbour, base = self.chance.choice(self.neighbours), f"/rounds/{self.town['round']['slug']}/"
        if not neighbour.admitted:
            token = self.form(f"{base}code/", neighbour.browser)["csrfmiddlewaretoken"]
            fields = [("csrfmiddlewaretoken", token), ("code", neighbour.memory.code)]
            self.expect(neighbour.browser.post(f"{base}code/", fields), f"{base}ballot/")
            neighbour.admitted = True
            self.counts["codes taken"] += 1
        self._casts(neighbour.browser, neighbour.memory)

    def _casts(self, browser: Browser, memory: Memory) -> None:
        """From the ballot by its review to the receipt."""
        base, projects = f"/rounds/{self.town['round']['slug']}/ballot/", self.town["round"]["projects"]
        chosen = sorted(self.chance.sample(range(1, projects + 1), self.chance.randint(1, projects)))
        fields = [("choice", str(number)) for number in chosen]
        token = self.form(base, browser)["csrfmiddlewaretoken"]
        sent = browser.post(base, [("csrfmiddlewaretoken", token), ("review", "yes"), *fields])
        self.expect(sent, f"{base}review/")
        hidden = self.form(f"{base}review/", browser)
        wanted = [(name, hidden[name]) for name in ("csrfmiddlewaretoken", "key")] + fields
        memory.maybe_ballots.append(chosen)
        if not self.insist(f"{base}cast/", wanted, f"{base}in/", browser):
            return
        memory.ballot, memory.maybe_ballots = chosen, []
        self.counts["ballots acknowledged"] += 1
        self.counts["of them by code"] += bool(memory.code)
        shown = self.again(lambda: browser.get(f"{base}in/"))
        if shown is not None and RECEIPT in shown.text:
            memory.receipts.add(shown.text.split(RECEIPT)[1].split("<")[0])
            self.counts["receipts seen"] += 1

    def support(self) -> None:
        """Gives support, or takes it back."""
        proposal = self.chance.choice(self.town["proposals"])
        wants = not self.memory.supports.get(proposal, False)
        base = f"/proposals/{proposal}/"
        page = self.browser.get(f"{base}x/")
        token = self.form(page.goes_to or f"{base}x/")["csrfmiddlewaretoken"]
        self.memory.maybe_supports.add(proposal)
        address = f"{base}support/" if wants else f"{base}support/withdraw/"
        if self.insist(address, [("csrfmiddlewaretoken", token)], base):
            self.memory.supports[proposal] = wants
            self.memory.maybe_supports.discard(proposal)
            self.counts["supports acknowledged"] += 1

    def pledge(self) -> None:
        base = f"/campaigns/{self.town['campaign']['slug']}/"
        hidden = self.form(f"{base}pledge/")
        amount = self.chance.choice((500, 1000, 2500, 5000))
        key = hidden["key"]
        fields = [
            ("csrfmiddlewaretoken", hidden["csrfmiddlewaretoken"]),
            ("key", key),
            ("suggested", str(amount)),
        ]
        self.memory.pledges[key] = (amount, False)
        if self.insist(f"{base}pledge/", fields, base):
            self.memory.pledges[key] = (amount, True)
            self.counts["pledges acknowledged"] += 1

    def form(self, path: str, browser: Browser | None = None) -> dict[str, str]:
        page = (browser or self.browser).get(path)
        if page.status != 200:
            self.odd.append(f"GET {path} {page.status}")
            raise Unreachable
        return page.hidden()

    def expect(self, answer: Answer, goes_to: str) -> None:
        if answer.status != 302 or not urlsplit(answer.goes_to).path.startswith(goes_to):
            self.odd.append(f"{answer.status} to {answer.goes_to or 'nowhere'} in place of {goes_to}")
            raise Unreachable

    def insist(
        self, path: str, fields: list[tuple[str, str]], goes_to: str, browser: Browser | None = None
    ) -> bool:
        """Sends until it is acknowledged (True), or lets it be. Sometimes sends it twice at once."""
        browser = browser or self.browser
        if self.chance.random() < SENDS_TWICE:
            self.counts["sent twice at once"] += 1
            second = threading.Thread(target=self._send_silently, args=(browser, path, fields))
            second.start()
            answer = self._until_answered(browser, path, fields)
            second.join()
        else:
            answer = self._until_answered(browser, path, fields)
        if answer is None:
            self.counts["given up"] += 1
            return False
        self.expect(answer, goes_to)
        return True

    def again(self, ask):
        """The answer, asked for until it comes or the run ends."""
        while not self.stop.is_set():
            with suppress(Unreachable):
                return ask()
            time.sleep(0.1)
        return None

    def _until_answered(self, browser: Browser, path: str, fields: list[tuple[str, str]]) -> Answer | None:
        while True:
            try:
                return browser.post(path, fields)
            except Unreachable:
                if self.stop.is_set() or self.chance.random() < GIVES_UP:
                    return None
                self.counts["retries with the same key"] += 1
                time.sleep(0.2)

    def _send_silently(self, browser: Browser, path: str, fields: list[tuple[str, str]]) -> None:
        with suppress(Unreachable):
            browser.post(path, fields)
