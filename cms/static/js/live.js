// Live numbers: one socket a page. The page is right without it; this only keeps open pages up to date.
import { announce } from "./announce.js";

const tickets = [...document.querySelectorAll("template[data-live-ticket]")];
const language = document.documentElement.lang || undefined;
const known = new Map(); // topic -> { version, value }
const FRESH_FOR = 5 * 60 * 1000; // younger than the ten minutes for which a ticket opens a socket
let current = tickets.map((template) => template.dataset.liveTicket);
let issued = performance.timeOrigin;
let socket = null;
let failures = 0;
let timer = 0;
let ended = false; // this person may not follow any more
let away = false; // the page sleeps in the back-and-forward cache
let offered = false; // a page without numbers has nothing to pause, and no button that would end a pause
let paused = remembered() === "yes";

function connect() {
  window.clearTimeout(timer);
  if (socket || (paused && offered) || ended || !current.length) return;
  const address = new URL("/live/", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  for (const ticket of current) address.searchParams.append("ticket", ticket);
  socket = new WebSocket(address);
  let opened = false;
  socket.onopen = () => { opened = true; failures = 0; };
  socket.onmessage = (event) => JSON.parse(event.data).forEach(receive);
  socket.onclose = (event) => {
    socket = null;
    if (event.code === 4403) ended = true;
    else if (!(paused && offered) && !away) again(!opened);
  };
}

// Wait longer each time, never all pages at once, and never with a ticket that was refused or has grown old.
function again(refused) {
  const wait = Math.min(60_000, 1000 * 2 ** failures) * (0.5 + Math.random());
  failures = Math.min(failures + 1, 8);
  timer = window.setTimeout(async () => {
    if (refused || Date.now() - issued > FRESH_FOR) await renew();
    connect();
  }, wait);
}

async function renew() {
  const address = new URL(tickets[0].dataset.renew, location.href);
  for (const ticket of current) address.searchParams.append("ticket", ticket);
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.status === 403) ended = true;
    if (!answer.ok) return;
    current = [(await answer.json()).ticket];
    issued = Date.now();
  } catch {
    return; // no network: the next try asks again
  }
}

function receive({ topic, version, value }) {
  if ((known.get(topic)?.version ?? -1) >= version) return;
  known.set(topic, { version, value });
  show(topic, value);
  document.dispatchEvent(new CustomEvent("live:changed", { detail: { topic, value } }));
}

// <span data-live="proposal:12 supports">, with data-live-money="GBP" for minor units and data-live-tenths for tenths;
// <progress data-live-value="..." data-live-max="...">; data-live-shown hides what it stands on while the number is 0.
function show(topic, value) {
  each("liveMax", "data-live-max", (element, number) => { element.max = Math.max(1, number); });
  each("liveValue", "data-live-value", (element, number) => { element.value = number; });
  each("liveShown", "data-live-shown", (element, number) => { element.hidden = number < 1; });
  each("live", "data-live", write);

  function each(key, attribute, put) {
    for (const element of document.querySelectorAll(`[${attribute}^="${topic} "]`)) {
      const number = value[element.dataset[key].split(" ")[1]];
      if (number !== undefined) put(element, number);
    }
  }
}

function write(element, number) {
  const text = words(element, number);
  if (element.textContent.trim() === text) return;
  element.textContent = text;
  const sentence = element.matches("[data-live-sentence]") ? element : element.closest(".stat");
  if (sentence) announce(sentence);
}

function words(element, number) {
  if (element.dataset.liveMoney) return money(number, element.dataset.liveMoney);
  if ("liveTenths" in element.dataset) {
    return new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(number / 10);
  }
  return new Intl.NumberFormat(language).format(number);
}

function money(minor, currency) {
  const digits = new Intl.NumberFormat(language, { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  const whole = minor % 10 ** digits === 0 ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
  return new Intl.NumberFormat(language, { style: "currency", currency, ...whole }).format(minor / 10 ** digits);
}

// The pause button: a page that changes by itself must let its reader stop that.
function offerPause() {
  if (offered || !document.querySelector("[data-live], [data-live-value], [data-live-max]")) return;
  offered = true;
  const places = ["[data-live-controls]", "#main .page", "#main .wrap", "body"];
  const place = places.map((where) => document.querySelector(where)).find(Boolean);
  const button = tickets[0].content.cloneNode(true).querySelector("[data-live-pause]");
  const paragraph = document.createElement("p");
  paragraph.className = "live-controls";
  paragraph.append(button);
  const state = document.createElement("span");
  state.className = "small muted";
  state.setAttribute("role", "status");
  paragraph.append(" ", state);
  place.append(paragraph);
  tell();
  button.addEventListener("click", () => {
    paused = !paused;
    remember(paused ? "yes" : "no");
    tell();
    if (paused) leave();
    else if (socket) socket.onclose = () => { socket = null; connect(); }; // it is still saying goodbye
    else connect();
  });

  function tell() {
    button.setAttribute("aria-pressed", String(paused));
    state.textContent = paused ? tickets[0].dataset.paused : "";
  }
}

function leave() {
  window.clearTimeout(timer);
  if (!socket) return;
  socket.onmessage = null; // what is on its way comes with the full state of the next socket
  socket.close(1000);
}

function remembered() {
  try { return localStorage.getItem("live-paused"); } catch { return null; }
}

function remember(value) {
  try { localStorage.setItem("live-paused", value); } catch { /* a browser that keeps nothing: this page alone */ }
}

// A part of the page that htmx brings may carry a ticket of its own.
document.addEventListener("htmx:afterSettle", () => {
  const fresh = [...document.querySelectorAll("template[data-live-ticket]")].filter((template) => !tickets.includes(template));
  if (!fresh.length || !tickets.length) return;
  tickets.push(...fresh);
  current.push(...fresh.map((template) => template.dataset.liveTicket));
  offerPause();
  if (socket) socket.close(1000);
  else connect();
});

if (tickets.length && "WebSocket" in window) {
  offerPause();
  connect();
  // An open socket would keep the page out of the back-and-forward cache.
  window.addEventListener("pagehide", () => { away = true; leave(); });
  window.addEventListener("pageshow", (event) => {
    away = false;
    if (event.persisted) again(true);
  });
  window.addEventListener("online", connect);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) connect(); });
}
