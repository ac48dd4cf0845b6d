"""What falls due in checks: the officer is reminded three days before the day, and once it is past."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from budgeting.rounds.assessing.models import Assessment
from participation.notices.actions import tell

DAYS_BEFORE = 3
AT_ONCE = 500


@transaction.atomic
def run_due() -> str:
    """Once for each day that is due and once when it is past; a moved day is reminded of anew."""
    today = timezone.localdate()
    soon = Q(due__lte=today + timedelta(days=DAYS_BEFORE)) & (
        Q(reminded_of=None) | Q(reminded_of__lt=F("due") - timedelta(days=DAYS_BEFORE))
    )
    late = Q(due__lt=today) & (Q(reminded_of=None) | Q(reminded_of__lte=F("due")))
    waiting = Assessment.objects.undecided().filter(round__opened_at=None, officer__isnull=False)
    rows = waiting.select_for_update(of=("self",)).filter(soon | late).select_related("officer")
    found = list(rows[:AT_ONCE])
    for assessment in found:
        event = "assessment-late" if assessment.is_overdue(today) else "assessment-due"
        tell(people=[assessment.officer], thing=assessment, event=event)
    Assessment.objects.filter(pk__in=[each.pk for each in found]).update(reminded_of=today)
    return f"{len(found)} officers reminded of checks" if found else ""
