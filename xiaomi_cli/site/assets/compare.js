// Any two things of one kind side by side; what is chosen stands in the address.
(function () {
  "use strict";

  const chooser = document.getElementById("chooser");
  const place = document.getElementById("comparison");
  const things = window.comparable || [];
  if (!things.length) return;
  const KINDS = { company: "Companies", framework: "Frameworks", figure: "Figures", year: "Years" };
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const spoken = (text) => {
    const made = document.createDocumentFragment();
    for (const [n, piece] of text.split(/([\u3400-\u9fff\uf900-\ufaff]+)/).entries()) if (piece) made.append(n % 2 ? make("span", { lang: "zh-Hans" }, piece) : piece);
    return made;
  };
  const FEW = 2, MANY = 6; // entries of a cell that are shown at once
  const LAST = ["Says", "In short"]; // what is no dimension
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  const kind = make("select", { id: "compare-kind" }, ...Object.entries(KINDS).filter(([k]) => things.filter((t) => t.kind === k).length > 1).map(([k, said]) => make("option", { value: k }, said)));
  const sides = ["First", "Second"].map((said, n) => [said, make("select", { id: `compare-${n}` })]);
  chooser.append(make("label", { for: "compare-kind" }, "What ", kind), ...sides.map(([said, select]) => make("label", { for: select.id }, said + " ", select)));
  chooser.hidden = false;

  function offer(chosen) {
    const found = things.filter((thing) => thing.kind === kind.value);
    sides.forEach(([, select], n) => {
      select.replaceChildren(...found.map((thing) => make("option", { value: thing.id }, thing.title)));
      select.value = chosen && byId.has(chosen[n]) ? chosen[n] : found[Math.min(n, found.length - 1)].id;
    });
  }
  function cells(found) {
    if (!found || !found.length) return [make("span", { class: "muted" }, "no statement")];
    const items = found.map(([text, voice]) => {
      const item = make("li", {}, spoken(text));
      if (voice) item.append(" ", make("span", { class: "voice" }, voice));
      return item;
    });
    const shown = kind.value === "company" || kind.value === "framework" ? FEW : MANY;
    if (items.length <= shown + 1) return [make("ul", {}, ...items)];
    return [make("ul", {}, ...items.slice(0, shown)), make("details", { class: "more" },
      make("summary", {}, `${items.length - shown} more`), make("ul", {}, ...items.slice(shown)))];
  }
  function draw() {
    const two = sides.map(([, select]) => byId.get(select.value));
    const rows = new Map();
    two.forEach((thing, n) => thing.rows.forEach(([aspect, found]) => { if (!rows.has(aspect)) rows.set(aspect, [null, null]); rows.get(aspect)[n] = found; }));
    const ordered = [...rows];
    if (kind.value === "figure") ordered.sort((a, b) => (a[0].match(/\d{4}/) || ["9"])[0].localeCompare((b[0].match(/\d{4}/) || ["9"])[0]));
    else if (kind.value !== "framework") ordered.sort((a, b) => LAST.includes(a[0]) - LAST.includes(b[0]) || a[1].includes(null) - b[1].includes(null));
    const head = (thing) => {
      const cell = make("th", { scope: "col" });
      const title = thing.kind === "year" ? thing.title : make("a", { href: `${thing.id}.html` }, spoken(thing.title));
      cell.append(title);
      if (thing.zh) cell.append(" ", make("span", { class: "zh", lang: "zh-Hans" }, thing.zh));
      return cell;
    };
    const table = make("table", {}, make("caption", { class: "hidden" }, `${two[0].title} and ${two[1].title}`),
      make("thead", {}, make("tr", {}, make("td", {}), ...two.map(head))),
      make("tbody", {}, ...ordered.map(([aspect, both]) => make("tr", {}, make("th", { scope: "row" }, spoken(aspect)), ...both.map((found) => make("td", {}, ...cells(found)))))));
    place.replaceChildren(make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Comparison" }, table));
    document.title = document.title.replace(/^.*? · /, `${two[0].title} × ${two[1].title} · `);
  }
  function read() {
    const asked = decodeURIComponent(location.hash.slice(1)).split(",").filter((id) => byId.has(id));
    const opening = asked.length === 2 ? asked : chooser.dataset.opening.split(",").filter((id) => byId.has(id));
    if (opening.length === 2) kind.value = byId.get(opening[0]).kind;
    offer(opening.length === 2 ? opening : null);
    draw();
  }
  const note = () => { history.replaceState(null, "", "#" + sides.map(([, select]) => select.value).join(",")); draw(); };
  kind.addEventListener("change", () => { offer(null); note(); });
  sides.forEach(([, select]) => select.addEventListener("change", note));
  addEventListener("hashchange", read);
  read();
})();
