"""Entering a box by keyboard: one slip, one field, the enter key. Nothing typed is shown again."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from budgeting.ballots.box import locksmith
from budgeting.ballots.paper.actions import begin_entry, enter_slip, finish_entry
from budgeting.ballots.paper.forms_of import form_of_area
from budgeting.ballots.paper.models import PaperEntry, PaperPart
from budgeting.ballots.paper.readings import differences, entries_of
from budgeting.ballots.paper.rules import may_enter
from budgeting.ballots.paper.words import typing_examples
from cms.backoffice.paper.screen import PaperScreen, paper_address
from cms.backoffice.viewset import add_errors

QUIET = {"autocomplete": "off", "autocorrect": "off", "spellcheck": "false", "autofocus": True}


class VersionForm(forms.Form):
    version = forms.CharField(
        label=gettext_lazy("Version at the foot of the slips"),
        help_text=gettext_lazy("Eight letters and digits, such as 7K2M-9QXD. Or scan the code beside it."),
        max_length=300,
        widget=forms.TextInput(attrs={**QUIET, "autocapitalize": "characters"}),
    )


class SlipForm(forms.Form):
    slip = forms.CharField(
        label=gettext_lazy("What is marked"), max_length=400, widget=forms.TextInput(attrs=QUIET)
    )
    number = forms.IntegerField(min_value=1, max_value=10**9 - 1, widget=forms.HiddenInput)


class EnteringScreen(PaperScreen, FormView):
    part = PaperPart.Part.BOXES

    def may(self, user, now):
        return may_enter(user, self.round, now)

    @cached_property
    def entry(self) -> PaperEntry | None:
        """This person's open entry of the box."""
        entries = PaperEntry.objects.filter(box=self.box, attempt=self.box.attempt, finished=False)
        return entries.select_related("box__round").filter(entered_by=self.request.user).first()

    def slip_address(self) -> str:
        return reverse("rounds:paper_slip", args=[self.round.pk, self.box.pk])


class BeginEntryView(EnteringScreen):
    """Which form the slips are of; slips of another one are not entered."""

    template_name = "cms/backoffice/paper/begin.html"
    form_class = VersionForm
    page_title = gettext_lazy("Enter a box")

    def get(self, request, *args, **kwargs):
        return redirect(self.slip_address()) if self.entry else super().get(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            begin_entry(actor=self.request.user, box=self.box, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        return redirect(self.slip_address())

    def get_context_data(self, **kwargs):
        back = paper_address(self.round.pk)
        return {**super().get_context_data(**kwargs), "box": self.box, "paper_desk": back}


class SlipView(EnteringScreen):
    """Slip after slip. What was typed is kept encrypted, so that no screen can show it again."""

    template_name = "cms/backoffice/paper/slip.html"
    form_class = SlipForm

    @property
    def page_title(self):
        return _("Settle a box") if self.settling else _("Enter a box")

    @property
    def settling(self) -> bool:
        return self.entry is not None and self.entry.turn == PaperEntry.Turn.SETTLING

    def get(self, request, *args, **kwargs):
        if self.entry is None:
            return redirect("rounds:paper_enter", self.round.pk, self.box.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.entry is None:
            raise Http404
        return self._finish() if "finish" in request.POST else super().post(request, *args, **kwargs)

    def get_initial(self):
        return {"number": self.number}

    @cached_property
    def to_settle(self) -> list[int]:
        box = self.box
        return differences(locksmith(self.round), box, entries_of(box)) if self.settling else []

    @cached_property
    def number(self) -> int:
        """The slip to read now: the next one, or an earlier one that is typed again."""
        asked = self.request.GET.get("again", "")[:7]
        if asked.isascii() and asked.isdecimal() and 1 <= int(asked) <= self.entry.slips:
            return int(asked)
        if self.settling:
            return self.to_settle[0] if self.to_settle else 0
        return self.entry.slips + 1

    def form_valid(self, form):
        data = form.cleaned_data
        try:
            enter_slip(actor=self.request.user, entry=self.entry, number=data["number"], text=data["slip"])
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        return redirect(self.slip_address())

    def _finish(self):
        try:
            box = finish_entry(
                actor=self.request.user, entry=self.entry, anyway="anyway" in self.request.POST
            )
        except ValidationError as error:
            page = self.get_context_data(form=self.form_class(initial=self.get_initial()))
            return self.render_to_response({**page, "doubt": " ".join(error.messages)})
        happened = (
            _("The box “%(place)s” is entered and settled.")
            if box.settled is not None
            else _("Your part of the box “%(place)s” is done.")
        )
        messages.success(self.request, happened % {"place": box.place})
        return redirect(paper_address(self.round.pk))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        sent = form.data.get("number", "") if form.is_bound else ""
        return {
            **context,
            "box": self.box,
            "entry": self.entry,
            "settling": self.settling,
            "to_settle": len(self.to_settle),
            "number": int(sent[:9]) if sent.isdecimal() else self.number,
            "printed": form_of_area(self.round, self.box.area_id),
            "examples": typing_examples(self.round),
            "paper_desk": paper_address(self.round.pk),
        }
