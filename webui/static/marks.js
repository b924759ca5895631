// Jumps from one mark of a story to the next: a small bar, and the keys n and p.

const bar = document.querySelector(".jump");
const marks = [...document.querySelectorAll(".text mark[id]")];
const place = bar.querySelector("[role=status]");
const still = matchMedia("(prefers-reduced-motion: reduce)");
let here = marks.findIndex((mark) => `#${mark.id}` === location.hash);

function say() {
  const text = here < 0 ? bar.dataset.all : bar.dataset.place;
  const numbers = { tanda: here + 1, semua: marks.length };
  const shown = new Intl.NumberFormat("id");
  place.textContent = text.replace(/\{(\w+)\}/g, (_, name) => shown.format(numbers[name]));
}

// The first jump begins where the reader is, not at the top.
function beside(step) {
  if (here >= 0) return (here + step + marks.length) % marks.length;
  const below = marks.findIndex((mark) => mark.getBoundingClientRect().top > 0);
  if (below < 0) return step > 0 ? 0 : marks.length - 1;
  return step > 0 ? below : (below - 1 + marks.length) % marks.length;
}

function jump(step, takesFocus) {
  marks[here]?.classList.remove("here");
  here = beside(step);
  const mark = marks[here];
  mark.classList.add("here");
  mark.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  if (takesFocus) {
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
  }
  say();
}

function isTyping(target) {
  return target.isContentEditable || target.matches("input, textarea, select");
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (document.documentElement.dataset.keys === "off" || isTyping(event.target)) return;
  const button = bar.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  jump(Number(button.value), true);
});

bar.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) jump(Number(button.value), false);
});

marks[here]?.classList.add("here");
say();
if (marks.length > 1) {
  bar.hidden = false;
  document.documentElement.classList.add("jumps");
}
