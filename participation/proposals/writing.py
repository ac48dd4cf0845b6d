"""The pages on which a proposal is written."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.processes.models import Process
from participation.processes.rules import may_see_process
from participation.proposals import rules
from participation.proposals.actions import publish_proposal
from participation.proposals.forms import STEPS, ProposalForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Three steps, each a POST of the whole form; the last one publishes. Nothing is stored before that."""
    process = get_object_or_404(Process, slug=slug)
    if not may_see_process(request.user, process):
        raise Http404
    if refusal := rules.propose_refusal(request.user, process):
        page = {"process": process, "refusal": refusal, "typed": _typed(request)}
        return render(request, "participation/proposal_refused.html", page, status=403)
    if request.method != "POST":
        return _show(request, ProposalForm(process=process), typed=False)
    return _next_step(request, process, _step(request))


def _next_step(request: HttpRequest, process: Process, step: int) -> HttpResponse:
    """Back, onward, or publish; a mistake shows the step it was made in with everything still there."""
    form = ProposalForm(request.POST, request.FILES, process=process, step=step)
    if "back" in request.POST:
        return _show(request, _again(request, process, max(step - 1, 0)), typed=False)
    if step < len(STEPS) - 1:
        if not form.step_is_complete():
            form.forget_other_steps()
            return _show(request, form)
        return _show(request, _again(request, process, step + 1), typed=False)
    if not form.is_valid():
        wrong = form.first_step_with_errors()
        return _show(request, ProposalForm(request.POST, request.FILES, process=process, step=wrong))
    proposal = publish_proposal(author=request.user, process=process, **form.cleaned_data)
    messages.success(request, _("Your proposal is published. Tell people about it."))
    return redirect(proposal)


def _again(request: HttpRequest, process: Process, step: int) -> ProposalForm:
    """The form at another step with what was typed, and no errors before anyone has seen the fields."""
    typed = {name: request.POST.get(name, "") for name in ProposalForm.base_fields if name != "picture"}
    return ProposalForm(initial=typed, process=process, step=step)


def _show(request: HttpRequest, form: ProposalForm, *, typed: bool = True) -> HttpResponse:
    state = ["done"] * form.step + ["now"] + ["todo"] * (len(STEPS) - form.step - 1)
    steps = [{"label": title, "state": where} for (title, _names), where in zip(STEPS, state, strict=True)]
    names = STEPS[form.step][1]
    page = {
        "form": form,
        "process": form.process,
        "steps": steps,
        "number": form.step + 1,
        "heading": STEPS[form.step][0],
        "visible": [form[name] for name in names],
        "hidden": [form[name] for name in form.fields if name not in names],
        "last": form.step == len(STEPS) - 1,
    }
    return render(request, "participation/proposal_new.html", page, status=422 if typed else 200)


def _step(request: HttpRequest) -> int:
    asked = request.POST.get("step", "")
    return int(asked) if asked in ("0", "1", "2") else 0


def _typed(request: HttpRequest) -> list[str]:
    """Words to copy, when the phase ended while they were being written."""
    return [
        request.POST[name] for name in ("title", "what", "why", "who_for", "place") if request.POST.get(name)
    ]
