"""What a person does on their own pages."""

from participation.accounts.blocked_door import door_token
from participation.notices.stopping import stop_token

ACTIONS = {
    "change my name": lambda w: ("/me/name/", {"display_name": "Someone else"}),
    "ask for a copy of my data": lambda w: ("/me/data/", {}),
    "ask to be erased": lambda w: ("/me/erase/", {"words": "keep", "typed": "erase"}),
    "read my notices": lambda w: ("/me/notices/read/", {}),
    "read the resident's notice": lambda w: (f"/me/notices/{w.notice.pk}/read/", {}),
    "stop the resident's following": lambda w: (f"/me/follows/{w.follow.pk}/stop/", {}),
    "choose how often mail comes": lambda w: ("/me/notices/mail/", {"how_often": "weekly"}),
    "stop the resident's mail by the link in it": lambda w: (
        f"/notices/stop/{stop_token(w.people['resident'])}/",
        {},
    ),
    "appeal": lambda w: (f"/decisions/{w.decision.pk}/", {"words": "I was kind."}),
    "appeal against a block by the link in the mail": lambda w: (
        f"/blocked/{door_token(w.people['blocked'])}/",
        {"words": "I was kind."},
    ),
}
