"""A Wagtail viewset whose forms only gather words; the slices' actions write."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm, ModelForm
from django.shortcuts import redirect
from django.urls import path
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.backoffice.refusals import SaysWhy


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """Put what an action refused beside the fields of the form; what has no field goes on top."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, sentences in by_field.items():
        form.add_error(name if name in form.fields else None, sentences)


class AsksAction:
    """For Wagtail's create and edit views: `act(request, form, thing)` writes and returns the thing."""

    act = None

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if not issubclass(self.get_form_class(), ModelForm):
            kwargs.pop("instance", None)
        return kwargs

    def save_instance(self):
        return self.act(self.request, self.form, getattr(self, "object", None))

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as error:
            add_errors(form, error)
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_side_panels(self):
        return MediaContainer([])

    def get_success_buttons(self):
        return []


class CreateView(SaysWhy, AsksAction, generic.CreateView):
    pass


class EditView(SaysWhy, AsksAction, generic.EditView):
    pass


class DeleteView(SaysWhy, generic.DeleteView):
    act = None

    def delete_action(self):
        self.act(self.request, self.object)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(self.get_success_url())


class ActionViewSet(ModelViewSet):
    """Give `form_class` and any of `create`, `change`, `remove`; a screen exists only where its act does."""

    form_class: type[BaseForm] | None = None
    create = change = remove = None
    add_view_class, edit_view_class, delete_view_class = CreateView, EditView, DeleteView
    copy_view_enabled = False
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return self.form_class

    def get_common_view_kwargs(self, **kwargs):
        shown = {"history_url_name": None, "usage_url_name": None}
        if self.create is None:
            shown["add_url_name"] = None
        if self.change is None:
            shown["edit_url_name"] = None
        if self.remove is None:
            shown["delete_url_name"] = None
        return super().get_common_view_kwargs(**{**shown, **kwargs})

    def get_add_view_kwargs(self, **kwargs):
        return super().get_add_view_kwargs(act=self.create, **kwargs)

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(act=self.change, **kwargs)

    def get_delete_view_kwargs(self, **kwargs):
        return super().get_delete_view_kwargs(act=self.remove, **kwargs)

    def get_urlpatterns(self):
        patterns = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
        if self.create is not None:
            patterns.append(path("new/", self.add_view, name="add"))
        if self.change is not None:
            patterns.append(path("edit/<int:pk>/", self.edit_view, name="edit"))
        if self.remove is not None:
            patterns.append(path("delete/<int:pk>/", self.delete_view, name="delete"))
        if self.inspect_view_enabled:
            patterns.append(path("inspect/<int:pk>/", self.inspect_view, name="inspect"))
        return patterns
