"""Who can do an act, found out by trying: each person sends it over its real address, and nothing is kept."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from django.db import connection, transaction
from django.test import Client

MATRIX = Path(__file__).with_name("matrix.txt")
PHASES = ("coming", "open", "review", "over")
# Where a phase says nothing: tried in this one.
ANY = "open"
# Words of the file for several people.
GROUPS = {
    "residents": ["resident", "unconfirmed", "author", "co-author"],
    "staff": ["facilitator", "officer", "finance", "auditor"],
    "nobody": [],
}
# Written whatever the answer is: sessions, counts of limits, Wagtail's settings of each member of staff.
ASIDE = ("session", "sharedlimit", "django_", "account_", "wagtailusers_")
WRITES = re.compile(r'(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "?(\w+)"?')


class Written:
    """Watches the connection: the tables of which rows were really written, but for those ASIDE."""

    def __init__(self):
        self.tables: set[str] = set()

    def __call__(self, execute, sql, *given):
        result, context = execute(sql, *given), given[-1]
        # Rows that an INSERT gives back are not counted before they are read.
        if (match := WRITES.match(sql)) and (context["cursor"].rowcount != 0 or "RETURNING" in sql):
            self.tables |= {name for name in match.groups() if not any(word in name for word in ASIDE)}
        return result


def tried(ask: Callable, *given) -> tuple[int, set[str]]:
    """The status of the answer, and what was written. Every try is undone."""
    written = Written()
    with transaction.atomic(), connection.execute_wrapper(written):
        answer = ask(*given)
        if answer.streaming:
            b"".join(answer)  # read to its end, a file closes
        transaction.set_rollback(True)
    return answer.status_code, written.tables


def who_can(act: Callable, here, clients: Mapping[str, Client]) -> list[str]:
    """For whom the POST changes something."""
    found = []
    for name, client in clients.items():
        address, data = act(here)
        status, tables = tried(client.post, address, data)
        assert status < 500
        if status < 400 and tables:
            found.append(name)
    return found


def declared() -> dict[tuple[str, str], list[str]]:
    """{(action, phase): people} of the file: heads of one or more actions, then a line for each phase."""
    found: dict[tuple[str, str], list[str]] = {}
    actions: list[str] = []
    complete = True
    for line in MATRIX.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            actions = [line.strip()] if complete else [*actions, line.strip()]
            complete = False
            continue
        complete = True
        phases, _colon, names = line.partition(":")
        people = sorted(person for name in names.split() for person in GROUPS.get(name, [name]))
        found |= {(action, phase): people for action in actions for phase in phases.split()}
    return found
