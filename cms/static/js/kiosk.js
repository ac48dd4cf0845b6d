// Who votes without an account is forgotten after a time without a touch, with a warning before. Going back
// shows nothing: a page that the browser kept is asked for anew.
const WARNING = 30;
const PING = 20;
let gone = false;
const asking = new AbortController();
let last = Date.now();
let pinged = Date.now();

export function start([bar]) {
  const form = bar.querySelector("[data-done]");
  const warning = bar.querySelector("[data-warning]");
  const idle = Number(bar.dataset.idle);
  const touched = () => { if (!warning.open) last = Date.now(); };
  for (const kind of ["pointerdown", "keydown", "scroll", "input"]) addEventListener(kind, touched, { passive: true });
  bar.querySelector("[data-more]").addEventListener("click", () => { warning.close(); last = Date.now(); ping(form); });
  warning.addEventListener("close", () => { last = Date.now(); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  setInterval(() => look(form, warning, bar.querySelector("[data-left]"), idle), 1000);
}

function look(form, warning, left, idle) {
  if (gone) return undefined;
  const rest = idle - Math.floor((Date.now() - last) / 1000);
  if (rest <= 0) return leave(form);
  if (rest <= Math.min(WARNING, idle / 2)) {
    if (!warning.open) warning.showModal();
    left.textContent = String(rest);
    return undefined;
  }
  if (last > pinged && Date.now() - pinged > PING * 1000) ping(form);
  return undefined;
}

// Once: a second sending would cut off the first, and on a slow line nobody would ever be forgotten.
function leave(form) {
  if (gone) return;
  gone = true;
  asking.abort();
  form.submit();
}

async function ping(form) {
  pinged = Date.now();
  try {
    const answer = await fetch(form.dataset.stay, { method: "POST", body: new FormData(form), signal: asking.signal });
    if (answer.status === 410) leave(form);
  } catch {
    // No network: the time goes on here.
  }
}
