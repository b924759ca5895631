// Copies a block of a page; without it the block is selected by hand.

const said = document.querySelector(".cite [role=status]");

async function copy(button) {
  const block = document.getElementById(button.dataset.copies);
  const shown = button.firstElementChild;
  const label = (button.dataset.label ??= shown.textContent);
  try {
    await navigator.clipboard.writeText(block.textContent);
    said.textContent = shown.textContent = button.dataset.copied;
  } catch {
    // Not allowed, or not a secure page: what is to be copied stands selected.
    getSelection().selectAllChildren(block);
    said.textContent = button.dataset.failed;
    return;
  }
  setTimeout(() => {
    shown.textContent = label;
    said.textContent = "";
  }, 3000);
}

for (const button of document.querySelectorAll("button.copying")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
