"""The page on which an author answers the officer who checks their proposal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from budgeting.rounds.assessing.actions import reply_to_officer
from budgeting.rounds.assessing.forms import ReplyForm
from budgeting.rounds.assessing.models import Assessment
from budgeting.rounds.assessing.rules import may_reply
from budgeting.rounds.authorship import is_author


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """For authors alone; once the round is open it shows what they wrote, without a form."""
    assessment = get_object_or_404(Assessment.objects.for_desk(), pk=pk)
    if not is_author(request.user, assessment.proposal):
        raise Http404
    is_open = may_reply(request.user, assessment)
    form = ReplyForm(request.POST or None) if is_open else None
    if form is not None and form.is_bound and form.is_valid():
        reply_to_officer(by=request.user, assessment=assessment, text=form.cleaned_data["text"])
        messages.success(request, _("Your answer is sent to the officer."))
        return redirect("assessment_reply", pk)
    page = {
        "assessment": assessment,
        "proposal": assessment.proposal,
        "form": form,
        "replies": assessment.replies.select_related("author"),
    }
    return render(
        request, "budgeting/assessment_reply.html", page, status=422 if form and form.errors else 200
    )
