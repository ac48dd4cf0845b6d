"""The list of a planned round: proposals are taken in as costed projects, changed, and taken off again."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from budgeting.rounds.actions import add_project, change_project, remove_project
from budgeting.rounds.models import Project, RoundPot
from budgeting.rounds.pot_fit import share_for
from cms.backoffice.fields import long_text
from cms.backoffice.round_screens import PlanScreen, desk_address
from cms.backoffice.viewset import add_errors
from participation.areas.models import Area
from participation.money import format_money
from participation.money_field import MoneyField
from participation.processes.models import Category, Process
from participation.proposals.models import Proposal

ON_A_PAGE = 25


class ProjectForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=150)
    round_pot = forms.ModelChoiceField(RoundPot.objects.none(), label=gettext_lazy("Pot that pays"))
    cost = MoneyField(label=gettext_lazy("Cost"), min_value=1)
    running_cost = MoneyField(
        label=gettext_lazy("Running cost a year"),
        min_value=0,
        required=False,
        help_text=gettext_lazy("What it takes to keep it going. The pot does not pay this."),
    )
    cost_note = long_text(
        gettext_lazy("What the cost covers"),
        required=False,
        help_text=gettext_lazy("People read this beside the cost."),
    )
    summary = long_text(gettext_lazy("Summary"), required=False)
    area = forms.ModelChoiceField(Area.objects.all(), label=gettext_lazy("Area"), required=False)
    category = forms.ModelChoiceField(Category.objects.all(), label=gettext_lazy("Category"), required=False)

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round_pot"].queryset = round.pots.select_related("pot")
        self.fields["round_pot"].empty_label = _("Choose a pot")
        for name in ("cost", "running_cost"):
            self.fields[name].currency = round.currency

    def clean_running_cost(self):
        return self.cleaned_data["running_cost"] or 0


SETTLED = (*Proposal.GONE, Proposal.Status.BUILDING, Proposal.Status.DONE)


class TakeInView(PlanScreen, TemplateView):
    """Proposals that are not on the list yet, the most supported first."""

    template_name = "cms/backoffice/take_in.html"

    def get_page_title(self):
        return _("Take proposals in")

    def get_context_data(self, **kwargs):
        chosen = self.request.GET.get("process", "")
        return {
            **super().get_context_data(**kwargs),
            "round": self.round,
            "processes": Process.objects.filter(Exists(Proposal.objects.filter(process=OuterRef("pk")))),
            "chosen": chosen,
            "page": Paginator(self._candidates(chosen), ON_A_PAGE).get_page(self.request.GET.get("p")),
            "query": urlencode({"process": chosen}) if chosen else "",
        }

    def _candidates(self, process: str):
        own = Project.objects.filter(proposal=OuterRef("pk"))
        # Here already, undecided in another round, or paid for: none of them can be taken in (again).
        taken = own.filter(Q(round=self.round) | Q(round__results__isnull=True) | Q(outcomes__funded=True))
        found = Proposal.objects.published().filter(~Exists(taken)).select_related("area", "category")
        checked = self.round.assessments.undecided().filter(proposal=OuterRef("pk"))
        found = found.filter(~Exists(checked)).exclude(status__in=SETTLED)
        if process.isdecimal():
            found = found.filter(process=process[:9])
        return found.with_supports().order_by("-support_count", "pk")


def above_its_pot(data: dict, currency: str) -> str:
    """What to say when a project costs more than its pot holds: it is kept, but the round cannot open so."""
    share, cost = data.get("round_pot"), data.get("cost", 0)
    if share is None or cost <= share.amount:
        return ""
    return _(
        "This project costs %(cost)s, but its pot holds %(amount)s. Change the cost or the pot: "
        "the round cannot be opened with it."
    ) % {"cost": format_money(cost, currency), "amount": format_money(share.amount, currency)}


class ProjectFormView(PlanScreen, FormView):
    form_class = ProjectForm
    template_name = "cms/backoffice/project_form.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.round}

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "round": self.round,
            "desk_url": desk_address(self.round.pk),
        }

    def write(self, data: dict) -> str:
        raise NotImplementedError

    def form_valid(self, form):
        try:
            happened = self.write(form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, happened)
        if warning := above_its_pot(form.cleaned_data, self.round.currency):
            messages.warning(self.request, warning)
        return redirect(self.next_url())

    def next_url(self) -> str:
        return desk_address(self.round.pk)


class AddProjectView(ProjectFormView):
    """A new project, from a proposal (?proposal=<pk>) or from the council's own hand."""

    @cached_property
    def proposal(self) -> Proposal | None:
        key = self.request.GET.get("proposal", "")
        if not key:
            return None
        found = Proposal.objects.published().select_related("area__parent", "category")
        return get_object_or_404(found, pk=key[:9] if key.isdecimal() else 0)

    def get_page_title(self):
        return _("Take in: %(title)s") % {"title": self.proposal} if self.proposal else _("New project")

    def get_initial(self):
        proposal = self.proposal
        if proposal is None:
            return {}
        return {
            "title": proposal.title,
            "round_pot": self._likely_pot(proposal),
            "cost": proposal.rough_cost,
            "summary": proposal.what,
            "area": proposal.area_id,
            "category": proposal.category_id,
        }

    def _likely_pot(self, proposal: Proposal) -> int | None:
        shares = self.round.pots.select_related("pot__area", "pot__category")
        likely = share_for(shares, proposal.area, proposal.category)
        return likely.pk if likely else None

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "proposal": self.proposal,
            "button": _("Put it on the list"),
        }

    def write(self, data):
        project = add_project(actor=self.request.user, round=self.round, proposal=self.proposal, **data)
        return _("“%(project)s” is project number %(number)d.") % {
            "project": project,
            "number": project.number,
        }


class ChangeProjectView(ProjectFormView):
    @cached_property
    def project(self) -> Project:
        return get_object_or_404(self.round.projects.select_related("round"), number=self.kwargs["number"])

    def get_page_title(self):
        return _("Change: %(project)s") % {"project": self.project}

    def get_initial(self):
        return {name: getattr(self.project, name) for name in ProjectForm.base_fields}

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "button": _("Save")}

    def write(self, data):
        change_project(actor=self.request.user, project=self.project, **data)
        return _("“%(project)s” is changed.") % {"project": data["title"]}


class RemovalForm(forms.Form):
    reason = long_text(gettext_lazy("Reason, which everyone can read"), max_length=500)

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)


class RemoveProjectView(ChangeProjectView):
    form_class = RemovalForm

    def get_page_title(self):
        return _("Take off the list: %(project)s") % {"project": self.project}

    def get_initial(self):
        return {}

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "button": _("Take it off the list")}

    def write(self, data):
        title = str(self.project)
        remove_project(actor=self.request.user, project=self.project, reason=data["reason"])
        return _("“%(project)s” is off the list.") % {"project": title}
