"""The engine on the command line: `python -m budgeting.allocation recount MANIFEST`."""

import argparse
import sys
from pathlib import Path

from .bundle import recount
from .errors import AllocationError


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 where the recount gives the published result, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m budgeting.allocation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    again = commands.add_parser(
        "recount", help="count a published bundle again and compare the result byte for byte"
    )
    again.add_argument("manifest", type=Path, help="manifest.json, or the folder that holds it")
    options = parser.parse_args(arguments)
    try:
        result = recount(options.manifest)
    except AllocationError as fault:
        print(f"The recount failed. {fault}", file=sys.stderr)
        return 1
    print(f"The recount gives the published result, byte for byte ({len(result)} bytes).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
