"""What falls due: the head of the chain is published each day."""

from participation.audit.heads import write_daily_head


def run_due() -> str:
    path = write_daily_head()
    return f"head of the log written to {path.name}" if path else ""
