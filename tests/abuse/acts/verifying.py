"""How residents show who they are, and what the council asks of them. A wrong try is counted: a change."""

from django.core.files.uploadedfile import SimpleUploadedFile

BORN = {"birth_date_day": "31", "birth_date_month": "12", "birth_date_year": "1980"}
FACTS = {"name": "Ann Quay", "postcode": "AB1 2CD"}
PAPERS = FACTS | {"birth_date": "1980-12-31"}
BY_PAPERS = {"who": "new", "reason": "A passport."}
REGISTER = b"name,date of birth,postcode,ward\nAnn Quay,1980-12-31,AB1 2CD,Harbour ward\n"

ACTIONS = {
    "show who I am by the register": lambda w: ("/me/verify/", FACTS | BORN),
    "ask for a code by text message": lambda w: ("/me/verify/phone/", {"phone": "07700 900123"}),
    "ask for a code by post": lambda w: ("/me/verify/letter/", FACTS | BORN | {"address": "1 Quay"}),
    "try a code of the desk": lambda w: ("/me/verify/code/", {"code": "ABCDEFGHJK"}),
    "load the register": lambda w: (
        "/admin/census/",
        {"file": SimpleUploadedFile("register.csv", REGISTER)},
    ),
    "verify someone at the desk": lambda w: (
        "/admin/census/desk/",
        PAPERS | BY_PAPERS | {"email": w.people["registered"].email, "area": w.proposal.area_id},
    ),
    "hand out a code": lambda w: (
        "/admin/census/desk/code/",
        PAPERS | BY_PAPERS | {"area": w.proposal.area_id},
    ),
    "ask for an identity back": lambda w: (
        "/admin/census/reclaims/",
        w.taken_papers | {"email": w.people["registered"].email, "reason": "A passport."},
    ),
    "give an identity back": lambda w: (f"/admin/census/reclaims/{w.reclaim.pk}/approve/", {}),
    "leave an identity where it is": lambda w: (f"/admin/census/reclaims/{w.reclaim.pk}/close/", {}),
    "print letters": lambda w: ("/admin/census/letters/", {"letter": w.letter.pk}),
    "refuse a letter": lambda w: (f"/admin/census/letters/{w.letter.pk}/refuse/", {}),
    "say what residents must show": lambda w: ("/admin/census/ways/", {"asks_second_way": "on"}),
    "put someone forward for a role": lambda w: (
        "/admin/roles/",
        {"email": w.people["resident"].email, "role": "auditor"},
    ),
    "approve a role": lambda w: (f"/admin/roles/waiting/{w.nomination.pk}/approve/", {}),
    "refuse a role": lambda w: (f"/admin/roles/waiting/{w.nomination.pk}/close/", {}),
    "take a role away": lambda w: (f"/admin/roles/{w.people['auditor'].pk}/auditor/revoke/", {}),
}
