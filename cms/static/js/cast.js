// Casts a ballot, and says what to do when the connection is lost on the way. The form's key makes a retry harmless.
const PATIENCE = 20_000;

export function start([form]) {
  const template = document.querySelector("template[data-cast-trouble]");
  let notice = null;

  function tell() {
    notice?.remove();
    notice = template.content.firstElementChild.cloneNode(true);
    form.before(notice);
    notice.focus();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy) return;
    form.ariaBusy = "true";
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.type === "opaqueredirect") location.assign(form.dataset.cast);
      // Whatever else the site has to say, it says on a page of its own: the same ballot again changes nothing.
      else if (answer.status < 500) form.submit();
      else tell();
    } catch {
      tell();
    } finally {
      form.ariaBusy = null;
    }
  });
}
