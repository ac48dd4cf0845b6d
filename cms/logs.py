"""Structured logs without private data: one JSON object a line, made of an allow-list of fields."""

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """Writes time, level, logger, event and kind of exception: never a request body, a query or a person."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _event(record),
        }
        status = getattr(record, "status_code", None)
        if status is not None:
            line["status"] = status
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = type(record.exc_info[1]).__name__
            line["where"] = _innermost(record.exc_info[2])
        return json.dumps(line)


def _event(record: logging.LogRecord) -> str:
    """The unfilled template. What was put into it may hold addresses or what a person typed."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    if record.name.startswith("django.security"):
        # Django writes the refused input itself here; the logger's name says what kind it was.
        return "refused input"
    return record.msg[:300]


def _innermost(traceback) -> str:
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return ""
    code = traceback.tb_frame.f_code
    return f"{code.co_filename.rsplit('/', 1)[-1]}:{traceback.tb_lineno} {code.co_name}"
