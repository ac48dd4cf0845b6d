"""The desk: an officer saw a person's papers, looks them up in the register, and says who they are."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from wagtail.admin import messages

from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from cms.backoffice.viewset import add_errors
from participation.accounts.actions import hand_out_code, verify_at_desk
from participation.accounts.desk import Decision
from participation.accounts.models import User
from participation.accounts.papers import Finding, Papers, look_up
from participation.accounts.privacy.keeping import DESK_CODE_KEPT
from participation.accounts.register import lacks_households
from participation.accounts.rules import census_refusal
from participation.areas.models import Area


class PapersForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Full name, as on the document"), max_length=150)
    birth_date = forms.DateField(
        label=gettext_lazy("Date of birth"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    postcode = forms.CharField(label=gettext_lazy("Postcode of the place where they live"), max_length=12)

    def papers(self) -> Papers:
        return Papers(*(self.cleaned_data[name] for name in ("name", "birth_date", "postcode")))


class DeskForm(PapersForm):
    email = forms.EmailField(
        label=gettext_lazy("Email address of the person"),
        help_text=gettext_lazy("The one they registered with on this site."),
    )
    field_order = ["email"]

    def clean_email(self) -> str:
        self.person = User.objects.with_email(self.cleaned_data["email"]).first()
        if self.person is None:
            raise ValidationError(_("Nobody with this address has registered yet."))
        return self.person.email


class DecisionForm(forms.Form):
    """Asked where the register does not say who the person is."""

    who = forms.ChoiceField(label=gettext_lazy("Who is this, by the papers?"), widget=forms.RadioSelect)
    former_postcode = forms.CharField(
        label=gettext_lazy("Postcode under which the register knew them"),
        help_text=gettext_lazy("Only for the answer that the register knew this person before."),
        max_length=12,
        required=False,
    )
    area = forms.ModelChoiceField(
        Area.objects.for_choice().filter(kind=Area.Kind.WARD), label=gettext_lazy("Ward"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Which papers showed it?"),
        help_text=gettext_lazy("Kept in the audit log. Write no names and no addresses."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data, finding: Finding):
        super().__init__(data)
        self.fields["who"].choices = [(who.value, who.label) for who in finding.choices]
        if finding.in_register:
            del self.fields["area"]


class PapersView(Screen, FormView):
    """Looks papers up; acts when it is clear who the person is, and asks the officer when it is not."""

    template_name = "cms/backoffice/at_desk.html"
    header_icon = "user"
    form_class = PapersForm
    finding: Finding | None = None
    decision: DecisionForm | None = None

    def dispatch(self, request, *args, **kwargs):
        refuse(census_refusal(request.user))
        return super().dispatch(request, *args, **kwargs)

    def act(self, form, papers: Papers, decision: Decision | None):
        """Carry the act out and answer. May raise ValidationError."""
        raise NotImplementedError

    def form_valid(self, form):
        self.finding = look_up(form.papers())
        answered = "who" in self.request.POST
        if self.finding.choices:
            self.decision = DecisionForm(self.request.POST if answered else None, self.finding)
            if not self.decision.is_valid():
                return self.form_invalid(form)
        try:
            decision = Decision(**self.decision.cleaned_data) if self.decision else None
            return self.act(form, form.papers(), decision)
        except ValidationError as error:
            self._show(form, error)
            return self.form_invalid(form)

    def _show(self, form, error: ValidationError) -> None:
        asked = self.decision.fields if self.decision else {}
        of_decision = hasattr(error, "error_dict") and asked.keys() & error.error_dict.keys()
        add_errors(self.decision if of_decision else form, error)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "finding": self.finding,
            "decision": self.decision,
            "lacks_households": lacks_households(),
            "hands_out_code": isinstance(self, HandOutCodeView),
        }


class AtDeskView(PapersView):
    """An officer who saw a person's papers verifies their account."""

    page_title = gettext_lazy("Verify someone at the desk")
    form_class = DeskForm

    def act(self, form, papers, decision):
        verify_at_desk(actor=self.request.user, user=form.person, papers=papers, decision=decision)
        messages.success(self.request, _("%(person)s is verified now.") % {"person": form.person})
        return redirect("census:index")


class HandOutCodeView(PapersView):
    """An officer who saw a person's papers gives them a code to type at home. It is shown this once."""

    page_title = gettext_lazy("Hand out a code at the desk")

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    def act(self, form, papers, decision):
        code = hand_out_code(actor=self.request.user, papers=papers, decision=decision)
        page = {**self.get_context_data(form=form), "code": code, "days": DESK_CODE_KEPT.days}
        return TemplateResponse(self.request, "cms/backoffice/desk_code.html", page)
