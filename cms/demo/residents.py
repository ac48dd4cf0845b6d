"""Four hundred residents of the demo town from a seed: names, homes, ages and what they care about."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from cms.demo.shapes import Ward
from cms.demo.words import categories, read, wards

SEED = 1742
PEOPLE = 400

# Middle age in years and its spread, by ward: Beacon Hill is old, Northgate and Saltmarsh are young.
AGES = {
    "harbour": (42, 16),
    "northgate": (35, 15),
    "millfields": (46, 18),
    "beacon-hill": (58, 18),
    "saltmarsh": (37, 14),
}
# How taste for a category bends with age: a slope per ten years away from forty-five.
AGE_SLOPES = {"play": -0.22, "climate": -0.14, "health": 0.16, "safety": 0.12, "learning": -0.06}
# The two letters that end a postcode.
INWARD_LETTERS = tuple("ABDEFGHJLNPQRSTUWXYZ")


@dataclass(frozen=True, slots=True)
class Resident:
    """One resident; `taste` is about -2 to 2 for each category, `attachment` about 0 to 3 to the own ward."""

    number: int
    first_name: str
    last_name: str
    email: str
    ward: str
    address: str
    postcode: str
    birth_date: date
    age: int
    taste: dict[str, float]
    attachment: float
    activity: float
    joined_days_ago: int

    @property
    def full_name(self) -> str:
        """First name and surname."""
        return f"{self.first_name} {self.last_name}"


def residents(count: int = PEOPLE, seed: int = SEED, year: int = 2026) -> list[Resident]:
    """Return `count` residents; a longer list begins with the shorter one; one seed, always the same people.

    `year` is when they have their ages. Numbers from PEOPLE on stand for people without an account.
    """
    places = wards()
    names: set[str] = set()
    people = []
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        people.append(_resident(rng, number, places, names, year))
    return people


def _resident(
    rng: np.random.Generator, number: int, places: list[Ward], names: set[str], year: int
) -> Resident:
    shares = np.array([ward.population for ward in places], dtype=float)
    ward = places[rng.choice(len(places), p=shares / shares.sum())]
    middle, spread = AGES[ward.slug]
    age = int(np.clip(rng.normal(middle, spread), 14, 93))
    first, last = _new_name(rng, age, names)
    return Resident(
        number=number,
        first_name=first,
        last_name=last,
        email=f"{_plain(first)}.{_plain(last)}@mail.example",
        ward=ward.slug,
        address=f"{rng.integers(1, 90)} {rng.choice(ward.streets)}",
        postcode=f"{ward.postcode} {rng.integers(1, 10)}{''.join(rng.choice(INWARD_LETTERS, 2))}",
        birth_date=date(year - age - 1, 12, 31) - timedelta(days=int(rng.integers(0, 330))),
        age=age,
        taste=_taste(rng, age),
        attachment=float(rng.gamma(4.0, 0.35)),
        activity=float(rng.lognormal(0.0, 1.0)),
        joined_days_ago=int(rng.choice([rng.integers(1, 18), rng.integers(20, 150), rng.integers(150, 620)])),
    )


def _taste(rng: np.random.Generator, age: int) -> dict[str, float]:
    decades = (age - 45) / 10
    return {
        category.slug: float(rng.normal(0.0, 0.9) + AGE_SLOPES.get(category.slug, 0.0) * decades)
        for category in categories()
    }


def _new_name(rng: np.random.Generator, age: int, names: set[str]) -> tuple[str, str]:
    """Draw a name that nobody in `names` has, and add it."""
    while True:
        first, last = _name(rng, age)
        if f"{_plain(first)}.{_plain(last)}" not in names:
            names.add(f"{_plain(first)}.{_plain(last)}")
            return first, last


def _name(rng: np.random.Generator, age: int) -> tuple[str, str]:
    book = read("names")
    groups = book["groups"]
    shares = np.array([group["share"] for group in groups], dtype=float)
    group = groups[rng.choice(len(groups), p=shares / shares.sum())]
    generation = "old" if age >= 62 else "middle" if age >= 30 else "young"
    first, last = str(rng.choice(group[generation])), str(rng.choice(group["last"]))
    if rng.random() * 100 < book["joining"]["share"] and not {"-", " "} & set(last):
        other = str(rng.choice(groups[0]["last"]))
        last = last if other == last or "-" in other else f"{other}-{last}"
    return first, last


def _plain(name: str) -> str:
    """Spell a name with the letters of an email address."""
    letters = unicodedata.normalize("NFKD", name.lower().replace("ł", "l").replace("ı", "i"))
    return "".join(letter for letter in letters if letter.isascii() and (letter.isalnum() or letter == "-"))
