"""The themes that proposals and projects are sorted by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.viewset import ActionViewSet
from participation.processes.categories import change_category, create_category, remove_category
from participation.processes.models import Category
from participation.processes.rules import may_create_process


class CategoryForm(forms.ModelForm):
    class Meta:
        model = Category
        fields = ["name", "slug"]


class CategoryViewSet(ActionViewSet):
    model = Category
    name = "categories"
    icon = "tag"
    menu_label = _("Categories")
    form_class = CategoryForm
    list_display = ["name", "slug"]
    search_fields = ["name"]

    def create(self, request, form, thing):
        return create_category(actor=request.user, **form.cleaned_data)

    def change(self, request, form, category):
        return change_category(actor=request.user, category=category, **form.cleaned_data)

    def remove(self, request, category):
        remove_category(actor=request.user, category=category)


policy = RulesPolicy(
    Category, view=may_look, add=may_create_process, change=may_create_process, delete=may_create_process
)
viewset = CategoryViewSet()
