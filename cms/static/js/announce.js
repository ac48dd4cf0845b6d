// Says changed numbers aloud in one polite region, the newest sentence only, at most every few seconds.
const EVERY = 5000;
const waiting = new Set();
let region = null;
let last = 0;
let timer = 0;

export function announce(element) {
  waiting.add(element);
  if (!timer) timer = window.setTimeout(say, Math.max(250, last + EVERY - Date.now()));
}

function say() {
  timer = 0;
  last = Date.now();
  if (!region) {
    region = document.createElement("div");
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  const sentences = [...waiting].map((element) => element.dataset.liveSentence?.replace("#", element.textContent.trim()) ?? element.textContent);
  // The head stands on the page twice, for wide and for narrow windows.
  const once = new Set(sentences.map((text) => text.replace(/\s+/g, " ").trim()));
  region.textContent = [...once].slice(0, 3).join(". ");
  waiting.clear();
}
