// Places on a ranked ballot: one project has each, and those in the way move by as little as they can.
const placeOf = (mark) => Number(mark.value) || 0;

function shift(marks, from, to, step) {
  for (const mark of marks.filter((each) => placeOf(each) >= from && placeOf(each) <= to)) mark.value = placeOf(mark) + step;
}

// Called when `changed` has its new place; `was` is in its data. Returns the mark that lost its place, if one did.
export function makeRoom(changed, marks, places) {
  const place = placeOf(changed);
  const others = marks.filter((each) => each !== changed && placeOf(each));
  const taken = (at) => others.find((each) => placeOf(each) === at);
  if (!place || !taken(place)) return null;
  const numbers = Array.from({ length: places }, (_, at) => at + 1);
  const after = numbers.find((at) => at > place && !taken(at));
  const before = numbers.findLast((at) => at < place && !taken(at));
  const old = Number(changed.dataset.was);
  if (before && (!after || old === before)) return shift(others, before + 1, place, -1);
  if (after) return shift(others, place, after - 1, 1);
  const last = taken(places);
  last.value = "";
  shift(others, place, places - 1, 1);
  return last;
}

// The project and its neighbour in the list change places.
export function swapPlaces(mark, ordered, step) {
  const other = ordered[ordered.indexOf(mark) + step];
  if (other) [mark.value, other.value] = [other.value, mark.value];
}
