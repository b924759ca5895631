// What does the search box offer while one types?
//
// The list comes as HTML from the address in the element's `src`; the element (vendor/) fetches it and
// moves through it by arrow keys (the ARIA combobox pattern). What is ours: how many there are is said to
// those who cannot see it, and a list that comes after the form was sent is not shown.

const NEAREST = { block: "nearest" };

for (const box of document.querySelectorAll("auto-complete")) {
  const list = document.getElementById(box.getAttribute("for"));
  const said = document.getElementById(`${list.id}-kabar`);
  box.addEventListener("load", () => {
    if (!box.contains(document.activeElement)) box.removeAttribute("open"); // the reader has gone on
    said.textContent = list.firstElementChild?.dataset.said ?? "";
    for (const option of list.querySelectorAll("[role=option]")) {
      // The element scrolls what is chosen to the top of the window, and the box out of it.
      option.scrollIntoView = () => Element.prototype.scrollIntoView.call(option, NEAREST);
    }
  });
  box.closest("form").addEventListener("submit", () => list.remove());
}
