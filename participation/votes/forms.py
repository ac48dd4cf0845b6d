"""The form of a vote, one for each kind of poll, and of a statement. They work without JavaScript."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participation.votes.models import Poll, PollOption, Statement


class VoteForm(forms.Form):
    """`given`: the choices that stand (option keys with values). `choices()` gives what `cast_vote` takes."""

    def __init__(self, data: Any, *, poll: Poll, options: Sequence[PollOption], given: dict[int, int]):
        super().__init__(data)
        self.poll, self.options, self.given = poll, options, given
        self._add_fields()

    def _add_fields(self) -> None:
        raise NotImplementedError

    def choices(self) -> dict[int, int]:
        raise NotImplementedError

    def _titles(self) -> list[tuple[int, str]]:
        return [(option.pk, option.title) for option in self.options]


class SingleForm(VoteForm):
    def _add_fields(self) -> None:
        self.fields["option"] = forms.TypedChoiceField(
            label=_("Your choice"),
            choices=self._titles(),
            coerce=int,
            initial=next(iter(self.given), None),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the options.")},
        )

    def choices(self) -> dict[int, int]:
        return {self.cleaned_data["option"]: 1}


class MultipleForm(VoteForm):
    def _add_fields(self) -> None:
        self.fields["options"] = forms.TypedMultipleChoiceField(
            label=_("Your choices"),
            help_text=number_words(self.poll),
            choices=self._titles(),
            coerce=int,
            initial=list(self.given),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": number_words(self.poll)},
        )

    def clean_options(self) -> list[int]:
        chosen = self.cleaned_data["options"]
        if not self.poll.min_choices <= len(chosen) <= self.poll.max_choices:
            raise ValidationError(number_words(self.poll))
        return chosen

    def choices(self) -> dict[int, int]:
        return dict.fromkeys(self.cleaned_data["options"], 1)


class RankedForm(VoteForm):
    """One list for each place: quicker by keyboard and on a phone than dragging, and it needs no script."""

    def _add_fields(self) -> None:
        standing = {place: option for option, place in self.given.items()}
        for place in range(1, self.poll.max_choices + 1):
            self.fields[f"place_{place}"] = forms.TypedChoiceField(
                label=_("Place %(number)d") % {"number": place},
                choices=[("", _("Nothing here")), *self._titles()],
                coerce=int,
                empty_value=None,
                required=place <= self.poll.min_choices,
                initial=standing.get(place),
                error_messages={"required": _("Choose an option for this place.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen: set[int] = set()
        gap = False
        for name in self.fields:
            option = cleaned.get(name)
            if option is None:
                gap = True
            elif option in seen:
                self.add_error(name, _("This option has a better place already. Choose another, or nothing."))
            elif gap and not self.errors:
                self.add_error(name, _("There is an empty place before this one. Fill that first."))
            seen.add(option)
        return cleaned

    def choices(self) -> dict[int, int]:
        places = (option for option in self.cleaned_data.values() if option is not None)
        return {option: place for place, option in enumerate(places, start=1)}


class ScoredForm(VoteForm):
    def _add_fields(self) -> None:
        points = [(str(each), str(each)) for each in range(self.poll.max_points + 1)]
        for option in self.options:
            self.fields[f"points_{option.pk}"] = forms.TypedChoiceField(
                label=option.title,
                choices=[*points, ("", _("No opinion"))],
                coerce=int,
                empty_value=None,
                required=False,
                initial=str(self.given.get(option.pk, "")),
                widget=forms.RadioSelect(attrs={"class": "points"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and all(points is None for points in cleaned.values()):
            raise ValidationError(_("Give points to at least one option."))
        return cleaned

    def choices(self) -> dict[int, int]:
        given = {option.pk: self.cleaned_data[f"points_{option.pk}"] for option in self.options}
        return {option: points for option, points in given.items() if points is not None}


FORMS: dict[str, type[VoteForm]] = {
    Poll.Kind.SINGLE: SingleForm,
    Poll.Kind.MULTIPLE: MultipleForm,
    Poll.Kind.RANKED: RankedForm,
    Poll.Kind.SCORED: ScoredForm,
}


def number_words(poll: Poll) -> str:
    least, most = poll.min_choices, poll.max_choices
    if least == most:
        return ngettext("Choose exactly %(n)d.", "Choose exactly %(n)d.", most) % {"n": most}
    return _("Choose %(least)d to %(most)d.") % {"least": least, "most": most}


class StatementForm(forms.ModelForm):
    """A statement that a resident adds."""

    class Meta:
        model = Statement
        fields = ["text"]
        help_texts = {
            "text": gettext_lazy(
                "One sentence with one thought, so that people can agree or disagree with it."
            )
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
