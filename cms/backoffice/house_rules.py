"""The rules of the house, which decisions cite."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn

from cms.backoffice.policy import RulesPolicy, may_look
from cms.backoffice.viewset import ActionViewSet
from participation.moderation.house import change_house_rule, create_house_rule
from participation.moderation.models import HouseRule
from participation.moderation.rules import may_change_house_rules


class HouseRuleForm(forms.ModelForm):
    class Meta:
        model = HouseRule
        fields = ["title", "words", "position", "in_force"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"in_force": _("A rule that holds no more stays beside the decisions that named it.")}


class HouseRuleViewSet(ActionViewSet):
    model = HouseRule
    name = "house-rules"
    icon = "list-ul"
    menu_label = _("House rules")
    form_class = HouseRuleForm
    list_display = ["title", "words", BooleanColumn("in_force", label=_("Holds now"), sort_key="in_force")]
    search_fields = ["title"]

    def create(self, request, form, thing):
        return create_house_rule(actor=request.user, **form.cleaned_data)

    def change(self, request, form, rule):
        return change_house_rule(actor=request.user, rule=rule, **form.cleaned_data)


policy = RulesPolicy(HouseRule, view=may_look, add=may_change_house_rules, change=may_change_house_rules)
viewset = HouseRuleViewSet()
