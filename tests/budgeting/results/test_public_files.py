"""What is published says all about the count and nothing about voters, and a stranger recounts it."""

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pabulib.checker import Checker

from budgeting.models import PollBookEntry
from budgeting.results.actions import count_round
from tests.factories.rounds import ProjectFactory, RoundFactory, RoundPotFactory, cast, opened, sealed

pytestmark = pytest.mark.django_db
HOUSE = Path(__file__).resolve().parents[3]


def files(result):
    return {file.name: bytes(file.content) for file in result.files.all()}


def recount(folder):
    """As a stranger does it: the engine alone, without Django's settings, in another process."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    environment["PYTHONPATH"] = f"{HOUSE}{os.pathsep}{environment.get('PYTHONPATH', '')}"
    command = [sys.executable, "-m", "budgeting.allocation", "recount", "manifest.json"]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_stranger_recounts_the_download_to_the_same_bytes(counted, log_in, carol, tmp_path):
    response = log_in(carol).get(f"/rounds/{counted.round.process.slug}/result/1/all.zip")
    zipfile.ZipFile(BytesIO(response.content)).extractall(tmp_path)

    told = recount(tmp_path)

    assert told.returncode == 0, told.stderr
    assert (tmp_path / "result.json").read_bytes() == bytes(counted.document)


def test_altered_ballots_are_found_at_the_recount(counted, tmp_path):
    for name, content in files(counted).items():
        (tmp_path / name).write_bytes(content)
    ballots = next(tmp_path.glob("*.pb"))
    ballots.write_bytes(ballots.read_bytes().replace(b"1;1,2", b"1;1,3", 1))

    told = recount(tmp_path)

    assert told.returncode == 1
    assert "SHA-256" in told.stdout + told.stderr


def test_pabulib_file_passes_the_format_checker(counted):
    ballots = next(content for name, content in files(counted).items() if name.endswith(".pb"))

    results = Checker().process_files([ballots.decode()])

    assert results["metadata"]["valid"] == 1, json.dumps(results, default=str)


def test_receipts_stand_sorted_in_a_file_of_their_own(counted):
    receipts = files(counted)["receipts.txt"].decode().split()

    assert receipts == sorted(PollBookEntry.objects.values_list("receipt", flat=True))
    for name, content in files(counted).items():
        if name != "receipts.txt":
            assert not any(receipt.encode() in content for receipt in receipts)


def test_pabulib_file_names_no_voter_attribute(counted):
    ballots = next(content for name, content in files(counted).items() if name.endswith(".pb")).decode()

    assert "voter_id;vote\n" in ballots
    voters = [row.split(";")[0] for row in ballots.partition("voter_id;vote\n")[2].split()]
    assert voters == [str(number) for number in range(1, 13)]


def test_small_pot_publishes_totals_and_no_ballots(carol, dave, tmp_path):
    round = RoundFactory(projects=1, rule="greedy_votes", smallest_published_pot=3)
    small = RoundPotFactory(round=round, pot__name="Small pot")
    ProjectFactory(round=round, round_pot=small, number=2)
    opened(round)
    for choices in ([1], [1], [1, 2], [2]):
        cast(round, choices)
    result = count_round(actor=carol, round=sealed(round, carol, dave))

    published = files(result)
    assert "small-pot.pb" not in published
    assert [pot["name"] for pot in json.loads(published["result.json"])["pots"]] != ["small-pot"]
    totals = json.loads(published["totals.json"])["pots"][0]
    assert (totals["name"], totals["funded"]) == ("small-pot", ["2"])
    assert "voters" not in totals
    assert set(totals["decisions"][0]["numbers"]) <= {"cost", "votes", "left"}
    assert result.pots.get(name="small-pot").totals_only
    for name, content in published.items():
        (tmp_path / name).write_bytes(content)
    assert recount(tmp_path).returncode == 0


def test_pots_of_one_name_get_files_of_their_own(carol, dave):
    round = RoundFactory(projects=0, rule="greedy_votes", smallest_published_pot=0)
    for number in (1, 2):
        share = RoundPotFactory(round=round, pot__name="Ward pot")
        ProjectFactory(round=round, round_pot=share, number=number)
    round.pots.exclude(projects__isnull=False).delete()
    opened(round)
    cast(round, [1, 2])
    result = count_round(actor=carol, round=sealed(round, carol, dave))

    assert {name for name in files(result) if name.endswith(".pb")} == {"ward-pot.pb", "ward-pot-2.pb"}
