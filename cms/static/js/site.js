// Loads each enhancement only on pages that have something for it to do. Every page works without.
const enhancements = [
  ["[data-error-summary]", "./errors.js"],
  ["[data-characters-for]", "./characters.js"],
  ["[data-countdown]", "./countdown.js"],
  ["time[data-local]", "./times.js"],
  ["details[data-menu]", "./menu.js"],
  ["[data-share]", "./share.js"],
  ["[data-draft]", "./draft.js"],
  ["form[action$='/logout/']", "./forget.js"],
  ["form[data-cast]", "./cast.js"],
  ["[data-print]", "./print.js"],
  ["[data-map]", "./map.js"],
  ["[data-near]", "./near.js"],
  ["[data-place-map]", "./place.js"],
  ["textarea[data-mentions]", "./mentions.js"],
  ["[data-talk-new]", "./talk.js"],
  ["template[data-key-trouble]", "./keys.js"],
  ["template[data-trouble]", "./trouble.js"],
  ["[data-voter-bar]", "./kiosk.js"],
  ["[data-redactions]", "./redacted.js"],
];

async function enhance(root) {
  for (const [selector, module] of enhancements) {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.push(root);
    const fresh = found.filter((element) => !element.dataset.ready);
    if (!fresh.length) continue;
    for (const element of fresh) element.dataset.ready = "yes";
    (await import(module)).start(fresh);
  }
}

enhance(document.documentElement);
document.addEventListener("htmx:afterSettle", (event) => enhance(event.target));
