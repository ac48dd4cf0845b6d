"""Settings of a site with one guard taken out, for the controls: KILLS_FAULT is `late` or `torn`.

`python -m tests.kills.faults` drops the constraints of a place for `double`. The checks must catch each.
"""

import os
import threading
import time

import django
from django.db.backends.signals import connection_created
from django.http import HttpResponseRedirect

from cms.settings import *  # noqa: F403
from cms.settings import MIDDLEWARE

FAULT = os.environ.get("KILLS_FAULT", "")
# Long enough for the answer to be read before the work begins, as with a queue in memory.
LATENESS = 0.5
# Between two statements, so that kills fall between them.
GAP = 0.05


class AnswersFirst:
    """Says that it is done, and does it afterwards."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST" or not request.path.endswith(("/cast/", "/support/", "/pledge/")):
            return self.get_response(request)
        read = request.POST  # while the connection is there
        threading.Thread(target=self._later, args=(request, read)).start()
        place = {"cast": "in/", "pledge": "", "support": ""}[request.path.rstrip("/").rsplit("/", 1)[1]]
        return HttpResponseRedirect(request.path.rstrip("/").rsplit("/", 1)[0] + "/" + place)

    def _later(self, request, read) -> None:
        time.sleep(LATENESS)
        self.get_response(request)


def each_statement_by_itself(execute, sql, params, many, context):
    """What a missing transaction does: every statement is committed as it comes, before the next."""
    if sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK TO")):
        return None
    result = execute(sql, params, many, context)
    if context["connection"].in_atomic_block:
        context["connection"].connection.commit()
        time.sleep(GAP)
    return result


def tear(connection, **kwargs) -> None:
    connection.execute_wrappers.append(each_statement_by_itself)


if FAULT == "late":
    MIDDLEWARE = [*MIDDLEWARE, "tests.kills.faults.AnswersFirst"]
elif FAULT == "torn":
    connection_created.connect(tear, dispatch_uid="torn")


def drop_constraints() -> None:
    """One person may have two ballots and two supports."""
    from django.db import connection

    from budgeting.models import PollBookEntry
    from participation.models import Support

    for model, name in ((PollBookEntry, "one_person_one_ballot"), (Support, "one_person_one_support")):
        constraint = next(each for each in model._meta.constraints if each.name == name)
        # SQLite makes the table anew from what the model says it has.
        model._meta.constraints.remove(constraint)
        with connection.schema_editor() as editor:
            editor.remove_constraint(model, constraint)


if __name__ == "__main__":
    django.setup()
    drop_constraints()
