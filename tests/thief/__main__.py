"""The attack: `python -m tests.thief [--on sqlite|postgresql]`, on a site of its own on each database.

PostgreSQL is that of DATABASE_URL (else CI's role on this machine), read from below as THIEF_DATABASE_URL (a
superuser), with Redis. Exits 1 when a way from a voter to choices is found, or a planted one is not.
"""

# ruff: noqa: T201 - a command of its own
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.running.places import POSTGRESQL, REPOSITORY, SQLITE, dropped, new_place
from tests.running.servers import manage


def robbed(kind: str, folder: Path) -> bool:
    """Whether a site of this kind stood the attack."""
    with dropped(new_place(kind, folder)) as place:
        manage(place, "migrate", "-v", "0")
        if kind == POSTGRESQL:
            manage(place, "collectstatic", "--noinput", "-v", "0")
        print(f"{kind}:", flush=True)
        command = [sys.executable, "-m", "tests.thief.site"]
        return subprocess.run(command, cwd=REPOSITORY, env=place.environment(), check=False).returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.thief", description=__doc__)
    parser.add_argument("--on", choices=(SQLITE, POSTGRESQL), action="append", help="one database (both)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kinds = options.on or (SQLITE, POSTGRESQL)
        stood = [robbed(kind, Path(folder) / kind) for kind in kinds]
    return 0 if all(stood) else 1


if __name__ == "__main__":
    sys.exit(main())
