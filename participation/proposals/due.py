"""What falls due: drafts that nobody touched for long are announced, then removed."""

from datetime import timedelta

from django.db import transaction

from participation.accounts.privacy.keeping import DRAFT_KEPT, DRAFT_WARNING
from participation.clock import database_now
from participation.notices.actions import tell
from participation.proposals.models import ProposalDraft

DAYS_KEPT = DRAFT_KEPT.days
DAYS_OF_NOTICE = DRAFT_WARNING.days
AT_ONCE = 500


def run_due() -> str:
    warned, removed = _warn(), _remove()
    said = [
        f"{warned} drafts announced" if warned else "",
        f"{removed} old drafts removed" if removed else "",
    ]
    return ", ".join(filter(None, said))


@transaction.atomic
def _warn() -> int:
    now = database_now()
    old = ProposalDraft.objects.select_for_update(of=("self",)).filter(
        warned_at=None, changed_at__lte=now - timedelta(days=DAYS_KEPT - DAYS_OF_NOTICE)
    )
    drafts = list(old.select_related("author", "process")[:AT_ONCE])
    for draft in drafts:
        facts = {"draft": str(draft), "days": DAYS_OF_NOTICE}
        tell(people=[draft.author], thing=draft.process, event="draft-goes", facts=facts)
    ProposalDraft.objects.filter(pk__in=[draft.pk for draft in drafts]).update(warned_at=now)
    return len(drafts)


@transaction.atomic
def _remove() -> int:
    """Only those that were announced long enough ago, however late this runs."""
    warned_until = database_now() - timedelta(days=DAYS_OF_NOTICE)
    old = list(ProposalDraft.objects.filter(warned_at__lte=warned_until)[:AT_ONCE])
    for draft in old:
        draft.delete()
    return len(old)
