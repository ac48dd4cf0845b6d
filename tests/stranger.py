"""A stranger who recounts: an empty folder, the counting package alone, and a Python that has no Django."""

import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
# What a machine without the site would say to an import of it.
ALONE = """
import runpy, sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("django", "wagtail", "cms", "participation"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
sys.path.insert(0, sys.argv.pop(1))
runpy.run_module("budgeting.allocation", run_name="__main__", alter_sys=True)
"""


def package_alone(folder: Path) -> Path:
    """A folder with the counting package and nothing else of the site."""
    (folder / "budgeting").mkdir(parents=True)
    (folder / "budgeting" / "__init__.py").touch()
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(HOUSE / "budgeting" / "allocation", folder / "budgeting" / "allocation", ignore=skip)
    return folder


def recounted(folder: Path, package: Path) -> subprocess.CompletedProcess[str]:
    """The command of the result page, run in `folder`: isolated from the site's code and variables."""
    command = [sys.executable, "-I", "-c", ALONE, str(package), "recount", "manifest.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
