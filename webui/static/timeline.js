// The timeline where scripts run: dragging over the chart narrows the search to a span, and arrow
// keys go from bar to bar. Without them every bar is a link all the same.
// No words here: what is said comes from the page, names of months from the browser's Indonesian.

const DRAGGED_PX = 8; // less is a click or a tap
const NAMES = {
  4: { year: "numeric" },
  7: { year: "numeric", month: "long" },
  10: { year: "numeric", month: "long", day: "numeric" },
};

for (const plot of document.querySelectorAll(".plot[data-way]")) {
  makeDraggable(plot);
  makeWalkable([...plot.querySelectorAll("a")]);
}

function makeDraggable(plot) {
  const chart = plot.querySelector("svg");
  const told = plot.parentElement.querySelector(".drag");
  const { first, counts, way } = plot.dataset;
  const numbers = counts.split(",").map(Number);
  const hint = told.textContent;
  const band = document.createElementNS(chart.namespaceURI, "rect");
  band.setAttribute("class", "band");
  band.setAttribute("height", "100%");
  let from = null; // where the pointer went down, in pixels
  let span = null; // the periods selected, once it has moved
  let wasDragged = false; // the click that follows a drag is none

  told.hidden = false;

  function placeAt(x) {
    const { left, width } = plot.getBoundingClientRect();
    const place = Math.floor(((x - left) / width) * numbers.length);
    return Math.min(Math.max(place, 0), numbers.length - 1);
  }

  function end() {
    from = span = null;
    band.remove();
    plot.classList.remove("dragged");
    told.classList.remove("live");
    told.textContent = hint;
  }

  plot.addEventListener("pointerdown", (event) => {
    wasDragged = false;
    if (event.isPrimary && event.button === 0) from = event.clientX;
  });

  plot.addEventListener("pointermove", (event) => {
    if (from === null || !event.isPrimary) return;
    if (span === null) {
      if (Math.abs(event.clientX - from) < DRAGGED_PX) return;
      plot.setPointerCapture(event.pointerId);
      plot.classList.add("dragged");
      told.classList.add("live");
      chart.prepend(band);
    }
    const ends = [placeAt(from), placeAt(event.clientX)];
    span = [Math.min(...ends), Math.max(...ends)];
    const unit = chart.viewBox.baseVal.width / numbers.length;
    band.setAttribute("x", span[0] * unit);
    band.setAttribute("width", (span[1] - span[0] + 1) * unit);
    const count = numbers.slice(span[0], span[1] + 1).reduce((sum, own) => sum + own, 0);
    told.textContent = told.dataset.told
      .replace("{days}", spanName(first, span))
      .replace("{count}", count.toLocaleString("id"));
  });

  plot.addEventListener("pointerup", () => {
    const chosen = span;
    wasDragged ||= chosen !== null; // or it was called off
    end();
    if (chosen) location.assign(addressOf(way, first, chosen));
  });
  plot.addEventListener("pointercancel", end);
  plot.addEventListener("dragstart", (event) => event.preventDefault());
  plot.addEventListener("click", (event) => {
    if (wasDragged) event.preventDefault();
    wasDragged = false;
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || span === null) return;
    end();
    wasDragged = true;
  });
}

// One stop for the tab key; arrows, Home and End go on from there.
function makeWalkable(links) {
  const hold = (link) => links.forEach((own) => own.setAttribute("tabindex", own === link ? 0 : -1));
  if (links.length) hold(links[0]);
  for (const [place, link] of links.entries()) {
    link.addEventListener("focus", () => hold(link));
    link.addEventListener("keydown", (event) => {
      const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: links.length - 1 }[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      links[Math.min(Math.max(to, 0), links.length - 1)].focus();
    });
  }
}

// The first day of the period so many after the first, and of the one after that.
function daysOf(first, place) {
  const [year, month = 1, day = 1] = first.split("-").map(Number);
  const after = (count) => {
    if (first.length === 4) return new Date(Date.UTC(year + count, 0, 1));
    if (first.length === 7) return new Date(Date.UTC(year, month - 1 + count, 1));
    return new Date(Date.UTC(year, month - 1, day + count));
  };
  return [after(place), after(place + 1)];
}

function spanName(first, span) {
  const format = new Intl.DateTimeFormat("id", { ...NAMES[first.length], timeZone: "UTC" });
  const [from, to] = span.map((place) => format.format(daysOf(first, place)[0]));
  return from === to ? from : `${from} – ${to}`;
}

function addressOf(way, first, span) {
  const address = new URL(way, location.href);
  const last = daysOf(first, span[1])[1];
  last.setUTCDate(last.getUTCDate() - 1);
  address.searchParams.set("dari", daysOf(first, span[0])[0].toISOString().slice(0, 10));
  address.searchParams.set("sampai", last.toISOString().slice(0, 10));
  return address;
}
