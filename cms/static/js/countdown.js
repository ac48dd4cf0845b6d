// Keeps "3 days left" true while a page stays open, by the server's clock rather than the device's.
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function inWords(seconds, format) {
  const [unit, length] = UNITS.find(([name, size]) => seconds >= size * (name === "day" ? 2 : 1)) ?? UNITS[3];
  return format.format(Math.floor(seconds / length), unit);
}

export function start(elements) {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  const loaded = performance.now();
  for (const element of elements) {
    const left = (Date.parse(element.dateTime) - Date.parse(element.dataset.now)) / 1000;
    const tick = () => {
      const seconds = left - (performance.now() - loaded) / 1000;
      element.textContent = seconds > 0 ? inWords(seconds, format) : element.dataset.over;
      if (seconds > 0) setTimeout(tick, seconds > 3600 ? 60000 : seconds > 120 ? 10000 : 1000);
    };
    tick();
  }
}
