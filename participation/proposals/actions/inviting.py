"""Writing together: the first author asks, the other says yes or no, either can let it go."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.accounts.pace import count_act_of
from participation.clock import database_now
from participation.limits.table import INVITATIONS
from participation.notices.actions import follow, tell
from participation.proposals import rules
from participation.proposals.models import CoAuthor, Proposal

MOST_ASKED = 10


@transaction.atomic
def ask_co_author(*, author: User, proposal: Proposal, whom: str) -> None:
    """`whom` is a display name or an email address of someone registered.

    An address that nobody has is taken without a word: it is nobody's business who has an account.
    Raises PermissionDenied with the reason, and ValidationError naming "whom".
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("process").get(pk=proposal.pk)
    if refusal := rules.ask_refusal(author, proposal):
        raise PermissionDenied(refusal)
    whom = " ".join(whom.split())
    person = User.objects.with_email(whom).first() if "@" in whom else _by_name(whom)
    if person == author:
        raise ValidationError({"whom": _("You are its author already.")})
    if proposal.co_authors.count() >= MOST_ASKED:
        full = _("You can ask %(n)d people at most.") % {"n": MOST_ASKED}
        raise ValidationError({"whom": full})
    # Also where nobody has this address: else it could be told from the limit who has an account.
    count_act_of(author, INVITATIONS)
    if person is None or not person.is_active or person.blocked_at is not None:
        return
    _asked, new = CoAuthor.objects.get_or_create(
        proposal=proposal, person=person, defaults={"by_address": "@" in whom}
    )
    if new:
        tell(people=[person], thing=proposal, event="author-asked", actor=author)


@transaction.atomic
def answer_invitation(*, person: User, proposal: Proposal, accept: bool) -> None:
    """A second yes changes nothing. Raises PermissionDenied when nobody asked, or the words are frozen."""
    asked = CoAuthor.objects.select_for_update().filter(proposal=proposal, person=person).first()
    if asked is None or asked.state == CoAuthor.State.DECLINED or not rules.may_answer_invitation(person):
        raise PermissionDenied(_("Nobody asked you to write this proposal together."))
    answer = CoAuthor.State.ACCEPTED if accept else CoAuthor.State.DECLINED
    if asked.state == answer:
        return
    asked.state = answer
    asked.answered_at = database_now()
    asked.save(update_fields=["state", "answered_at"])
    if accept:
        follow(user=person, thing=proposal)
    first = [proposal.author] if proposal.author else []
    tell(people=first, thing=proposal, event="author-yes" if accept else "author-no", actor=person)


@transaction.atomic
def remove_co_author(*, author: User, proposal: Proposal, person: int) -> None:
    """The first author takes back what they asked, or the share of another author. Versions stay."""
    if not rules.is_first_author(author, proposal):
        raise PermissionDenied(_("Only the first author does this."))
    CoAuthor.objects.filter(proposal=proposal, person=person).delete()


def _by_name(name: str) -> User | None:
    found: list[User] = (
        list(User.objects.filter(display_name__iexact=name, is_active=True)[:2]) if name else []
    )
    if len(found) > 1:
        raise ValidationError({"whom": _("More than one person has this name. Use an email address.")})
    if not found:
        raise ValidationError({"whom": _("Nobody here has this name.")})
    return found[0]
