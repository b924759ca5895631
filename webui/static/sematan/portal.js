// What a portal's own analytics would do: it hears of searches and of stories opened.

const list = document.getElementById("kabar");

for (const name of ["search", "open", "all", "related", "error"]) {
  document.addEventListener(`telusur:${name}`, (event) => {
    const line = document.createElement("li");
    line.textContent = `${event.type} ${JSON.stringify(event.detail)}`;
    list.prepend(line);
  });
}
