"""What an officer types about a new campaign and its news."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting.crowdfunding.match_funds import MatchFund
from budgeting.crowdfunding.models import Campaign
from cms.backoffice.fields import day_field, long_text, when_field
from participation.accounts.models import User
from participation.areas.models import Area
from participation.money import format_money, format_plain, parse_money
from participation.money_field import LARGEST, MoneyField
from participation.processes.models import Category


class BudgetLinesField(forms.CharField):
    """One line for each thing, "Boat: £12,000"; cleans to (words, minor units) pairs."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, **kwargs):
        super().__init__(max_length=5000, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{words}: {format_plain(amount, settings.CURRENCY)}" for words, amount in value)

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return [self._pair(number, line) for number, line in enumerate(lines, start=1)]

    def _pair(self, number: int, line: str) -> tuple[str, int]:
        words, _colon, amount = line.rpartition(":")
        try:
            pair = words.strip(), parse_money(amount.strip(), settings.CURRENCY)
        except ValidationError:
            pair = "", 0
        if not pair[0] or not 0 < pair[1] <= LARGEST:
            raise ValidationError(
                _("Line %(number)d: write words, a colon and an amount, such as “Boat: £12,000”.")
                % {"number": number}
            )
        return pair


class FundChoice(forms.ModelChoiceField):
    def label_from_instance(self, fund):
        left = format_money(fund.account.balance, fund.pot.currency)
        return _("%(fund)s, %(left)s left") % {"fund": fund, "left": left}


class PeopleField(forms.CharField):
    """The email address of each account on a line of its own; cleans to the people."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs):
        super().__init__(max_length=2_000, **kwargs)

    def clean(self, value):
        found = []
        for number, email in enumerate((line.strip() for line in super().clean(value).splitlines()), start=1):
            person = User.objects.filter(email__iexact=email).first() if email else None
            if email and person is None:
                raise ValidationError(
                    _("Line %(number)d: nobody with this address has an account.") % {"number": number}
                )
            found += [person] if person else []
        return found


class CampaignForm(forms.Form):
    """The target is the sum of what the money buys."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Leave it empty to make it from the title."),
    )
    purpose = forms.CharField(label=gettext_lazy("Purpose in one sentence"), max_length=250)
    story = long_text(gettext_lazy("Story"))
    budget_lines = BudgetLinesField(
        label=gettext_lazy("What the money buys"),
        help_text=gettext_lazy("One thing on each line, such as “Boat: £12,000”. The target is their sum."),
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("When does it go ahead?"),
        choices=Campaign.Mode.choices,
        initial=Campaign.Mode.FROM_MINIMUM,
        required=False,
    )
    minimum = MoneyField(
        label=gettext_lazy("Least amount for which it goes ahead"),
        min_value=1,
        required=False,
        help_text=gettext_lazy(
            "With less, all pledges end and the council's money goes back. "
            "Leave it empty for all or nothing: then it is the target."
        ),
    )
    payee = forms.CharField(label=gettext_lazy("Who receives the money"), max_length=150)
    organiser_email = forms.EmailField(
        label=gettext_lazy("Email of the organiser's account"),
        required=False,
        help_text=gettext_lazy("The council adds nothing to the organiser's own pledges."),
    )
    connected_emails = PeopleField(
        label=gettext_lazy("People connected to who receives the money"),
        required=False,
        help_text=gettext_lazy(
            "The email address of each account on a line of its own: the group's people, their families and "
            "partners. The council adds nothing to their pledges, and they do not count as backers for it."
        ),
    )
    if_it_fails = long_text(gettext_lazy("What happens if it falls short"), required=False)
    area = forms.ModelChoiceField(
        Area.objects.all(),
        label=gettext_lazy("Area"),
        required=False,
        empty_label=gettext_lazy("The whole town"),
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=gettext_lazy("Category"),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    match_fund = FundChoice(
        MatchFund.objects.filter(settled_at=None).select_related("account", "pot"),
        label=gettext_lazy("Match fund"),
        required=False,
        empty_label=gettext_lazy("No council money"),
    )
    start = when_field(gettext_lazy("Starts"), help_text=gettext_lazy("From then on everyone sees it."))
    first_end = when_field(
        gettext_lazy("The first round ends"),
        required=False,
        help_text=gettext_lazy("For two rounds alone: the least amount has to be there by then."),
    )
    end = when_field(gettext_lazy("Ends"))
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 8 MB."),
    )
    picture_alt = forms.CharField(
        label=gettext_lazy("What does the picture show?"), max_length=200, required=False
    )

    def clean_mode(self):
        return self.cleaned_data["mode"] or Campaign.Mode.FROM_MINIMUM

    def clean(self):
        cleaned = super().clean()
        needs_minimum = cleaned.get("mode") in (Campaign.Mode.FROM_MINIMUM, Campaign.Mode.TWO_ROUNDS)
        if needs_minimum and "minimum" in cleaned and cleaned["minimum"] is None:
            self.add_error("minimum", _("Say from which amount it goes ahead."))
        return cleaned

    def clean_slug(self):
        return self.cleaned_data["slug"] or slugify(self.cleaned_data.get("title", ""))[:120]

    def clean_organiser_email(self):
        email = self.cleaned_data["organiser_email"]
        self.organiser = User.objects.filter(email__iexact=email).first() if email else None
        if email and self.organiser is None:
            raise ValidationError(_("Nobody with this address has an account."))
        return email

    def words(self) -> dict:
        """What create_campaign asks for."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "organiser_email"}
        kept["picture"] = kept["picture"] or ""
        kept["connected"] = kept.pop("connected_emails")
        target = sum(amount for _words, amount in kept["budget_lines"])
        kept["minimum"] = kept["minimum"] or target
        return {**kept, "organiser": self.organiser, "target": target, "currency": settings.CURRENCY}


class ReviewForm(forms.Form):
    evidence = forms.CharField(
        label=gettext_lazy("What shows who receives the money"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Such as: the rules of the group, its number in a register, a letter of its bank, and who you "
            "spoke to."
        ),
    )


class ConnectedForm(forms.Form):
    people = PeopleField(
        label=gettext_lazy("Email addresses of their accounts"),
        help_text=gettext_lazy("Each on a line of its own."),
    )
    reason = forms.CharField(
        label=gettext_lazy("How they are connected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewsForm(forms.Form):
    posted_on = day_field(gettext_lazy("Date"), initial=timezone.localdate)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    text = long_text(gettext_lazy("Text"))
