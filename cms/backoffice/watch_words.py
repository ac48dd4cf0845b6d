"""The words that the site looks out for: officers change the list, who moderates reads it."""

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from cms.backoffice.refusals import refuse
from cms.backoffice.screen import Screen
from participation.accounts.rules import AUDITOR, FACILITATOR, OFFICER, role_refusal
from participation.moderation.house import change_watch_list
from participation.moderation.rules import may_change_house_rules
from participation.moderation.watch import WatchList


class WordsForm(forms.ModelForm):
    class Meta:
        model = WatchList
        fields = ["words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 10})}


class WordsView(Screen, FormView):
    template_name = "cms/backoffice/watch_words.html"
    page_title = gettext_lazy("Words to look out for")
    header_icon = "warning"
    form_class = WordsForm

    def dispatch(self, request, *args, **kwargs):
        changes = request.method == "POST"
        refuse(role_refusal(request.user, *((OFFICER,) if changes else (FACILITATOR, OFFICER, AUDITOR))))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": WatchList.current()}

    def get_context_data(self, **kwargs):
        may_change = may_change_house_rules(self.request.user)
        return {**super().get_context_data(**kwargs), "may_change": may_change, "list": WatchList.current()}

    def form_valid(self, form):
        change_watch_list(actor=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("The site looks out for these words from now on."))
        return redirect("moderation:words")
