"""What falls due: marks of texts, who reported what, and what waits about things that are gone."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType

from participation.accounts.privacy.keeping import REPORTS_KEPT
from participation.clock import database_now
from participation.moderation.machine import MARKS_LAST
from participation.moderation.models import Report
from participation.moderation.threats import forget_evidence
from participation.moderation.watch import TextMark


def run_due() -> str:
    marks, _by_model = TextMark.objects.filter(made_at__lte=database_now() - MARKS_LAST).delete()
    evidence = forget_evidence()
    old = Report.objects.filter(decision__decided_at__lte=database_now() - REPORTS_KEPT)
    done = {
        "marks of texts": marks,
        "evidence of threats": evidence,
        "old reports": old.delete()[0],
        "reports of what is gone": _forget_gone(),
    }
    return ", ".join(f"{count} {what} forgotten" for what, count in done.items() if count)


def _forget_gone() -> int:
    """Open reports about things that were deleted with what they stood in."""
    waiting = defaultdict(set)
    for row in Report.objects.open_targets():
        waiting[row["target_type_id"]].add(row["target_id"])
    count = 0
    for type_id, pks in waiting.items():
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        there = set(model._default_manager.filter(pk__in=pks).values_list("pk", flat=True))
        gone = Report.objects.open().filter(target_type=type_id, target_id__in=pks - there)
        count += gone.delete()[0]
    return count
