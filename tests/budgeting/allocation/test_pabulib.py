"""Pabulib files: read leniently with faults placed, written strictly, and the same after both."""

import contextlib
import io
import os
from dataclasses import replace
from fractions import Fraction

import pytest
from pabulib.checker import Checker

from budgeting.allocation import (
    Instance,
    PabulibError,
    Project,
    approval_profile,
    cumulative_profile,
    election_of,
    ordinal_profile,
    pabulib_bytes,
    read_pabulib,
    write_pabulib,
)
from tests import elections

META = """META
key;value
description;A town
country;Poland
unit;Town
instance;2026
num_projects;3
num_votes;3
budget;1000.50
vote_type;approval
rule;greedy
date_begin;01.05.2026
date_end;31.05.2026
mayor;unknown key
PROJECTS
project_id;cost;name;colour
1;400;"A ""good"" park; with trees";green
2;300.25;Bench;
x3;500;;
VOTES
voter_id;vote;age
7;1,2;33
8;x3;
9;1,2;40
"""


def read(text):
    return read_pabulib(io.StringIO(text))


def test_a_file_is_read_exactly():
    election = read(META)
    assert election.instance.budget == Fraction("1000.50")
    assert [p.cost for p in election.instance.projects] == [400, Fraction("300.25"), 500]
    assert election.instance.projects[0].name == 'A "good" park; with trees'
    assert election.profile == approval_profile(["1", "2", "x3"], [(["1", "2"], 2), (["x3"], 1)])
    assert election.said("mayor") == "unknown key"
    assert election.notes == ()


@pytest.mark.parametrize(
    "change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: t.replace("\n", "\n\n")]
)
def test_byte_order_marks_line_ends_and_blank_lines_are_passed_over(change):
    assert read_pabulib(io.BytesIO(change(META).encode())).profile == read(META).profile


def test_empty_votes_count_as_voters_and_doubled_projects_once():
    election = read(META.replace("8;x3;", "8;;").replace("9;1,2;40", "9;2,1,2;40"))
    assert election.profile == approval_profile(["1", "2", "x3"], [(["1", "2"], 2), ([], 1)])


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "problem"),
    [
        ("8;x3;", "8;x4;", 23, "vote", "x4 is not among the projects"),
        ("9;1,2;40", "8;1,2;40", 24, "voter_id", "8 stands here twice"),
        ("2;300.25", "1;300.25", 18, "project_id", "already stands in line 17"),
        ("2;300.25", "2;cheap", 18, "cost", "'cheap' is not a number"),
        ("2;300.25", "2;-3", 18, "cost", "below zero"),
        ("budget;1000.50", "budget;much", 9, "budget", "much is not a number"),
        ("vote_type;approval", "vote_type;dance", 10, "vote_type", "dance is not one of"),
        ("voter_id;vote;age", "voter;vote;age", 21, "voter_id", "missing"),
        ("PROJECTS\n", "", 19, "PROJECTS", "missing or out of order"),
        ("META\n", "", 1, "META", "instead of META"),
        ("8;x3;", "8", 23, "vote", "ends before"),
        (";green", ";green;more", 17, "row", "5 fields"),
    ],
)
def test_a_fault_is_told_with_line_field_and_plain_words(old, new, line, field, problem):
    with pytest.raises(PabulibError) as fault:
        read(META.replace(old, new, 1))
    assert (fault.value.line, fault.value.field) == (line, field)
    assert problem in fault.value.problem


@pytest.mark.parametrize(
    ("points", "problem"),
    [("2", "1 numbers stand beside 2"), ("2,many", "'many' is not a number"), ("2,-1", "below zero")],
)
def test_points_that_do_not_add_up_are_told(points, problem):
    text = META.replace("vote_type;approval", "vote_type;cumulative").replace(";vote;age", ";vote;points")
    text = (
        text.replace("7;1,2;33", f"7;1,2;{points}")
        .replace("8;x3;", "8;x3;1")
        .replace("9;1,2;40", "9;1,2;3,4")
    )
    with pytest.raises(PabulibError, match=problem) as fault:
        read(text)
    assert (fault.value.line, fault.value.column) == (22, 3)


def test_text_that_is_not_utf8_is_told():
    with pytest.raises(PabulibError, match="not UTF-8"):
        read_pabulib(io.BytesIO(META.encode().replace(b"A town", b"A t\xffwn")))


def test_numbers_that_disagree_with_the_file_are_noted():
    assert read(META.replace("num_votes;3", "num_votes;4")).notes == ("num_votes says 4, the file has 3",)


