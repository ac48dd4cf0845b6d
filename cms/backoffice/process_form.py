"""The form of a process: its words, and for a new one its phases."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.backoffice.fields import LongText, when_field
from participation.processes.models import Phase, Process

PHASES = 3
# How proposals are taken, supported and changed.
PROPOSING = ("supports_needed", "supports_bring", "support_cap", "check_first", "material_cost_share")


class ProcessForm(forms.ModelForm):
    """The words of a process; for a new one also its phases and whether people see it at once."""

    published = forms.BooleanField(label=gettext_lazy("Show it to everyone at once"), required=False)

    class Meta:
        model = Process
        fields = ["title", "slug", "purpose", "intro", "rules", "area", *PROPOSING]
        field_classes = {"intro": LongText, "rules": LongText}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["material_cost_share"].required = False
        if self.instance.pk:
            del self.fields["published"], self.fields["slug"]
            return
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Leave it empty to make it from the title.")
        for number in range(1, PHASES + 1):
            self._add_phase(number)

    def _add_phase(self, number: int) -> None:
        first = number == 1
        kinds = Phase.Kind.choices if first else [("", _("No further phase")), *Phase.Kind.choices]
        words = {"number": number}
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_("Phase %(number)d: what happens") % words, choices=kinds, required=first
        )
        self.fields[f"phase_{number}"] = forms.CharField(
            label=_("Phase %(number)d: name") % words, max_length=80, required=first
        )
        self.fields[f"start_{number}"] = when_field(_("Phase %(number)d: start") % words, required=first)
        self.fields[f"end_{number}"] = when_field(_("Phase %(number)d: end") % words, required=first)

    def clean_material_cost_share(self):
        share = self.cleaned_data["material_cost_share"]
        return Process._meta.get_field("material_cost_share").default if share is None else share

    def clean_slug(self):
        return self.cleaned_data["slug"] or slugify(self.cleaned_data.get("title", ""))[:120]

    def clean(self):
        cleaned = super().clean()
        for number in range(2, PHASES + 1):
            if cleaned.get(f"kind_{number}"):
                for part in ("phase", "start", "end"):
                    if not cleaned.get(f"{part}_{number}") and f"{part}_{number}" not in self.errors:
                        self.add_error(f"{part}_{number}", _("Fill this in, or choose no further phase."))
        return cleaned

    def plans(self) -> list[dict]:
        found = self.cleaned_data
        return [
            {
                "kind": found[f"kind_{number}"],
                "title": found[f"phase_{number}"],
                "start": found[f"start_{number}"],
                "end": found[f"end_{number}"],
            }
            for number in range(1, PHASES + 1)
            if found.get(f"kind_{number}")
        ]
