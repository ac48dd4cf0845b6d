// Keeps "3 days left" true while a page stays open, by the server's clock rather than the device's.
const UNITS = [["hour", 3600], ["minute", 60], ["second", 1]];

// Days are counted on the calendar, as everywhere on the site: at noon, 18:00 on the day after tomorrow is in 2 days.
function inWords(seconds, pastMidnight, format) {
  const days = Math.ceil((seconds - pastMidnight) / 86400);
  if (days >= 2) return format.format(days, "day");
  const [unit, length] = UNITS.find(([, size]) => seconds >= size) ?? UNITS[2];
  return format.format(Math.floor(seconds / length), unit);
}

// Seconds from midnight to the end, by the town's clock: "2026-12-01T18:00:00+00:00" says it.
function secondsPastMidnight(dateTime) {
  const [hours, minutes, seconds] = dateTime.slice(11, 19).split(":").map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

// "01:04:09" for a hall screen, in the last day; before that, words.
function onTheClock(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

export function start(elements) {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  const loaded = performance.now();
  for (const element of elements) {
    const pastMidnight = secondsPastMidnight(element.dateTime);
    const left = (Date.parse(element.dateTime) - Date.parse(element.dataset.now)) / 1000;
    const tick = () => {
      const seconds = left - (performance.now() - loaded) / 1000;
      const clock = "clock" in element.dataset && seconds < 86400;
      if (seconds <= 0) {
        element.textContent = element.dataset.over;
        return;
      }
      element.textContent = clock ? onTheClock(seconds) : inWords(seconds, pastMidnight, format);
      setTimeout(tick, clock ? 1000 : seconds > 3600 ? 60000 : seconds > 120 ? 10000 : 1000);
    };
    tick();
  }
}
