// Says that others have written since this page was made. Nothing moves until the reader asks for it.
import { announce } from "./announce.js";

export function start(notices) {
  document.addEventListener("live:changed", ({ detail }) => {
    for (const notice of notices) if (notice.dataset.talkNew === detail.topic) tell(notice, detail.value.comments);
  });
  for (const notice of notices) notice.querySelector("a").addEventListener("click", showAnew);
}

function tell(notice, comments) {
  const more = comments - Number(notice.dataset.known);
  const number = notice.querySelector("[data-live-sentence]");
  const text = String(Math.max(0, more));
  if (number.textContent === text) return;
  number.textContent = text;
  notice.hidden = more < 1;
  if (!notice.hidden) announce(number);
}

// A link to the page one is on would only jump.
function showAnew(event) {
  const address = new URL(event.currentTarget.href);
  if (address.pathname + address.search !== location.pathname + location.search) return;
  event.preventDefault();
  location.hash = address.hash;
  location.reload();
}
