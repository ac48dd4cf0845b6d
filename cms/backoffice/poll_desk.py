"""The screen of one poll, and what officers do to it; facilitators look at statements that wait."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.backoffice.acts import Act, ActView, desk_acts
from cms.backoffice.fields import long_text, when_field
from cms.backoffice.policy import may_look
from cms.backoffice.refusals import SaysWhy
from participation.accounts.rules import STAFF_ROLES, role_refusal
from participation.votes import actions, rules
from participation.votes.eligibility import rule_in_words
from participation.votes.models import Poll, PollOption, Statement


def may_look_at_polls(user) -> bool:
    return may_look(user) or rules.may_release(user)


def desk_address(pk: int) -> str:
    return reverse("polls:desk", args=[pk])


class PollDesk(SaysWhy, WagtailAdminTemplateMixin, TemplateView):
    """One poll: its state, its rule, its options or statements, and what can be done now. Never a vote."""

    template_name = "cms/backoffice/poll.html"
    header_icon = "list-ul"

    def dispatch(self, request, *args, **kwargs):
        if not may_look_at_polls(request.user):
            raise PermissionDenied(role_refusal(request.user, *STAFF_ROLES))
        polls = Poll.objects.with_state().select_related("process").prefetch_related("areas")
        self.poll = get_object_or_404(polls, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        poll, user = self.poll, self.request.user
        return {
            **super().get_context_data(**kwargs),
            "poll": poll,
            "rule": rule_in_words(poll),
            "acts": desk_acts(POLL_ACTS, user, poll, "polls:act"),
            "may_change": rules.may_change(user, poll),
            "options": poll.options.all(),
            "waiting": poll.statements.visible().filter(held=True) if rules.may_release(user) else [],
            "statements": poll.statements.shown(),
            "extensions": poll.extensions.all(),
        }

    def get_page_title(self):
        return str(self.poll)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("polls:index"), "label": _("Polls")},
            {"url": "", "label": str(self.poll)},
        ]


class ExtendForm(forms.Form):
    closes_at = when_field(gettext_lazy("New end"))
    reason = long_text(gettext_lazy("Reason, which everyone can read"), max_length=500)


class TightenForm(forms.Form):
    shown = forms.TypedChoiceField(
        label=gettext_lazy("Results are shown"), coerce=int, choices=Poll.Shown.choices[1:]
    )
    reason = long_text(gettext_lazy("Reason"), max_length=500)


class PictureForm(forms.Form):
    picture = forms.FileField(label=gettext_lazy("Picture: a JPEG, PNG or WebP file"))
    picture_alt = forms.CharField(label=gettext_lazy("What does the picture show?"), max_length=200)


def _publish(actor, poll, data) -> str:
    actions.publish_poll(actor=actor, poll=poll)
    return _("“%(poll)s” is published. The clock opens it.") % {"poll": poll}


def _extend(actor, poll, data) -> str:
    actions.extend_poll(actor=actor, poll=poll, **data)
    return _("“%(poll)s” has more time now.") % {"poll": poll}


def _tighten(actor, poll, data) -> str:
    actions.tighten_results(actor=actor, poll=poll, **data)
    return _("Results are shown more sparingly from now on.")


def _release(actor, statement, data) -> str:
    actions.release_statement(actor=actor, statement=statement)
    return _("Everyone can answer this statement now.")


def _picture(actor, option, data) -> str:
    actions.set_option_picture(actor=actor, option=option, **data)
    return _("“%(option)s” has this picture now.") % {"option": option}


POLL_ACTS = {
    "publish": Act(
        label=gettext_lazy("Publish"),
        explanation=gettext_lazy(
            "Everyone sees it from now on, and the clock opens it. Once it is open, nothing in it changes."
        ),
        icon="view",
        may=lambda user, poll, now: rules.may_publish(user, poll),
        perform=_publish,
    ),
    "extend": Act(
        label=gettext_lazy("Give more time"),
        explanation=gettext_lazy("The end moves later. Everyone can read why. A poll never closes early."),
        icon="time",
        may=rules.may_extend,
        perform=_extend,
        form=ExtendForm,
        initial=lambda poll: {"closes_at": poll.closes_at},
    ),
    "tighten": Act(
        label=gettext_lazy("Show results more sparingly"),
        explanation=gettext_lazy("Later, or to fewer people. This cannot be taken back while the poll runs."),
        icon="view",
        may=rules.may_tighten,
        perform=_tighten,
        form=TightenForm,
    ),
}
STATEMENT_ACTS = {
    "release": Act(
        label=gettext_lazy("Show to everyone"),
        explanation=gettext_lazy("People can answer this statement from now on."),
        icon="view",
        may=lambda user, statement, now: rules.may_release(user) and statement.held,
        perform=_release,
    )
}
OPTION_ACTS = {
    "picture": Act(
        label=gettext_lazy("Set the picture"),
        explanation=gettext_lazy("It is made smaller, and hidden details such as its place are removed."),
        icon="image",
        may=lambda user, option, now: rules.may_change(user, option.poll, now),
        perform=_picture,
        form=PictureForm,
    )
}


class PollActView(ActView):
    acts = POLL_ACTS

    def get_thing(self):
        return get_object_or_404(Poll, pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.pk)


class StatementActView(ActView):
    acts = STATEMENT_ACTS

    def get_thing(self):
        return get_object_or_404(Statement.objects.select_related("poll"), pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.poll_id)


class OptionActView(ActView):
    acts = OPTION_ACTS

    def get_thing(self):
        return get_object_or_404(PollOption.objects.select_related("poll"), pk=self.kwargs["pk"])

    def desk_url(self):
        return desk_address(self.thing.poll_id)
