"""The form of a poll: its question, its options one a line, who may vote and when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.backoffice.fields import when_field
from participation.areas.models import Area
from participation.votes.actions.planning import FIELDS, Option
from participation.votes.models import Poll

MOST_LINES, MOST_CHOICES = 200, 20


class PollForm(forms.ModelForm):
    """`plan()` gives what `create_poll` and `change_poll` take."""

    options = forms.CharField(
        label=_("Options, or statements"),
        help_text=_(
            "One a line. After a vertical bar you may add a few words: “A ferry | Every half hour”. You add "
            "pictures afterwards."
        ),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    areas = forms.ModelMultipleChoiceField(
        Area.objects.for_choice(),
        label=_("Only residents of"),
        help_text=_("Choose none for the whole town. Neighbourhoods inside an area belong to it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opens_at = when_field(_("Opens"))
    closes_at = when_field(_("Closes"))
    min_choices = forms.IntegerField(label=_("Fewest choices"), min_value=1, initial=1)
    max_choices = forms.IntegerField(
        label=_("Most choices, or places to put in order"),
        min_value=1,
        max_value=MOST_CHOICES,
        required=False,
        help_text=_("Leave it empty for as many as there are options."),
    )

    class Meta:
        model = Poll
        fields = [
            *("process", "question", "words", "kind", "options", "min_choices", "max_choices", "max_points"),
            *("who", "areas", "age_from", "age_to", "age_on", "shown", "opens_at", "closes_at"),
            *("takes_statements", "hold_first"),
        ]
        help_texts = {
            "words": _("Paragraphs parted by an empty line."),
            "age_on": _("Only the year counts, because the register keeps years of birth alone."),
            "shown": _("Once the poll is open, this can only become later or for fewer people."),
        }
        widgets = {"age_on": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["process"].empty_label = _("None: it stands alone")
        poll = self.instance
        if poll.pk:
            self.initial["options"] = "\n".join(_line(each) for each in _kept(poll))
            self.initial["areas"] = list(poll.areas.values_list("pk", flat=True))

    def clean_options(self) -> list[Option]:
        lines = [line for line in self.cleaned_data["options"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("Write at most 200 lines."))
        return [self._option(line) for line in lines]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("max_choices") and "max_choices" not in self.errors:
            cleaned["max_choices"] = min(len(cleaned.get("options") or [""]), MOST_CHOICES)
        return cleaned

    def _option(self, line: str) -> Option:
        """A line of the plan; the picture of an option stays with its words."""
        title, _bar, words = (part.strip() for part in line.partition("|"))
        before = self._pictures().get(title)
        return Option(title, words, *before) if before else Option(title, words)

    def _pictures(self) -> dict[str, tuple[str, str]]:
        if not self.instance.pk:
            return {}
        rows = self.instance.options.exclude(picture="")
        return {row.title: (row.picture.name, row.picture_alt) for row in rows}

    def _get_validation_exclusions(self):
        # The act checks the whole poll; here only what was typed into each field.
        return {*super()._get_validation_exclusions(), "options"}

    def plan(self) -> dict:
        kept = self.cleaned_data
        return {name: kept[name] for name in (*sorted(FIELDS), "options", "areas")}


def _kept(poll: Poll) -> list:
    if poll.kind == Poll.Kind.STATEMENTS:
        return list(poll.statements.filter(author=None))
    return list(poll.options.all())


def _line(row) -> str:
    words = getattr(row, "words", "")
    return f"{row} | {words}" if words else str(row)
