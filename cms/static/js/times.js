// A reader in another time zone also gets their own time, as a tooltip; the town's time stays on the page.
export function start(elements) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const element of elements) {
    const when = new Date(element.dateTime);
    const offset = element.dateTime.match(/([+-])(\d\d):(\d\d)$/);
    const town = offset ? (offset[1] === "-" ? 1 : -1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
    if (when.getTimezoneOffset() !== town) element.title = format.format(when);
  }
}
