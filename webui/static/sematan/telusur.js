// What do <telusur-box> and <telusur-terkait> do in a page that is not ours? docs/embedding.md tells
// those who use them.
//
// webui/views/embedding.py serves this with two constants before it: WORDS (language -> what is said)
// and STYLE (telusur.css). The page around may forbid inline scripts, styles and HTML made of text
// (Trusted Types), so everything is built node by node and styled by an adopted sheet.

const HERE = new URL("../", import.meta.url); // …/arsip/sematan/telusur.js stands in …/arsip/
const PAUSE_MS = 120; // after a key, before the archive is asked
const SLOW_MS = 700; // then it is said that one waits
const PATIENCE_MS = 8000; // then no longer
const LEAST = 2; // characters worth asking for
const EDGE = 8; // pixels between a list and the window's edge
const FILTERS = { topic: "topik", author: "penulis", place: "tempat", kind: "jenis", sort: "urut" };
const PLAIN_ID = /^[A-Za-z0-9_-]{1,64}$/;

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

// An element: its attributes (those that are null or false are left out), then what it holds.
function make(tag, attributes = {}, ...held) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...held);
  return node;
}

function lens() {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  for (const [name, value] of [["viewBox", "0 0 20 20"], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
  path.setAttribute("d", "M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M12.5 12.5 17 17");
  svg.append(path);
  return svg;
}

// Marks count characters, and a character may be two of a string's units.
function marked(text, marks = []) {
  const letters = [...text];
  const held = [];
  let at = 0;
  for (const [from, to] of marks) {
    held.push(letters.slice(at, from).join(""), make("mark", { part: "mark" }, letters.slice(from, to).join("")));
    at = to;
  }
  return [...held, letters.slice(at).join("")];
}

// "2024", "2024-03", "2024-03-15" or an instant, as exactly as it is known and on its own clock.
function dated(iso, lang) {
  const day = iso.slice(0, 10);
  const [year, month = 1, date = 1] = day.split("-").map(Number);
  const exactly = { year: "numeric" };
  if (day.length > 4) exactly.month = "long";
  if (day.length > 7) exactly.day = "numeric";
  const format = new Intl.DateTimeFormat(lang, { ...exactly, timeZone: "UTC" });
  return make("time", { datetime: iso }, format.format(new Date(Date.UTC(year, month - 1, date))));
}

class Fault extends Error {
  constructor(kind, wait = 0) {
    super(kind);
    this.kind = kind; // a name of WORDS[…].faults
    this.wait = wait; // seconds until it is worth asking again
  }
}

async function asked(address, signal) {
  const own = new AbortController();
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    own.abort();
  }, PATIENCE_MS);
  signal.addEventListener("abort", () => own.abort(), { once: true });
  try {
    const answer = await fetch(address, { signal: own.signal, credentials: "omit", headers: { Accept: "application/json" } });
    if (answer.ok) return await answer.json();
    const isBusy = answer.status === 429 || answer.status === 503;
    throw new Fault(isBusy ? "busy" : answer.status < 500 ? "refused" : "broken", isBusy ? Number(answer.headers.get("Retry-After")) || 5 : 0);
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (isLate) throw new Fault("slow");
    throw new Fault(error instanceof SyntaxError ? "broken" : "offline");
  } finally {
    clearTimeout(late);
  }
}

