// Says when a passkey did not work: browsers themselves often say nothing.
const BUTTONS = "#passkey_login, #mfa_webauthn_add, #mfa_webauthn_reauthenticate, #mfa_webauthn_authenticate";
let notice = null;

export function start(templates) {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const name = event.detail.exception?.name;
    const template = templates.find((each) => each.dataset.keyTrouble === name) ?? templates[0];
    notice?.remove();
    notice = template.content.firstElementChild.cloneNode(true);
    document.querySelector(BUTTONS).closest(".actions, .form-actions").before(notice);
  });
}
