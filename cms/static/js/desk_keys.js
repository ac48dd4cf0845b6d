// Keys for who works through the queue of reports. Everything works without; a reader can switch them off (WCAG 2.1.4).
const OFF = "desk-keys-off";
const place = document.querySelector("[data-desk-keys]");
const help = document.querySelector("#desk-keys-help");
const toggle = help?.querySelector("[data-desk-keys-off]");

const acts = {
  j: () => move(1),
  k: () => move(-1),
  o: () => current()?.querySelector("a")?.click(),
  x: () => current()?.querySelector("input[type=checkbox]")?.click(),
  c: () => press("claim"),
  h: () => choose("hide", "[name=rule]"),
  l: () => choose("keep"),
  e: () => choose("edit", "[name=rule]"),
  s: () => choose("restore"),
  q: () => place.querySelector("[data-key-queue]")?.click(),
  "?": () => { help.open = !help.open; if (help.open) help.querySelector("summary").focus(); },
};

function rows() {
  return [...place.querySelectorAll("[data-key-row]")];
}

function current() {
  return document.activeElement?.closest("[data-key-row]");
}

function move(step) {
  const all = rows();
  const now = all.indexOf(current());
  const next = all[now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step];
  next?.querySelector("a, input, button")?.focus();
}

function press(name) {
  place.querySelector(`[data-key-press="${name}"]`)?.click();
}

// Marks the decision and goes to what it needs next, the rule or the reason: a key alone decides nothing.
function choose(verdict, next = "[name=reason]") {
  const radio = place.querySelector(`input[name=verdict][value="${verdict}"]`);
  if (!radio) return;
  radio.click();
  place.querySelector(next)?.focus();
}

function isOff() {
  try { return localStorage.getItem(OFF) === "yes"; } catch { return false; }
}

function show() {
  toggle.setAttribute("aria-pressed", String(isOff()));
}

if (place && help) {
  help.hidden = false;
  show();
  toggle.addEventListener("click", () => {
    try { localStorage.setItem(OFF, isOff() ? "no" : "yes"); } catch { /* a browser that keeps nothing */ }
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (isOff() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])")) return;
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });
}