class Embedded extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: "open", delegatesFocus: true }).adoptedStyleSheets = [sheet];
  }

  get tongue() {
    const named = this.closest("[lang]")?.lang ?? "";
    return /^en\b/i.test(named) ? "en" : "id";
  }

  get words() {
    return WORDS[this.tongue];
  }

  // The archive's address: the script's own, unless the element names another.
  get base() {
    const named = this.getAttribute("base");
    return named ? new URL(named.replace(/\/*$/, "/"), document.baseURI) : HERE;
  }

  limit(usual) {
    const wanted = Number(this.getAttribute("limit"));
    return wanted >= 1 && wanted <= 20 ? Math.floor(wanted) : usual;
  }

  // "{n} berita", as many as there are.
  counted(forms, number) {
    const form = new Intl.PluralRules(this.tongue).select(number);
    return (forms[form] ?? forms.other).replace("{n}", new Intl.NumberFormat(this.tongue).format(number));
  }

  // The newspaper's own page where it has one, else the archive's.
  placeOf(story) {
    if (/^https?:\/\/[^/]/i.test(story.url ?? "")) return story.url;
    const place = PLAIN_ID.test(story.id) ? `berita/${story.id}` : `sematan/berita?${new URLSearchParams({ id: story.id })}`;
    return new URL(place, this.base).href;
  }

  about(story) {
    const { undated } = this.words;
    const about = make("span", { class: "about", part: "meta" });
    const held = [story.published ? dated(story.published, this.tongue) : undated, ...(story.topics ?? []).slice(0, 1)];
    if (story.kind && story.kind !== "berita" && !held.includes(story.kind)) held.push(story.kind);
    for (const own of held) about.append(make("span", { dir: "auto" }, own));
    return about;
  }

  // Tells the page; false where it says that it sees to the rest itself.
  tell(name, detail) {
    return this.dispatchEvent(
      new CustomEvent(`telusur:${name}`, { detail, bubbles: true, composed: true, cancelable: name === "open" }),
    );
  }
}

class Box extends Embedded {
  static observedAttributes = ["mode", "flow", "lang", "label", "placeholder", "base", "target"];

  #turn = 0; // which asking is the last; an answer to another is dropped
  #stop = new AbortController();
  #pause = 0;
  #again = 0;
  #chosen = -1;
  #shown = ""; // the text whose answer is in the list
  #parts = null;
  #moved = () => this.#fit();
  #online = () => this.#retry();

  connectedCallback() {
    if (!this.#parts) this.#build();
    addEventListener("online", this.#online);
    addEventListener("resize", this.#moved);
  }

  disconnectedCallback() {
    removeEventListener("online", this.#online);
    removeEventListener("resize", this.#moved);
    this.#drop();
  }

  attributeChangedCallback(_, before, now) {
    if (!this.#parts || before === now) return;
    const text = this.#parts.input.value;
    this.#drop();
    this.#build();
    this.#parts.input.value = text;
  }

  get value() {
    return this.#parts?.input.value ?? "";
  }

  set value(text) {
    if (!this.#parts) this.#build();
    this.#parts.input.value = text;
  }

  // inline (a list under the field), dialog (behind a button), link (only leads to the results).
  get mode() {
    const named = this.getAttribute("mode");
    return named === "dialog" || named === "link" ? named : "inline";
  }

  #build() {
    const { words, mode } = this;
    const label = this.getAttribute("label") || words.label;
    const offers = mode !== "link";
    const input = make("input", {
      id: "q", part: "input", type: "search", name: "q", dir: "auto", enterkeyhint: "search", maxlength: 500,
      autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      placeholder: this.getAttribute("placeholder") || words.placeholder,
      ...(offers && { role: "combobox", "aria-expanded": "false", "aria-controls": "list", "aria-autocomplete": "list" }),
    });
    const form = make("form", { part: "form", role: "search", "aria-label": label, action: new URL("cari", this.base).href },
      make("label", { class: "unseen", for: "q" }, label), input,
      make("button", { type: "submit", part: "button" }, words.search));
    const note = make("p", { part: "note", class: "note", hidden: true });
    const list = make("div", { id: "list", part: "list", role: "listbox", tabindex: -1, "aria-label": words.list, hidden: true });
    const panel = make("div", { part: "panel", class: "panel", hidden: mode !== "dialog" }, note, list);
    const said = make("span", { class: "unseen", role: "status" });
    const area = make("div", { class: "area" }, form, ...(offers ? [panel, said] : []));
    const root = make("div", { class: `root ${mode}${this.hasAttribute("flow") ? " flow" : ""}`, part: "root", lang: this.tongue });
    this.#parts = { input, form, note, list, panel, said };
    if (mode === "dialog") this.#buildDialog(root, area, label);
    else root.append(area);
    this.shadowRoot.replaceChildren(root);

    form.addEventListener("submit", (event) => {
      event.preventDefault(); // a page's form-action may forbid it; a link goes where it likes
      this.#seeAll();
    });
    if (!offers) return;
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#pressed(event));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => this.#clicked(event));
    area.addEventListener("focusout", (event) => {
      if (mode !== "dialog" && !area.contains(event.relatedTarget)) this.#close();
    });
  }

  #buildDialog(root, area, label) {
    const dialog = make("dialog", { part: "dialog", "aria-label": label }, area);
    const opener = make("button", { type: "button", part: "opener", class: "opener", "aria-haspopup": "dialog" },
      lens(), make("span", {}, label));
    this.#parts.dialog = dialog;
    const closer = make("button", { type: "button", part: "close", class: "closer" }, this.words.close);
    area.prepend(closer);
    opener.addEventListener("click", () => {
      dialog.showModal();
      this.#parts.input.focus();
      this.#parts.input.select();
    });
    closer.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close(); // beside it
    });
    dialog.addEventListener("close", () => {
      this.#drop();
      // The event comes late: a reader who has gone on keeps the focus.
      const at = document.activeElement;
      if (!at || at === document.body || at === this) opener.focus();
    });
    root.append(opener, dialog);
  }

  get #text() {
    return this.#parts.input.value.trim();
  }

  get #isOpen() {
    return this.#parts.input.getAttribute("aria-expanded") === "true";
  }

  #address(path, names, pairs) {
    const address = new URL(path, this.base);
    for (const [name, value] of Object.entries(pairs)) address.searchParams.set(name, value);
    for (const [own, theirs] of Object.entries(FILTERS)) {
      const value = this.getAttribute(own);
      if (value) address.searchParams.set(names === "pages" ? theirs : own, value);
    }
    return address.href;
  }

  #allResults() {
    return this.#address("cari", "pages", this.#text ? { q: this.#text } : {});
  }

  // Asking: what was typed last wins, in whatever order answers come.

  #drop() {
    clearTimeout(this.#pause);
    clearTimeout(this.#again);
    this.#stop.abort();
    this.#turn += 1;
    this.#parts?.list.removeAttribute("aria-busy");
  }

  #typed() {
    this.#drop();
    this.#choose(-1);
    if (this.#text.length < LEAST) {
      this.#close();
      this.#parts.said.textContent = "";
      return;
    }
    // Each text is asked for each time: a story may be gone since. What has not changed the browser
    // has kept, and gets as a 304.
    this.#pause = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  async #ask({ isSecond = false } = {}) {
    this.#drop();
    const text = this.#text;
    const turn = this.#turn;
    this.#stop = new AbortController();
    this.#parts.list.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => {
      if (turn !== this.#turn) return;
      this.#note(this.words.waiting);
      this.#parts.said.textContent = this.words.waiting;
    }, SLOW_MS);
    try {
      const pairs = { q: text, prefix: "true", limit: this.limit(6) };
      const answer = await asked(this.#address("api/v1/search", "api", pairs), this.#stop.signal);
      if (turn !== this.#turn) return;
      this.#show(text, answer);
      this.tell("search", { query: text, total: answer.total });
    } catch (error) {
      if (turn !== this.#turn) return;
      if (!(error instanceof Fault)) throw error;
      this.#fail(text, error);
      if (error.wait && !isSecond) this.#again = setTimeout(() => this.#ask({ isSecond: true }), Math.min(error.wait, 30) * 1000);
    } finally {
      clearTimeout(slow);
      if (turn === this.#turn) this.#parts.list.removeAttribute("aria-busy");
    }
  }

  // The line is back: what stands in the field is asked for, if it never was answered.
  #retry() {
    if (this.#parts.panel.dataset.fault && this.#text.length >= LEAST && this.#text !== this.#shown) this.#ask();
  }

  #fail(text, fault) {
    const { panel } = this.#parts;
    this.#fill([this.#lastOption(this.words.anyway)]);
    panel.dataset.fault = fault.kind;
    this.#note(this.words.faults[fault.kind]);
    this.#parts.said.textContent = this.words.faults[fault.kind];
    this.tell("error", { query: text, kind: fault.kind });
  }

  // Showing

  #show(text, answer) {
    const { words } = this;
    const meant = answer.corrected?.query ?? "";
    delete this.#parts.panel.dataset.fault;
    const options = answer.hits.map((hit, place) => this.#option(hit, text, place + 1));
    if (answer.total > answer.hits.length) options.push(this.#lastOption(this.counted(words.all, answer.total)));
    this.#shown = text;
    this.#fill(options);
    this.#note(answer.hits.length ? meant && words.meant.replace("{text}", meant) : words.none);
    this.#parts.said.textContent = answer.hits.length ? this.counted(words.found, answer.total) : words.none;
  }

  #option(hit, text, place) {
    const title = make("span", { class: "title", part: "title", dir: "auto" },
      ...(hit.title.trim() ? marked(hit.title, hit.title_marks) : [this.words.untitled]));
    const option = this.#link("result", this.placeOf(hit), title, this.about(hit));
    if (hit.snippet?.text) {
      option.append(make("span", { class: "snippet", part: "snippet", dir: "auto" }, ...marked(hit.snippet.text, hit.snippet.marks)));
    }
    option.told = { query: text, id: hit.id, url: option.href, place };
    return option;
  }

  #lastOption(text) {
    return this.#link("all", this.#allResults(), make("span", { class: "title" }, text));
  }

  #link(part, href, ...held) {
    const target = this.getAttribute("target");
    const rel = target === "_blank" ? "noopener" : null;
    return make("a", { part, class: part, role: "option", tabindex: -1, "aria-selected": "false", href, target, rel }, ...held);
  }

  #fill(options) {
    const { list, input, panel } = this.#parts;
    options.forEach((option, place) => (option.id = `o${place}`));
    list.replaceChildren(...options);
    list.hidden = !options.length;
    list.scrollTop = 0;
    panel.hidden = false;
    input.setAttribute("aria-expanded", String(options.length > 0));
    this.#choose(-1);
    this.#fit();
  }

  #note(text) {
    const { note, panel } = this.#parts;
    note.textContent = text || "";
    note.hidden = !text;
    if (text) panel.hidden = false;
    this.#fit();
  }

  #close() {
    this.#drop();
    const { panel, list, note, input } = this.#parts;
    panel.hidden = this.mode !== "dialog";
    list.hidden = note.hidden = true;
    input.setAttribute("aria-expanded", "false");
    this.#choose(-1);
  }

  // The list stays inside the window, however narrow the box or low it stands.
  #fit() {
    const { panel, form } = this.#parts;
    if (panel.hidden || this.mode !== "inline" || this.hasAttribute("flow")) return;
    panel.style.setProperty("--_shift", "0px");
    const { left, right } = panel.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const shift = right > wide - EDGE ? Math.max(wide - EDGE - right, EDGE - left) : Math.max(0, EDGE - left);
    panel.style.setProperty("--_shift", `${shift}px`);
    const room = (window.visualViewport?.height ?? innerHeight) - form.getBoundingClientRect().bottom - 2 * EDGE;
    panel.style.setProperty("--_room", `${Math.max(room, 200)}px`);
  }

  // Choosing: the ARIA combobox pattern with a list; the focus stays in the field.

  #choose(place) {
    const { list, input } = this.#parts;
    list.children[this.#chosen]?.setAttribute("aria-selected", "false");
    this.#chosen = place;
    const option = list.children[place];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const count = this.#parts.list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#isOpen) {
      this.#choose(((this.#chosen + 1 + step + count + 1) % (count + 1)) - 1); // -1 is the field itself
    } else if (step && this.#text.length >= LEAST) {
      this.#ask();
    } else if (event.key === "Enter" && this.#isOpen && this.#chosen >= 0) {
      this.#parts.list.children[this.#chosen].click();
    } else if (event.key === "Escape" && this.#parts.dialog) {
      this.#parts.dialog.close(); // or a browser empties the field first
    } else if (event.key === "Escape" && !this.#parts.panel.hidden) {
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #clicked(event) {
    const option = event.target.closest("a");
    if (!option) return;
    const isMeant = option.told ? this.tell("open", option.told) : this.tell("all", { query: this.#text });
    if (!isMeant) event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // opened beside: the list stays
    this.#close();
  }

  #seeAll() {
    this.tell("all", { query: this.#text });
    this.#drop();
    const target = this.getAttribute("target");
    const link = make("a", { href: this.#allResults(), target, rel: target === "_blank" ? "noopener" : null, hidden: true });
    this.shadowRoot.append(link);
    link.click();
    link.remove();
  }
}

class Related extends Embedded {
  #stop = new AbortController();
  #watch = null;

  connectedCallback() {
    this.#watch = new IntersectionObserver((seen) => {
      if (!seen.some((own) => own.isIntersecting)) return;
      this.#watch.disconnect();
      this.#ask();
    }, { rootMargin: "600px" });
    this.#watch.observe(this);
  }

  disconnectedCallback() {
    this.#watch.disconnect();
    this.#stop.abort();
  }

  // The id or the address that the element names, else that of the page.
  get #story() {
    return this.getAttribute("story") || document.querySelector("link[rel=canonical]")?.href || location.href.split("#")[0];
  }

  async #ask() {
    const story = this.#story;
    const address = new URL("api/v1/related", this.base);
    address.search = new URLSearchParams({ story, limit: this.limit(4) });
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    try {
      const answer = await asked(address.href, signal);
      if (signal.aborted) return;
      const found = Array.isArray(answer) ? answer : (answer.related ?? answer.hits ?? []);
      if (found.length) this.#show(found);
      this.tell("related", { story, count: found.length });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (!signal.aborted) this.tell("error", { story, kind: error.kind }); // an article is whole without
    }
  }

  #show(found) {
    const level = Number(this.getAttribute("level"));
    const heading = make(level >= 2 && level <= 6 ? `h${level}` : "h2", { id: "heading", part: "heading" },
      this.getAttribute("heading") || this.words.related);
    const list = make("ul", { part: "list" });
    for (const [at, story] of found.entries()) {
      const target = this.getAttribute("target");
      const link = make("a", { part: "title", class: "title", dir: "auto", href: this.placeOf(story), target, rel: target === "_blank" ? "noopener" : null },
        story.title.trim() || this.words.untitled);
      link.addEventListener("click", (event) => {
        if (!this.tell("open", { id: story.id, url: link.href, place: at + 1 })) event.preventDefault();
      });
      list.append(make("li", { part: "result" }, link, this.about(story)));
    }
    this.shadowRoot.replaceChildren(
      make("section", { class: "root related", part: "root", "aria-labelledby": "heading", lang: this.tongue }, heading, list));
  }
}

// Two scripts of two archives may stand in one page; the first one is used.
for (const [name, kind] of [["telusur-box", Box], ["telusur-terkait", Related]]) {
  if (!customElements.get(name)) customElements.define(name, kind);
}
