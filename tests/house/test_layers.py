"""The house plan holds: floors, slices and the pure engine; and the guard sees it when they do not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", "pyproject.toml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), "COLUMNS": "200"},
    )


@pytest.fixture
def copy_of_the_house(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for floor in ("participation", "budgeting", "cms"):
        shutil.copytree(
            ROOT / floor, tmp_path / floor, ignore=shutil.ignore_patterns("static", "town", "*.pyc")
        )
    return tmp_path


def test_imports_run_down_only():
    answer = lint_imports(ROOT)

    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("module", "wrong_import"),
    [
        ("participation/clock.py", "import budgeting.rounds.models"),
        ("budgeting/rounds/models.py", "import cms.pages"),
        ("participation/areas/models.py", "import participation.proposals.models"),
        ("budgeting/ledger/models.py", "import budgeting.crowdfunding.models"),
        ("budgeting/allocation/__init__.py", "import django.conf"),
        ("participation/debate/models.py", "import participation.models"),
    ],
)
def test_import_of_a_wrong_direction_is_seen(copy_of_the_house, module, wrong_import):
    with (copy_of_the_house / module).open("a") as file:
        file.write(f"\n{wrong_import}\n")

    assert "BROKEN" in lint_imports(copy_of_the_house).stdout
