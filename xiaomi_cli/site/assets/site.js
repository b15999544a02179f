// What every page can do: search as you type, copy a sentence with its citation, light and dark.
(function () {
  "use strict";

  const root = document.currentScript.dataset.root;
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {}))
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== undefined) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // --- The index is loaded when somebody looks like searching.
  let opening = null;
  function index() {
    opening = opening || new Promise((resolve, reject) => {
      const script = make("script", { src: root + "assets/search-index.js" });
      script.onload = () => resolve(window.siteSearch.open(window.searchIndex));
      script.onerror = reject;
      document.head.append(script);
    });
    return opening;
  }

  // From disk it costs nobody's line, so it is there before the first letter.
  // One question is asked beforehand, for the first one takes longest.
  if (location.protocol === "file:") index().then((engine) => engine.search("revenue of 2014", 1));

  const CJK = /([\u3400-\u9fff\uf900-\ufaff]+)/;
  function spoken(text) {
    const made = document.createDocumentFragment();
    for (const [n, piece] of text.split(CJK).entries())
      if (piece) made.append(n % 2 ? make("span", { lang: "zh-Hans" }, piece) : piece);
    return made;
  }

  function hitOf(record, fragment, attributes) {
    const title = make("span", { class: "hit-title" }, spoken(record.title));
    if (record.zh) title.append(" ", make("span", { class: "zh", lang: "zh-Hans" }, record.zh));
    return make("a", { href: `${root}${record.id}.html${fragment ? "#" + fragment : ""}`, ...attributes },
      make("span", { class: "kind" }, record.kind), title, make("span", { class: "said" }, spoken(record.said)));
  }

  // A field with the hits below it. On the page of search they stand in the page.
  function searchField(holder, { large }) {
    const id = large ? "hits-page" : "hits";
    const input = make("input", { type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
      "aria-label": "Search the library", placeholder: large ? "lidar, 5% cap, 雷军, why did xiaomi nearly collapse" : "Search", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" });
    const list = make("div", { id, role: "listbox", "aria-label": "Hits", class: "hits", hidden: true });
    const status = make("p", { class: large ? "status" : "hidden", role: "status" });
    holder.replaceChildren(input, list, status);
    let chosen = -1;
    const options = () => Array.from(list.querySelectorAll("[role=option]"));

    function choose(n) {
      const all = options();
      if (!all.length) return;
      chosen = (n + all.length) % all.length;
      all.forEach((option, m) => option.setAttribute("aria-selected", String(m === chosen)));
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    }
    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    async function ask() {
      const text = input.value;
      if (!text.trim()) { list.replaceChildren(); status.textContent = ""; close(); return; }
      const engine = await index();
      if (input.value !== text) return;
      const found = engine.search(text, large ? 100 : 8);
      chosen = -1;
      list.replaceChildren(...found.hits.map(({ record, fragment }, n) =>
        hitOf(record, fragment, { id: `${id}-${n}`, role: "option", "aria-selected": "false", tabindex: large ? "0" : "-1" })));
      list.hidden = !found.hits.length;
      input.setAttribute("aria-expanded", String(Boolean(found.hits.length)));
      input.removeAttribute("aria-activedescendant");
      const said = found.corrected ? `Shown for “${found.corrected}”. ` : "";
      status.textContent = found.total ? `${said}${found.total} ${found.total === 1 ? "record" : "records"}` : "Nothing found. A shorter word may do, or the lists below.";
      if (large) history.replaceState(null, "", "#q=" + encodeURIComponent(text));
      holder.dataset.answered = text;
    }
    input.addEventListener("focus", index);
    input.addEventListener("pointerenter", index);
    input.addEventListener("input", ask);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen - 1);
      else if (event.key === "Escape") { input.value = ""; close(); return; }
      else if (event.key === "Enter") {
        const option = options()[Math.max(chosen, 0)];
        if (chosen < 0 && !large) location.href = `${root}search.html#q=${encodeURIComponent(input.value)}`;
        else if (option) option.click();
      } else return;
      event.preventDefault();
    });
    if (!large) holder.addEventListener("focusout", (event) => { if (!holder.contains(event.relatedTarget)) close(); });
    return { input, ask };
  }

  const seek = document.querySelector("[data-search]");
  const page = document.getElementById("search-page");
  const top = searchField(seek, { large: false });
  let field = top;
  if (page) {
    field = searchField(page, { large: true });
    const read = () => {
      const match = location.hash.match(/^#q=(.*)/);
      if (match) { field.input.value = decodeURIComponent(match[1]); field.ask(); }
    };
    addEventListener("hashchange", read);
    read();
    field.input.focus();
  }
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      field.input.focus();
    }
  });

  // --- Light, dark, or as the system has it.
  const modes = ["auto", "light", "dark"];
  const toggle = make("button", { type: "button", class: "theme" });
  const mode = () => document.documentElement.dataset.theme || "auto";
  const tell = () => { toggle.textContent = { auto: "◐", light: "○", dark: "●" }[mode()]; toggle.setAttribute("aria-label", `Colours: ${mode()}`); toggle.title = `Colours: ${mode()}`; };
  toggle.addEventListener("click", () => {
    const next = modes[(modes.indexOf(mode()) + 1) % modes.length];
    if (next === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try { if (next === "auto") localStorage.removeItem("theme"); else localStorage.setItem("theme", next); } catch (error) { /* not kept */ }
    tell();
  });
  tell();
  seek.after(toggle);

  // --- Copy a statement with what bears it.
  const article = document.querySelector("article.record");
  const plain = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("sup, .copy, .home, .out").forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  function citation(statement) {
    const numbers = Array.from(statement.querySelectorAll("sup.cite a"), (link) => link.textContent);
    const sources = numbers.map((n) => document.getElementById("s" + n)).filter(Boolean)
      .map((source) => { const out = source.querySelector("a.out"); return plain(source) + (out ? ` <${out.href}>` : ""); });
    const anchor = statement.id ? "#" + statement.id : "";
    return `${plain(statement)} [${sources.join("; ")}] (${document.title}, ${article.dataset.id}${anchor})`;
  }
  async function copied(text) {
    try { await navigator.clipboard.writeText(text); return true; } catch (error) {
      const area = make("textarea", { class: "hidden", "aria-hidden": "true" });
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }
  if (article) {
    const said = make("p", { class: "hidden", role: "status" });
    article.append(said);
    for (const statement of article.querySelectorAll("[data-copy]")) {
      if (!statement.querySelector("sup.cite")) continue;
      const button = make("button", { type: "button", class: "copy", "aria-label": "Copy with citation", title: "Copy with citation" }, "❝");
      button.addEventListener("click", async () => {
        const text = citation(statement);
        const done = await copied(text);
        button.dataset.copied = text;
        button.textContent = done ? "✓" : "✗";
        said.textContent = done ? "Copied with its citation" : "Could not be copied";
        setTimeout(() => { button.textContent = "❝"; }, 1500);
      });
      statement.append(" ", button);
    }
  }

  // --- The lines of the framework that is pointed at stand out.
  for (const spot of document.querySelectorAll(".map .spot")) {
    const own = Array.from(spot.classList).find((name) => name.startsWith("f-"));
    const light = (on) => document.querySelectorAll(`.map .tie.${CSS.escape(own)}`).forEach((tie) => tie.classList.toggle("lit", on));
    for (const [event, on] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]]) spot.addEventListener(event, () => light(on));
  }

  // --- What an address leads to may be folded away.
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let parent = target && target.parentElement; parent; parent = parent.parentElement)
      if (parent.tagName === "DETAILS") parent.open = true;
    if (target) target.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", unfold);
  if (location.hash && !page) unfold();
  addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((part) => { part.open = true; }));
})();
