"""Which projects of a planned round exclude or need each other: the list, a new link, and taking one back."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages

from budgeting.rounds.actions import link_projects, unlink_projects
from budgeting.rounds.links import ProjectLink, links_of
from budgeting.rounds.models import Project
from cms.backoffice.round_screens import PlanScreen, desk_address
from cms.backoffice.viewset import add_errors


class NumberedChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return _("%(number)d: %(project)s (%(pot)s)") % {
            "number": obj.number,
            "project": obj.title,
            "pot": obj.round_pot.pot.name,
        }


class LinkForm(forms.Form):
    project = NumberedChoice(Project.objects.none(), label=gettext_lazy("First project"))
    kind = forms.ChoiceField(
        label=gettext_lazy("How they hang together"),
        choices=ProjectLink.Kind.choices,
        widget=forms.RadioSelect,
    )
    other = NumberedChoice(Project.objects.none(), label=gettext_lazy("Second project"))
    reason = forms.CharField(label=gettext_lazy("Why, which everyone can read"), max_length=300)

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("project", "other"):
            self.fields[name].queryset = round.projects.select_related("round_pot__pot")
            self.fields[name].empty_label = _("Choose a project")


def links_address(pk: int) -> str:
    return reverse("rounds:links", args=[pk])


class LinksView(PlanScreen, FormView):
    form_class = LinkForm
    template_name = "cms/backoffice/project_links.html"

    def get_page_title(self):
        return _("Projects that hang together")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.round}

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "round": self.round,
            "links": links_of(self.round),
            "desk_url": desk_address(self.round.pk),
        }

    def form_valid(self, form):
        try:
            link = link_projects(actor=self.request.user, round=self.round, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Written down: %(link)s") % {"link": link.sentence()})
        return redirect(links_address(self.round.pk))


class UnlinkView(PlanScreen, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        found = ProjectLink.objects.filter(round=self.round).select_related("round", "project", "other")
        link = get_object_or_404(found, pk=kwargs["link"])
        unlink_projects(actor=request.user, link=link)
        messages.success(request, _("Taken back: %(link)s") % {"link": link.sentence()})
        return redirect(links_address(self.round.pk))