def test_reading_writing_and_reading_again_keeps_everything():
    first = read_pabulib(io.StringIO(META), keep_voters=True)
    text = pabulib_bytes(first)
    again = read_pabulib(io.BytesIO(text), keep_voters=True)
    assert again == first
    assert again.vote_rows[1] == ("8", "x3", "")
    assert pabulib_bytes(again) == text


def test_blanks_in_lists_and_projects_named_twice_are_tidied_on_the_way():
    text = META.replace('1;400;"A ""good"" park; with trees";green', "1;400; Park ;green")
    text = (
        text.replace("colour", "category")
        .replace(";green", ";green, play")
        .replace("9;1,2;40", "9;1, 2,1;40")
    )
    first = read_pabulib(io.StringIO(text), keep_voters=True)
    assert first.project_rows[0] == ("1", "400", "Park", "green,play")
    assert first.vote_rows[2] == ("9", "1,2", "40")
    assert read_pabulib(io.BytesIO(pabulib_bytes(first)), keep_voters=True) == first


def test_an_election_made_in_memory_is_written_with_fresh_voters_in_canonical_order(tmp_path):
    instance = Instance((Project("2", 5, "Bench"), Project("1", 4, "Park")), 9)
    profile = approval_profile(instance.ids, [(["1"], 1), (["2", "1"], 2), ([], 1)])
    write_pabulib(election_of(instance, profile, MADE), tmp_path / "made.pb")
    again = read_pabulib(tmp_path / "made.pb")
    assert again.profile == profile
    assert (tmp_path / "made.pb").read_text().splitlines()[-4:] == ["1;", "2;1", "3;2,1", "4;2,1"]


MADE = {
    "description": "Made",
    "country": "Poland",
    "unit": "Town",
    "instance": "2026",
    "rule": "unknown",
    "date_begin": "2026",
    "date_end": "31.12.2026",
}


@pytest.mark.parametrize("key", ["description", "date_begin", "rule"])
def test_the_writer_refuses_a_file_without_what_meta_must_say(key):
    instance = Instance((Project("1", 5),), 9)
    with pytest.raises(PabulibError) as fault:
        pabulib_bytes(election_of(instance, approval_profile(["1"], []), MADE | {key: ""}))
    assert fault.value.field == key


def test_the_writer_refuses_a_date_of_another_form():
    instance = Instance((Project("1", 5),), 9)
    with pytest.raises(PabulibError, match="not a date"):
        pabulib_bytes(election_of(instance, approval_profile(["1"], []), MADE | {"date_end": "2026-12-31"}))


def checked(content):
    """What the format's own checker says of a file: its errors."""
    with contextlib.redirect_stdout(io.StringIO()):
        results = Checker().process_files([content.decode()])
    return next(
        value["results"]["errors"] for key, value in results.items() if key not in ("metadata", "summary")
    )


@pytest.mark.parametrize("kind", ["approval", "ordinal", "cumulative"])
def test_what_is_written_passes_the_checker_of_the_format(kind):
    instance = Instance(
        (Project("1", 5, "Park"), Project("2", Fraction("4.5"), "Bench"), Project("3", 6, "Tree")), 9
    )
    made = {
        "approval": lambda: approval_profile(instance.ids, [(["1", "2"], 2), (["3"], 1)]),
        "ordinal": lambda: ordinal_profile(instance.ids, [(["2", "1"], 2), (["3", "1"], 1)], max_length=2),
        "cumulative": lambda: cumulative_profile(
            instance.ids, [({"1": 2, "2": 5, "3": 1}, 2), ({"3": 4}, 1)]
        ),
    }[kind]()
    content = pabulib_bytes(election_of(instance, made, MADE))
    assert checked(content) == {}
    assert read_pabulib(io.BytesIO(content)).profile == made


@pytest.mark.skipif(not elections.present(), reason=elections.ABSENT)
def test_real_files_are_written_without_fault_and_keep_their_model():
    """Of some small files (EVERY=1 in the environment: of all): no error of the checker, though some had
    errors of their own, and the same model when read again. Totals that were wrong are put right."""
    known = elections.expected()
    small = [f for f in sorted(known) if known[f]["num_votes"] * known[f]["num_projects"] < 3000]
    for file in sorted(known) if os.environ.get("EVERY") else small[::6]:
        first = read_pabulib(elections.FOLDER / "pb" / file, keep_voters=True)
        written = pabulib_bytes(first)
        again = read_pabulib(io.BytesIO(written), keep_voters=True)
        totals = [at for at, name in enumerate(first.project_columns) if name in ("votes", "score")]
        assert checked(written) == {}, file
        assert without(again, totals) == without(first, totals), file


def without(election, columns):
    """The election with these columns of PROJECTS left empty."""
    rows = [["" if at in columns else cell for at, cell in enumerate(row)] for row in election.project_rows]
    return replace(election, project_rows=tuple(map(tuple, rows)))
