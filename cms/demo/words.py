"""The demo town's words, read from the TOML files beside this module into plain frozen dataclasses."""

import tomllib
from functools import cache
from pathlib import Path

from cms.demo.shapes import (
    Campaign,
    Category,
    Comment,
    Guide,
    News,
    Page,
    Person,
    Place,
    Poll,
    Process,
    Project,
    Proposal,
    Question,
    Reply,
    Round,
    Town,
    Ward,
    build,
)

FOLDER = Path(__file__).parent / "town"


@cache
def read(name: str) -> dict:
    """Return one TOML file of the town as a dict; `name` is its path inside the folder, without `.toml`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def town() -> Town:
    """Return the town itself: names, contact, history and where it lies."""
    return build(Town, read("town")["town"])


def wards() -> list[Ward]:
    """Return the five wards; outlines are rings of (x, y) in metres that share their borders."""
    return [build(Ward, row) for row in read("town")["wards"]]


def categories() -> list[Category]:
    """Return the eight categories in the order in which screens list them."""
    return [build(Category, row) for row in read("town")["categories"]]


def people() -> list[Person]:
    """Return the people who have log-ins in the demo."""
    return [build(Person, row) for row in read("town")["people"]]


def landmarks() -> list[Place]:
    """Return named points for a map."""
    return [Place(row["name"], row["x"], row["y"]) for row in read("town")["landmarks"]]


def map_lines() -> dict[str, list]:
    """Return coast, river and railway (lists of points) and roads (a list of lines), in metres."""
    return read("town")["map"]


def ideas() -> list[Proposal]:
    """Return the proposals in the process that takes proposals now."""
    return [build(Proposal, row) for row in read("ideas")["proposals"]]


def round_three_projects() -> list[Project]:
    """Return the costed projects of the round in ballot."""
    return [build(Project, row) for row in read("round_three")["projects"]]


def round_two_projects() -> list[Project]:
    """Return the projects of the counted round; those with `funded` have milestones and money spent."""
    return [build(Project, row) for row in read("round_two")["projects"]]


def campaigns() -> list[Campaign]:
    """Return the crowdfunding campaigns, the running one first."""
    return [build(Campaign, row) for row in read("campaigns")["campaigns"]]


def proposals() -> list[Proposal]:
    """Return every proposal and project, newest process first."""
    return [*ideas(), *round_three_projects(), *round_two_projects()]


def ideas_process() -> Process:
    """Return the process that takes proposals now."""
    return build(Process, read("processes")["ideas"])


def round_three() -> Round:
    """Return the round whose ballot is open, with its pots and phases."""
    return build(Round, read("processes")["round_three"])


def round_two() -> Round:
    """Return the counted round that is being built."""
    return build(Round, read("processes")["round_two"])


def comments() -> list[Comment]:
    """Return the distinct comments, in the order in which they were made under each proposal."""
    files = ("ideas", "round_three", "round_two", "campaigns")
    rows = {slug: talk for name in files for slug, talk in read(f"comments/{name}").items()}
    return [_comment(slug, entry) for slug, talk in rows.items() for entry in talk["talk"]]


def home() -> Page:
    """Return the home page's words."""
    return build(Page, read("pages/home"))


def pages() -> list[Page]:
    """Return the standing pages: about, then the legal pages."""
    return [build(Page, read(f"pages/{name}")) for name in ("about", "privacy", "accessibility", "terms")]


def guide() -> Guide:
    """Return "How it works", one step a page."""
    return build(Guide, read("pages/guide"))


def news() -> list[News]:
    """Return the news, newest first."""
    return [build(News, row) for row in read("pages/news")["items"]]


def questions() -> list[Question]:
    """Return the questions and answers in the order of the page."""
    return [build(Question, row) for row in read("pages/questions")["questions"]]


def polls() -> list[Poll]:
    """Return the council's polls: an open one, a counted one, and statements."""
    return [build(Poll, row) for row in read("polls")["polls"]]


def footer() -> dict[str, str]:
    """Return the footer's words by name."""
    return read("pages/footer")


def _comment(slug: str, entry: list[str]) -> Comment:
    stance, _, age = entry[0].partition(":")
    replies = tuple(_reply(words) for words in entry[2:])
    return Comment(about=slug, stance=stance, age=age, text=entry[1], replies=replies)


def _reply(words: str) -> Reply:
    """A reply starts with `@author` or `@officer` when one of these speaks; anyone else has no mark."""
    for who in ("author", "officer"):
        if words.startswith(f"@{who} "):
            return Reply(by=who, text=words.removeprefix(f"@{who} "))
    return Reply(by="resident", text=words)
