// A map of things that also stand in a list: outlines of wards, and a numbered pin for each row of the list.
// Needs Leaflet, which pages with a map load before this. Everything that people wrote goes in as text.
export function start(elements) {
  if (window.L) elements.forEach(draw);
}

export function ground(element, facts) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const words = element.dataset;
  const map = window.L.map(element, {
    scrollWheelZoom: false, zoomControl: false, zoomAnimation: !still, fadeAnimation: !still, maxZoom: 18, minZoom: 2,
    zoomSnap: facts.tiles ? 1 : 0.25,
  });
  window.L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  map.attributionControl.setPrefix(false);
  if (facts.tiles) {
    const attribution = text("span", facts.credit).innerHTML;
    window.L.tileLayer(facts.tiles, { attribution, maxZoom: 18, referrerPolicy: "origin" }).addTo(map);
  }
  const bounds = window.L.latLngBounds([]);
  for (const ward of facts.outlines) {
    const shape = window.L.polygon(ward.ring, { className: "map__ward", interactive: false }).addTo(map);
    shape.bindTooltip(text("span", ward.name), { permanent: true, direction: "center", className: "map__name" });
    bounds.extend(ward.ring);
  }
  return { map, bounds };
}

function draw(element) {
  const facts = JSON.parse(document.getElementById(element.dataset.map).textContent);
  if (!facts.points.length && !facts.outlines.length) return;
  element.hidden = false;
  const { map, bounds } = ground(element, facts);
  for (const point of facts.points) bounds.extend(point.at);
  map.fitBounds(bounds, { padding: [24, 24], maxZoom: 16, animate: false });
  const pins = window.L.layerGroup().addTo(map);
  const place = () => {
    pins.clearLayers();
    for (const near of gathered(facts.points, map)) pin(near).addTo(pins);
  };
  place();
  map.on("zoomend", place);
}

// Points whose pins would cover each other at this zoom share one pin.
const APART = 40;
function gathered(points, map) {
  const groups = [];
  for (const point of points) {
    const at = map.latLngToLayerPoint(point.at);
    const near = groups.find((group) => group.at.distanceTo(at) < APART);
    if (near) near.points.push(point);
    else groups.push({ at, points: [point] });
  }
  return groups.map((group) => group.points);
}

function pin(points) {
  const [first] = points;
  const words = points.length > 1 ? `${first.number}+` : String(first.number);
  const icon = window.L.divIcon({ className: "map__pin", html: text("span", words), iconSize: [32, 32] });
  const names = points.map((point) => `${point.number}. ${point.title}`);
  const list = document.createElement("ul");
  points.forEach((point, index) => {
    const link = text("a", names[index]);
    link.href = point.address;
    list.append(document.createElement("li"));
    list.lastChild.append(link);
  });
  const name = names.join("; ");
  return window.L.marker(first.at, { icon, title: name, alt: name }).bindPopup(list, { maxHeight: 240 });
}

function text(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}
