"""Moderation in the back office: reports, appeals, threats, people."""

from tests.cms.backoffice.test_polls import stamp

DESK = "/admin/moderation"


def of_comment(w, act: str = "") -> str:
    return f"{DESK}/comment/{w.comment.pk}/{act}"


ACTIONS = {
    "decide on several": lambda w: (
        f"{DESK}/",
        {
            "thing": f"comment:{w.comment.pk}",
            "verdict": "hide",
            "rule": w.rule.pk,
            "reason": "Unkind.",
        },
    ),
    "decide on a comment": lambda w: (
        of_comment(w),
        {"verdict": "hide", "rule": w.rule.pk, "reason": "Unkind.", "seen": w.appeal.decision_id},
    ),
    "claim a comment": lambda w: (of_comment(w, "claim/"), {}),
    "call the officers about a threat": lambda w: (
        of_comment(w, "escalate/"),
        {"why": "He names her house."},
    ),
    "take words out": lambda w: (
        of_comment(w, "redact/"),
        {"phrase": "my mother", "reason": "Private.", "seen_others": "yes"},
    ),
    "find a person": lambda w: (f"{DESK}/person/", {"email": w.people["resident"].email}),
    "block a person": lambda w: (
        f"{DESK}/person/{w.people['resident'].pk}/block/",
        {"rule": w.rule.pk, "reason": "Threats."},
    ),
    "let a person in": lambda w: (
        f"{DESK}/person/{w.people['blocked'].pk}/block/",
        {"reason": "Long ago."},
    ),
    "answer an appeal": lambda w: (
        f"{DESK}/appeals/{w.appeal.pk}/",
        {"outcome": "upheld", "reason": "It was unkind."},
    ),
    "set the rota": lambda w: (
        f"{DESK}/duty/",
        {"person": w.people["facilitator"].pk, "start": stamp(1), "end": stamp(2)},
    ),
    "take someone off the rota": lambda w: (f"{DESK}/duty/", {"remove": w.duty.pk}),
    "choose the words to look out for": lambda w: (f"{DESK}/words/", {"words": "quark"}),
    "write down what was done about a threat": lambda w: (
        f"/admin/threats/{w.threat.pk}/",
        {"act": "note", "words": "The police know."},
    ),
    "hand a threat's evidence out": lambda w: (f"/admin/threats/{w.threat.pk}/export/", {}),
}
