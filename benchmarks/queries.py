"""`python -m benchmarks.queries TOWN`: queries of the busiest pages for a visitor and a resident, as JSON."""

import json
import sys
from pathlib import Path

import django


def counts(town: dict) -> dict[str, dict[str, int]]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.VISITOR_SECONDS = 0  # what a page costs when it is made
    found: dict[str, dict[str, int]] = {}
    pages = {"home": "/", "list": town["list"], "proposal with comments": town["talked_about"]}
    for name, path in pages.items():
        for who, session in (("visitor", ""), ("resident", town["sessions"][0])):
            client = Client(SERVER_NAME="127.0.0.1")
            if session:
                client.cookies["sessionid"] = session
            client.get(path)
            with CaptureQueriesContext(
                connection,
            ) as captured:
                answer = client.get(path)
            found.setdefault(name, {})[who] = len(captured)
            found[name][f"{who}, KB"] = len(answer.content) // 1024
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps(counts(json.loads(Path(sys.argv[1]).read_text()))))
