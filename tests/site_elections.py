"""The long run: `python -m tests.site_elections` takes each city's election through the site's own path.

Every file that says what was funded, by a rule that we have, is imported, counted and published on a site of
the run's own (SQLite, in a folder that goes afterwards); its published winners must be the city's, and its
published files must recount. Exits 1 where one differs.
"""

# ruff: noqa: T201 - a command of its own
import csv
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

from tests import elections


def official_files() -> list[str]:
    """Names of the files that say what their city funded by a rule of ours, small ones first."""
    with (elections.FOLDER / "index.csv").open(encoding="utf-8") as index:
        rows = [
            row
            for row in csv.DictReader(index)
            if row["rule"] in elections.OURS and int(row["n_selected"] or 0)
        ]
    return [row["file"] for row in sorted(rows, key=lambda row: (int(row["bytes"]), row["file"]))]


def published_winners(round: Any) -> set[str]:
    """The file's own ids of the projects that the published result of an imported round funds."""
    result = round.results.model.objects.published().get(round=round)
    numbers = result.outcomes.filter(funded=True).values_list("project__number", flat=True)
    return {round.imported.project_ids[number - 1] for number in numbers}


def recounts(round: Any, folder: Path) -> bool:
    """Whether a stranger gets the published result, byte for byte, from the published files alone."""
    from budgeting.allocation import recount

    result = round.results.get()
    folder.mkdir()
    for file in result.files.all():
        (folder / file.name).write_bytes(bytes(file.content))
    return recount(folder) == bytes(result.document)


def brought_in(file: str) -> Any:
    """The round that the site makes of a file."""
    from budgeting.results.actions import import_round

    return import_round(content=(elections.FOLDER / "pb" / file).read_bytes(), file_name=file)


def all_files(folder: Path) -> int:
    """How many elections did not come out as their city's."""
    wrong, files = 0, official_files()
    for at, file in enumerate(files):
        began = time.monotonic()
        round = brought_in(file)
        differing = published_winners(round) ^ elections.official(elections.election(file))
        again = recounts(round, folder / str(at))
        wrong += bool(differing) or not again
        said = f"differs: {sorted(differing)}" if differing else "as the city funded"
        print(f"{file}: {said}{'' if again else ', and does not recount'} ({time.monotonic() - began:.1f} s)")
    print(f"{len(files)} elections through the site, {wrong} not as their city's.")
    return wrong


def main() -> int:
    if not elections.present():
        print(elections.ABSENT, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(name, None)
        os.environ |= {"VAR_DIR": f"{folder}/var", "DJANGO_SETTINGS_MODULE": "cms.settings"}
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return 1 if all_files(Path(folder)) else 0


if __name__ == "__main__":
    sys.exit(main())
