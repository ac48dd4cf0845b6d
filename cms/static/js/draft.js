// Keeps a draft while it is typed: on this device at once, on the server a moment later. The newest words win.
const PREFIX = "folkmoot-draft:";
const WAIT = 1200;
const AGAIN = 10_000;

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
const wordsOf = (form) => Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));

// What the server sent, whatever was typed before this script arrived.
const sentValue = (field) => (field.options ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "" : field.defaultValue);
const sentWordsOf = (form) => Object.fromEntries(fieldsOf(form).map((field) => [field.name, sentValue(field)]));

function store(key, kept) {
  try {
    if (kept) localStorage.setItem(PREFIX + key, JSON.stringify(kept));
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // A browser that keeps nothing: the server's copy is all there is.
  }
}

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

// Only where the server still says what it said when the words were typed: what is newer there counts.
function bringBack(form, say) {
  const key = form.dataset.key;
  const [person, process, draft] = key.split(":");
  if (draft !== "new") store(`${person}:${process}:new:what`, null);
  const kept = stored(key);
  if (!kept?.words || !kept.base) return;
  const fields = fieldsOf(form).filter(({ name, value }) => typeof kept.words[name] === "string" && kept.words[name] !== value && kept.base[name] === value);
  for (const field of fields) {
    field.value = kept.words[field.name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (fields.length) say(form.dataset.restored);
}

function becomeDraft(form, answer) {
  let revision = form.elements.revision;
  if (!revision) {
    revision = Object.assign(document.createElement("input"), { type: "hidden", name: "revision" });
    form.append(revision);
  }
  revision.value = answer.revision;
  form.dataset.draft = answer.save;
  if (form.dataset.key.includes(":new:")) {
    store(form.dataset.key, null);
    form.dataset.key = form.dataset.key.replace(":new:", `:${answer.draft}:`);
  }
  if (form.getAttribute("action") !== answer.address) {
    form.action = answer.address;
    history.replaceState(null, "", answer.address);
  }
}

export function start([form]) {
  const state = form.querySelector("[data-draft-state]");
  const say = (words) => { state.textContent = words; };
  let base = sentWordsOf(form);
  let timer = 0;
  let saving = false;
  let leaving = false;

  async function save() {
    if (saving || leaving) return;
    saving = true;
    const sent = JSON.stringify(wordsOf(form));
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if (leaving) return;
      if (answer.status === 429) return say((await answer.json()).words);
      if (!answer.ok) return say(answer.status === 401 ? form.dataset.out : form.dataset.away);
      const facts = await answer.json();
      becomeDraft(form, facts);
      if (JSON.stringify(wordsOf(form)) !== sent) store(form.dataset.key, { base: JSON.parse(sent), words: wordsOf(form) });
      say(facts.lost ? form.dataset.lost : form.dataset.saved);
      base = JSON.parse(sent);
      if (JSON.stringify(wordsOf(form)) === sent) store(form.dataset.key, null);
      else later();
    } catch {
      if (leaving) return;
      say(form.dataset.away);
      later(AGAIN);
    } finally {
      saving = false;
    }
  }

  function later(wait = WAIT) {
    clearTimeout(timer);
    timer = window.setTimeout(save, wait);
  }

  function typed() {
    store(form.dataset.key, { base, words: wordsOf(form) });
    later();
  }

  form.addEventListener("input", typed);
  // The server gets the words with the page itself; it confirms them by showing another one.
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  window.addEventListener("online", () => later());
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
  if (JSON.stringify(wordsOf(form)) === JSON.stringify(base)) bringBack(form, say);
  else typed();
}
