// Which keys do what?
//
// `/` goes to the search box, `?` opens the list of keys, and in the list of hits `j` and `k` move
// (WCAG 2.1.4: single keys work outside fields only, and can be switched off; that is remembered in
// this browser). Enter and Escape are the browser's own.

const REMEMBERED = "telusur-tombol";
const root = document.documentElement;
const dialog = document.getElementById("tombol");
const opener = document.querySelector("[data-keys]");
const choice = dialog?.querySelector("input[type=checkbox]");

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED) !== "off";
  } catch {
    return true; // a browser that keeps nothing
  }
}

function setKeys(areOn) {
  root.dataset.keys = areOn ? "on" : "off";
  try {
    localStorage.setItem(REMEMBERED, root.dataset.keys);
  } catch {
    // then for this page only
  }
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function showKeys() {
  if (!dialog.open) dialog.showModal(); // the browser gives the focus back when it closes
}

function move(step) {
  const links = [...document.querySelectorAll("#hasil .hit h2 a")];
  if (!links.length) return false;
  const at = links.findIndex((link) => link.closest(".hit").contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1);
  links[next].focus();
  return true;
}

function act(key) {
  const inList = document.getElementById("hasil")?.contains(document.activeElement);
  if (root.dataset.keys === "off") return false;
  if (key === "?") {
    showKeys();
    return true;
  }
  if (key === "/") {
    const box = document.getElementById("q");
    box.focus();
    box.select();
    return true;
  }
  if (inList && key === "j") return move(1);
  if (inList && key === "k") return move(-1);
  return false;
}

root.dataset.keys = remembered() ? "on" : "off";
if (dialog) {
  choice.checked = root.dataset.keys === "on";
  choice.addEventListener("change", () => setKeys(choice.checked));
  opener.hidden = false;
  opener.addEventListener("click", showKeys);
}
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isTyping(event.target) || dialog?.open) return;
  if (act(event.key)) event.preventDefault();
});
