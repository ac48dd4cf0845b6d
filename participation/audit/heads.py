"""The published ends of the chain: one small file a day, outside the database."""

import datetime
import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from participation.audit.models import AuditHead
from participation.clock import database_now


@dataclass(frozen=True)
class DailyHead:
    day: datetime.date
    sequence: int
    hash: str

    @property
    def file_name(self) -> str:
        return f"{self.day.isoformat()}.json"


def current_head() -> AuditHead:
    return AuditHead.objects.filter(pk=1).first() or AuditHead()


def write_daily_head() -> Path | None:
    """Write today's head file once; None when today's is there already. A file is never written twice."""
    now = database_now()
    path = Path(settings.AUDIT_HEADS_DIR) / f"{now:%Y-%m-%d}.json"
    if path.exists():
        return None
    head = current_head()
    text = json.dumps({"at": now.isoformat(), "sequence": head.sequence, "hash": head.hash}) + "\n"
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_text(text)
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return None
    finally:
        unfinished.unlink()
    return path


def daily_heads(most: int) -> list[DailyHead]:
    """The newest `most` daily heads, newest first."""
    folder = Path(settings.AUDIT_HEADS_DIR)
    return [_read(path) for path in sorted(folder.glob("????-??-??.json"), reverse=True)[:most]]


def _read(path: Path) -> DailyHead:
    head = json.loads(path.read_text())
    return DailyHead(datetime.date.fromisoformat(path.stem), head["sequence"], head["hash"])
