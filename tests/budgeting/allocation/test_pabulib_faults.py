"""Damaged Pabulib files: whatever is in them, the reader reads or says what is wrong, and is quick."""

import io
import os
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgeting.allocation import RULES, AllocationError, PabulibError, allocate, pabulib_bytes, read_pabulib
from budgeting.allocation.rules import rule_named
from tests import elections
from tests.budgeting.allocation.test_pabulib import META

ROUNDS = int(os.environ.get("FUZZ", "200"))
SCORED = META.replace("vote_type;approval", "vote_type;cumulative").replace("vote;age", "vote;points")
SCORED = SCORED.replace("7;1,2;33", "7;1,2;3,1").replace("8;x3;", "8;x3;4").replace("9;1,2;40", "9;1,2;1,2")
PIECES = [
    *("", ";", ";;", '"', "\n", ",", "META", "PROJECTS", "VOTES", "\x00", "\ufeff", "-1", "0", "1e999"),
    *("1/0", "1/3", "1e-999", "nan", "inf", "9" * 5000, "ordinal", "scoring", "choose-1", "none", "\ud7ff"),
    *("default_score;2", "max_length;-3", "max_length;1e99", "\u0663", "1_0", " 1", "+1", ".5"),
]


def attempt(content: bytes) -> None:
    """Reads and counts; nothing but the engine's own errors may come of it."""
    try:
        election = read_pabulib(io.BytesIO(content), keep_voters=True)
    except PabulibError:
        return
    try:
        rule = rule_named("greedy", election.profile.kind)
        shares = RULES["mes_points"] if election.profile.points is not None else RULES["mes_card"]
        for each in (rule, shares, RULES["phragmen"]):
            allocate(election.instance, election.profile, each)
        pabulib_bytes(election)
    except AllocationError:
        pass


def damaged(chance: random.Random, text: str) -> str:
    """Lines dropped, doubled and swapped; cells replaced; pieces put in and cut out."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        at, kind = chance.randrange(len(lines)), chance.randrange(6)
        cells = lines[at].split(";")
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, chance.choice(lines))
        elif kind == 2:
            cells[chance.randrange(len(cells))] = chance.choice(PIECES)
            lines[at] = ";".join(cells)
        elif kind == 3:
            place = chance.randint(0, len(lines[at]))
            lines[at] = lines[at][:place] + chance.choice(PIECES) + lines[at][place:]
        elif kind == 4:
            lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
        else:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        lines = lines or [""]
    return "\n".join(lines)


@pytest.mark.parametrize("text", [META, SCORED, META.replace("approval", "ordinal")])
def test_damaged_files_are_read_or_refused_in_plain_words(text):
    for seed in range(ROUNDS):
        attempt(damaged(random.Random(seed), text).encode())


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_are_read_or_refused(content):
    attempt(content)
    attempt(META.encode()[:400] + content)


@pytest.mark.skipif(not elections.present(), reason=elections.ABSENT)
def test_damaged_real_files_are_read_or_refused():
    known = elections.expected()
    small = sorted(file for file in known if known[file]["num_votes"] < 400)
    for seed in range(ROUNDS // 4):
        chance = random.Random(f"real {seed}")
        text = (elections.FOLDER / "pb" / chance.choice(small)).read_text(encoding="utf-8-sig")
        attempt(damaged(chance, text).encode())


@pytest.mark.parametrize(
    "part",
    [
        lambda n: META.replace("mayor;", "".join(f"key{at};v\n" for at in range(n)) + "mayor;"),
        lambda n: META.replace("cost;name", "cost;name" + "".join(f";c{at}" for at in range(n))),
        lambda n: META.replace("x3;500;;", "".join(f"y{at};5;;\n" for at in range(n)) + "x3;500;;"),
        lambda n: META + "".join(f"v{at};1,2;\n" for at in range(n)),
        lambda n: META + "w;" + ",".join(["1", " 2"] * n) + ";\n",
        lambda n: META + 'w;"' + "\n" * n,
    ],
)
def test_ten_times_the_lines_take_about_ten_times_as_long(part):
    def seconds(size: int) -> float:
        start = time.process_time()
        attempt(part(size).encode())
        return time.process_time() - start

    seconds(100)
    assert seconds(20_000) < 40 * seconds(2_000) + 0.5


@pytest.mark.parametrize("cost", ["1e999", "1e-500", "9" * 4000])
def test_numbers_beyond_all_measure_are_refused(cost):
    election = read_pabulib(io.StringIO(META.replace("x3;500", f"x3;{cost}")))
    with pytest.raises(AllocationError, match="more than 90 digits"):
        allocate(election.instance, election.profile, RULES["mes_cost"])
