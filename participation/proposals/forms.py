"""Writing a proposal in three short steps that need no JavaScript: each step carries the others hidden."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from participation.areas.models import Area
from participation.money_field import MoneyField
from participation.processes.models import Category, Process
from participation.proposals.models import Proposal
from participation.proposals.pictures import read_picture

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_("The idea"), ("title", "what", "why")),
    (_("Where and for whom"), ("area", "place", "who_for", "category")),
    (_("Cost and picture"), ("rough_cost", "picture", "picture_alt")),
)
LARGEST_COST = 10**12


class ProposalForm(forms.ModelForm):
    """All fields of a proposal. `step` (0, 1, 2) is on the screen; the others lie hidden in the page."""

    rough_cost = MoneyField(
        label=_("Roughly, what might it cost?"),
        help_text=_(
            "A guess is fine. Leave it empty if you do not know: the council works out the real cost."
        ),
        required=False,
        max_value=LARGEST_COST,
    )
    picture = forms.FileField(
        label=_("A picture"),
        help_text=_(
            "A JPEG, PNG or WebP file of at most 8 MB. We remove the hidden details that tell where and when "
            "it was taken. Show no faces without asking."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Proposal
        fields = [name for _title, names in STEPS for name in names]
        help_texts = {
            "title": _("A few words that say what you want, such as “A bench by the ferry”."),
            "what": _("Say what should be there or happen that is not there now."),
            "why": _("What is the problem, and what would be better?"),
            "place": _("A street, a park or a building that people know."),
            "who_for": _("Who would use it or feel the difference?"),
            "picture_alt": _("Tell someone who cannot see the picture what is in it."),
        }
        widgets = {
            "what": forms.Textarea(attrs={"rows": 6}),
            "why": forms.Textarea(attrs={"rows": 6}),
            "who_for": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, process: Process, step: int = 0, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.process, self.step = process, step
        self.fields["area"].queryset = Area.objects.all()
        self.fields["area"].empty_label = _("Choose a part of town")
        self.fields["category"].queryset = Category.objects.all()
        self.fields["category"].empty_label = _("Choose a theme")
        for name in [name for name in self.fields if name not in STEPS[step][1]]:
            self._carry(name)

    def clean_title(self) -> str:
        """One line, whatever was pasted: titles stand in mails and files of one line a thing."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_picture(self) -> Any:
        picture = self.cleaned_data.get("picture")
        if picture:
            read_picture(picture)  # says what is wrong with it; publishing reads it once more
        return picture

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("picture") and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Say in a few words what the picture shows."))
        if self.errors and self.files.get("picture") and "picture" not in self.errors:
            again = _(
                "Choose the picture again: a browser does not keep a file when something else is wrong."
            )
            self.add_error("picture", ValidationError(again, code="choose_again"))
        return cleaned

    def step_is_complete(self) -> bool:
        """Whether the step on the screen has no error; later steps may still be empty."""
        return not any(name in self.errors for name in STEPS[self.step][1])

    def forget_other_steps(self) -> None:
        """Drop errors of fields that nobody has seen yet."""
        for name in [name for name in self.errors if name not in STEPS[self.step][1]]:
            del self.errors[name]

    def first_step_with_errors(self) -> int:
        return next(
            number for number, (_t, names) in enumerate(STEPS) if any(n in self.errors for n in names)
        )

    def _carry(self, name: str) -> None:
        """Keep what was typed in another step, unseen; a file cannot be kept, and is asked for last."""
        if name == "picture":
            del self.fields[name]
        else:
            self.fields[name].widget = forms.HiddenInput()
