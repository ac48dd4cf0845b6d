"""The public bundle: written once, counted again by anyone, refused when a byte was changed."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from budgeting.allocation import (
    RULES,
    BundleError,
    Instance,
    PotBallots,
    Project,
    Round,
    TieRule,
    allocation_data,
    approval_profile,
    bundle_files,
    count_round,
    election_of,
    recount,
    write_bundle,
)

META = {
    "description": "Town budget",
    "country": "Poland",
    "unit": "Town",
    "instance": "2026",
    "rule": "equalshares",
    "date_begin": "2026",
    "date_end": "2026",
}


def pot(name, budget, projects, ballots, **more):
    instance = Instance(tuple(projects), budget, **more.pop("conditions", {}))
    election = election_of(instance, approval_profile(instance.ids, ballots), META)
    return PotBallots(name, election, RULES["mes_cost_greedy"], TieRule("lot", seed="x\n4 8"), **more)


@pytest.fixture
def counted_round():
    """Two pots; the east leaves money that moves to the city."""
    east = pot("east", 900, [Project("e1", 500), Project("e2", 600)], [(["e1"], 3), (["e1", "e2"], 1)])
    park = ("park",)
    city = pot(
        "city",
        500,
        [
            Project("1", 300, 'The "big" tree', categories=park),
            Project("2", 350, excludes=("3",)),
            Project("3", 100),
        ],
        [(["1"], 2), (["2", "3"], 4), ([], 1)],
        conditions={"minimum_support": 1, "category_caps": (("park", 200),)},
        takes_leftover=True,
    )
    return Round("Budget 2026", "EUR", (east, city), "moves")


def test_a_bundle_recounts_to_its_result(counted_round, tmp_path):
    write_bundle(counted_round, tmp_path)
    assert recount(tmp_path / "manifest.json") == (tmp_path / "result.json").read_bytes()


def test_the_result_words_the_counted_pots(counted_round):
    files = bundle_files(counted_round)
    pots = json.loads(files["result.json"])["pots"]
    for said, (name, allocation) in zip(pots, count_round(counted_round), strict=True):
        assert said == {"name": name, **json.loads(json.dumps(allocation_data(allocation)))}
    assert pots[1]["budget"] == 500 + pots[0]["left"]
    assert bundle_files(counted_round) == files


def test_conditions_travel_with_the_bundle(counted_round):
    _, (_, city) = count_round(counted_round)
    assert city.decision("1").code == "lost_category"
    assert city.decision("3").code == "lost_conflict"


def altered(folder, name, old, new, *, sign=False):
    content = (folder / name).read_bytes()
    assert old in content
    (folder / name).write_bytes(content.replace(old, new, 1))
    if sign:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        for part in [manifest["result"], *manifest["pots"]]:
            part["sha256"] = sha256((folder / part["file"]).read_bytes()).hexdigest()
        (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "change",
    [
        ("city.pb", b"7;2,3", b"7;1", False, "altered"),
        ("city.pb", b"7;2,3", b"7;1", True, "another result"),
        ("result.json", b'"spent":', b'"spent" :', True, "another result"),
        ("result.json", b'"spent":', b'"spent" :', False, "altered"),
        ("manifest.json", b'"budget":500', b'"budget":900', False, "manifest says 900"),
        ("manifest.json", b"mes_cost_greedy", b"greedy_votes", False, "another result"),
        ("manifest.json", b"folkmoot-bundle/1", b"folkmoot-bundle/9", False, "is not folkmoot-bundle/1"),
        ("manifest.json", b"city.pb", b"../city.pb", False, "not a plain file name"),
        ("manifest.json", b"city.pb", b"gone.pb", False, "missing"),
        ("manifest.json", b'"pots"', b'"pits"', False, "cannot be read"),
        ("manifest.json", b"{", b"", False, "cannot be read"),
    ],
)
def test_an_altered_bundle_is_refused_with_the_reason(counted_round, tmp_path, change):
    name, old, new, sign, problem = change
    write_bundle(counted_round, tmp_path)
    altered(tmp_path, name, old, new, sign=sign)
    with pytest.raises(BundleError, match=problem):
        recount(tmp_path)


def test_a_pot_needs_a_plain_name_of_its_own(counted_round):
    with pytest.raises(BundleError, match="name of its own"):
        bundle_files(Round("x", "EUR", (pot("../x", 1, [Project("a", 1)], []),)))


def test_the_command_recounts_without_django(counted_round, tmp_path):
    write_bundle(counted_round, tmp_path)
    root = Path(__file__).resolve().parents[3]
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from budgeting.allocation.__main__ import main\n"
        "sys.exit(main(['recount', sys.argv[1]]))"
    )
    for arguments in (["-c", code], ["-m", "budgeting.allocation", "recount"]):
        done = subprocess.run(
            [sys.executable, *arguments, str(tmp_path / "manifest.json")],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "byte for byte" in done.stdout
    altered(tmp_path, "city.pb", b"7;2,3", b"7;1")
    done = subprocess.run(
        [sys.executable, "-m", "budgeting.allocation", "recount", str(tmp_path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "city.pb: the file was altered" in done.stderr
