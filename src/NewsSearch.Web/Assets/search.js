// What makes the search page quicker for those who have script: suggestions, a brush over the bars, lists that narrow.

/** Suggestions below the query: an ARIA combobox whose list is /api/v1/suggest. */
class NewsSuggest extends HTMLElement {
  #timer;
  #asked = 0;

  connectedCallback() {
    const input = (this.input = this.querySelector("input"));
    this.list = Object.assign(document.createElement("div"), { id: "suggestions", className: "suggestions", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.found);
    this.append(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" }))
      input.setAttribute(name, value);
    input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), 90);
    });
    input.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.#close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.#take(event.target.closest("[role=option]")));
  }

  async #ask() {
    const [number, text] = [++this.#asked, this.input.value];
    // Leaving the page ends a request under way: then nobody waits for suggestions.
    const ask = () => fetch("/api/v1/suggest?q=" + encodeURIComponent(text)).then((a) => a.ok && a.json());
    const found = text.trim() && (await ask().catch(() => null));
    if (number !== this.#asked) return;
    if (!found) return this.#close();
    this.#show(found);
    this.list.dataset.query = text;
  }

  // An answer that comes late must not exchange the list under a reader who is choosing from it.
  #stopAsking() {
    clearTimeout(this.#timer);
    this.#asked++;
  }

  #show({ sources, topics, headlines, spelling }) {
    // Filters of a search go along; what another page's address says is nothing of a search.
    const here = new URLSearchParams(location.pathname === "/" ? location.search : "");
    const filter = (name) => (v) => {
      const address = new URLSearchParams(here);
      for (const old of ["cursor", "q"]) address.delete(old);
      if (!address.has(name, v.value)) address.append(name, v.value);
      return { text: v.label, note: v.count, href: "/?" + address };
    };
    const groups = [
      ["spelling", spelling ? [{ text: spelling, query: spelling }] : []],
      ["sources", sources.map(filter("source"))],
      ["topics", topics.map(filter("topic"))],
      ["headlines", headlines.map((h) => ({ text: h.headline, href: "/articles/" + h.id }))],
    ];
    let count = 0;
    this.list.replaceChildren(
      ...groups.filter(([, options]) => options.length).map(([name, options]) => {
        const group = document.createElement("div");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", this.input.dataset[name]);
        const title = Object.assign(document.createElement("span"), { textContent: this.input.dataset[name] });
        title.setAttribute("aria-hidden", "true");
        group.append(title, ...options.map((option) => this.#option(option, count++)));
        return group;
      }),
    );
    this.list.hidden = count === 0;
    this.input.setAttribute("aria-expanded", String(count > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  #option({ text, note, href, query }, number) {
    const option = Object.assign(document.createElement("div"), { id: "suggestion-" + number });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    Object.assign(option.dataset, href ? { href } : { query });
    option.append(Object.assign(document.createElement("bdi"), { textContent: text }));
    if (note) option.append(Object.assign(document.createElement("small"), { textContent: note.toLocaleString("en") }));
    return option;
  }

  #key(event) {
    const options = [...this.list.querySelectorAll("[role=option]")];
    const at = options.findIndex((o) => o.getAttribute("aria-selected") === "true");
    if (event.key === "Escape" && !this.list.hidden) this.#close();
    else if (event.key === "Enter" && at >= 0) this.#take(options[at]);
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length && !this.list.hidden) {
      this.#stopAsking();
      const next = (at + (event.key === "ArrowDown" ? 1 : -1) + options.length + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % options.length;
      options[at]?.setAttribute("aria-selected", "false");
      options[next].setAttribute("aria-selected", "true");
      options[next].scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", options[next].id);
    } else return;
    event.preventDefault();
  }

  #take(option) {
    if (option?.dataset.href) location.assign(option.dataset.href);
    else if (option) {
      this.input.value = option.dataset.query;
      this.input.form.requestSubmit();
    }
  }

  #close() {
    this.#stopAsking();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

/** A drag over the bars asks for the time from the first to the last of them; a click is the link of its bar. */
class NewsBrush extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dragstart", (event) => event.preventDefault());
    this.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      const [start, edge] = [event.clientX, this.getBoundingClientRect()];
      const band = Object.assign(document.createElement("div"), { className: "band" });
      const move = ({ clientX }) => {
        if (Math.abs(clientX - start) < 4) return;
        this.append(band);
        band.style.left = Math.max(0, Math.min(start, clientX) - edge.left) + "px";
        band.style.width = Math.abs(clientX - start) + "px";
      };
      const up = ({ clientX }) => {
        removeEventListener("pointermove", move);
        if (!band.isConnected) return;
        this.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
        this.#choose(Math.min(start, clientX), Math.max(start, clientX));
      };
      addEventListener("pointermove", move);
      addEventListener("pointerup", up, { once: true });
    });
  }

  #choose(left, right) {
    const bars = [...this.querySelectorAll("a")].filter((bar) => {
      const box = bar.getBoundingClientRect();
      return box.right > left && box.left < right;
    });
    if (!bars.length) return;
    const [first, last] = [bars[0].dataset.period.split("/")[0], bars.at(-1).dataset.period.split("/").at(-1)];
    // Where its bars lead, which is not this page everywhere.
    const address = new URL(bars[0].getAttribute("href"), location);
    address.searchParams.set("date", first === last ? first : `${first}/${last}`);
    location.assign(address.href.replaceAll("%2F", "/"));
  }
}

/** Narrows the listed values while typing; Enter asks for all values of which a word begins like this. */
class NewsFacet extends HTMLElement {
  connectedCallback() {
    const [input, values] = [this.querySelector("input"), this.parentElement.querySelector(".values")];
    const words = (text) => (" " + text.toLowerCase()).replace(/[^\p{L}\p{M}\p{N}]+/gu, " ");
    input.addEventListener("input", () => {
      const typed = words(input.value).trimEnd();
      for (const item of values.querySelectorAll("li")) {
        const names = [...item.querySelectorAll(".name")];
        item.hidden = !names.some((name) => words(name.textContent).includes(typed));
      }
    });
  }
}

customElements.define("news-suggest", NewsSuggest);
customElements.define("news-brush", NewsBrush);
customElements.define("news-facet", NewsFacet);

// Fields that were left empty need not go through the server to be dropped from the address.
document.querySelector("#search")?.addEventListener("formdata", ({ formData }) => {
  // What narrows a list by the way is no part of the search; Enter in the field asks for it.
  for (const field of document.querySelectorAll("news-facet input"))
    if (field !== document.activeElement) formData.set(field.name, field.defaultValue);
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});

// Back to a page that was kept as it was left: its fields say again what its results are of.
addEventListener("pageshow", (event) => event.persisted && document.querySelector("#search")?.reset());
