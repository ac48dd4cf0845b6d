"""What staff do to one proposal: move it to another status, answer it, set milestones."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.backoffice.acts import Act, ReasonForm
from cms.backoffice.fields import day_field, long_text
from participation.proposals import moves, rules
from participation.proposals.actions import (
    add_milestone,
    answer_proposal,
    change_status,
    merge_proposals,
    remove_milestone,
    split_proposal,
)
from participation.proposals.models import Proposal
from participation.proposals.similar import similar_proposals

SPLIT = ("title", "what", "why")


class StatusForm(forms.Form):
    """Offers the moves that this person may make now."""

    asks = True
    status = forms.ChoiceField(label=gettext_lazy("New status"), widget=forms.RadioSelect)
    status_reason = long_text(
        gettext_lazy("Reason"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Everyone can read this on the page of the proposal."),
    )

    def __init__(self, *args, proposal, user, **kwargs):
        super().__init__(*args, **kwargs)
        possible = moves.possible(user, proposal)
        self.fields["status"].choices = [(each, Proposal.Status(each).label) for each in possible]


class AnswerForm(forms.Form):
    text = long_text(
        gettext_lazy("Answer"),
        max_length=20_000,
        help_text=gettext_lazy(
            "Plain words, or simple HTML: paragraphs, lists, bold, links. Other markup is taken out."
        ),
    )


class MilestoneForm(forms.Form):
    day = day_field(gettext_lazy("Date"))
    title = forms.CharField(label=gettext_lazy("What happens"), max_length=120)
    words = long_text(gettext_lazy("More about it"), max_length=2000, required=False)


class MergeForm(forms.Form):
    """The nearest proposals to choose from, or the number of any other."""

    asks = True
    into = forms.ChoiceField(
        label=gettext_lazy("Merge it into"), widget=forms.RadioSelect, required=False, choices=[]
    )
    number = forms.IntegerField(
        label=gettext_lazy("Or into the proposal with this number"),
        required=False,
        min_value=1,
        max_value=2**31,
        help_text=gettext_lazy("The number stands in the address of its page."),
    )
    reason = long_text(gettext_lazy("Reason, which everyone can read"), max_length=500)

    def __init__(self, *args, proposal, user, **kwargs):
        super().__init__(*args, **kwargs)
        near = similar_proposals(proposal.process, f"{proposal.title} {proposal.what}", limit=6)
        self.fields["into"].choices = [(each.pk, each.title) for each in near if each.pk != proposal.pk]

    def clean(self):
        cleaned = super().clean()
        key = cleaned.get("number") or cleaned.get("into")
        cleaned["target"] = Proposal.objects.filter(pk=key).first() if key else None
        if cleaned["target"] is None and not self.errors:
            self.add_error("into", _("Choose the proposal that this one goes into."))
        return cleaned


class SplitForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("First: title"), max_length=100)
    what = long_text(gettext_lazy("First: what should happen"), max_length=3000)
    why = long_text(gettext_lazy("First: why it matters"), max_length=3000)
    second_title = forms.CharField(label=gettext_lazy("Second: title"), max_length=100)
    second_what = long_text(gettext_lazy("Second: what should happen"), max_length=3000)
    second_why = long_text(gettext_lazy("Second: why it matters"), max_length=3000)
    reason = long_text(gettext_lazy("Reason, which everyone can read"), max_length=300)


def _merge(actor, proposal, data) -> str:
    merge_proposals(actor=actor, proposal=proposal, into=data["target"], reason=data["reason"])
    return _("“%(proposal)s” is merged. Its supporters are told.") % {"proposal": proposal}


def _split(actor, proposal, data) -> str:
    first = {name: data[name] for name in SPLIT}
    second = {name: data[f"second_{name}"] for name in SPLIT}
    new = split_proposal(actor=actor, proposal=proposal, first=first, second=second, reason=data["reason"])
    return _("The second part is “%(new)s”. Supporters are told.") % {"new": new}


def _change(actor, proposal, data) -> str:
    change_status(actor=actor, proposal=proposal, status=data["status"], reason=data["status_reason"])
    return _("“%(proposal)s” is now: %(status)s. Everyone can read why.") % {
        "proposal": proposal,
        "status": Proposal.Status(data["status"]).label,
    }


def _answer(actor, proposal, data) -> str:
    answer_proposal(actor=actor, proposal=proposal, text=data["text"])
    return _("The answer stands on the page of “%(proposal)s”.") % {"proposal": proposal}


def _set_milestone(actor, proposal, data) -> str:
    add_milestone(actor=actor, proposal=proposal, **data)
    return _("The milestone stands on the page of “%(proposal)s”.") % {"proposal": proposal}


def _remove_milestone(actor, milestone, data) -> str:
    remove_milestone(actor=actor, milestone=milestone, reason=data["reason"])
    return _("The milestone is gone.")


def _answered(proposal) -> dict[str, str]:
    return {"text": proposal.answer.text} if hasattr(proposal, "answer") else {}


def _may_merge(user, proposal) -> bool:
    return rules.may_merge(user) and proposal.status in rules.MERGEABLE and proposal.frozen_at is None


PROPOSAL_ACTS = {
    "status": Act(
        label=gettext_lazy("Change the status"),
        explanation=gettext_lazy("Everyone reads the new status and the reason. Followers are told."),
        icon="check",
        may=lambda user, proposal, now: (
            rules.may_change_status(user, proposal)
            and any(move != "withdrawn" for move in moves.possible(user, proposal))
        ),
        perform=_change,
        form=StatusForm,
    ),
    "answer": Act(
        label=gettext_lazy("Answer officially"),
        explanation=gettext_lazy("The council’s answer stands on the page. Another one takes its place."),
        icon="comment",
        may=lambda user, proposal, now: rules.may_answer(user, proposal),
        perform=_answer,
        form=AnswerForm,
        initial=_answered,
    ),
    "milestone": Act(
        label=gettext_lazy("Set a milestone"),
        explanation=gettext_lazy("What happened or will happen, with its date. Followers are told."),
        icon="date",
        may=lambda user, proposal, now: rules.may_answer(user, proposal),
        perform=_set_milestone,
        form=MilestoneForm,
        initial=lambda proposal: {"day": timezone.localdate()},
    ),
}
PROPOSAL_ACTS |= {
    "merge": Act(
        label=gettext_lazy("Merge into another"),
        explanation=gettext_lazy("Its supports count for the other one, once a person."),
        icon="link",
        may=lambda user, proposal, now: _may_merge(user, proposal),
        perform=_merge,
        form=MergeForm,
    ),
    "split": Act(
        label=gettext_lazy("Split into two"),
        explanation=gettext_lazy("Supporters stay with the first and are told of the second."),
        icon="cut",
        may=lambda user, proposal, now: _may_merge(user, proposal),
        perform=_split,
        form=SplitForm,
        initial=lambda proposal: {name: getattr(proposal, name) for name in SPLIT},
    ),
}
MILESTONE_ACTS = {
    "remove": Act(
        label=gettext_lazy("Take it away"),
        explanation=gettext_lazy("The milestone disappears. The log keeps why it went."),
        icon="bin",
        may=lambda user, milestone, now: rules.may_answer(user, milestone.proposal),
        perform=_remove_milestone,
        form=ReasonForm,
    )
}
