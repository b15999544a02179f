// Up to four things of one kind side by side; what is chosen stands in the address.
(function () {
  "use strict";

  const MOST = 4, FEW = 2, MANY = 6; // sides; entries of a cell that are shown at once
  const LAST = ["Says", "In short"]; // what is no dimension
  const chooser = document.getElementById("chooser");
  const place = document.getElementById("comparison");
  const { sides: things, cites } = window.comparable;
  const kinds = JSON.parse(chooser.dataset.kinds);
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
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  const ofKind = (kind) => things.filter((thing) => thing.kind === kind);
  const kind = make("select", { id: "compare-kind" }, ...Object.entries(kinds).filter(([k]) => ofKind(k).length > 1).map(([k, said]) => make("option", { value: k }, said)));
  const holder = make("span", { class: "sides" });
  const more = make("button", { type: "button" }, "+ Another");
  chooser.append(make("label", { for: "compare-kind" }, "What ", kind), holder, more);
  chooser.hidden = false;
  let chosen = [];

  // --- The fields in which the sides are chosen.
  function offer() {
    const options = ofKind(kind.value);
    holder.replaceChildren(...chosen.map((id, n) => {
      const select = make("select", { id: `compare-${n}`, "aria-label": `Side ${n + 1}` }, ...options.map((thing) => make("option", { value: thing.id }, thing.title)));
      select.value = id;
      select.addEventListener("change", () => { chosen[n] = select.value; changed(); });
      if (chosen.length < 3) return select;
      const drop = make("button", { type: "button", "aria-label": `Leave out ${byId.get(id).title}` }, "×");
      drop.addEventListener("click", () => { chosen.splice(n, 1); changed(); });
      return make("span", { class: "side-of" }, select, drop);
    }));
    more.hidden = chosen.length >= Math.min(MOST, options.length);
  }
  function changed() {
    history.replaceState(null, "", "#" + chosen.join(",").replaceAll("#", "%23"));
    offer();
    draw();
  }

  // --- The table, and below it what it cites.
  function draw() {
    const sides = chosen.map((id) => byId.get(id));
    const numbers = new Map(); // citation -> its number on this page
    const spans = ["year", "era"].includes(kind.value); // whose entries are events and values, which have pages
    const cited = (one) => {
      if (!numbers.has(one)) numbers.set(one, numbers.size + 1);
      return spans ? String(numbers.get(one)) : make("a", { href: `#c${numbers.get(one)}` }, String(numbers.get(one)));
    };
    const entry = ([text, marks, way, voice, contested]) => {
      const item = make("li", {}, spans ? make("a", { class: "stated", href: way }, spoken(text)) : spoken(text));
      if (voice) item.append(" ", make("span", { class: "voice" }, spoken(voice)));
      if (contested) item.append(" ", make("span", { class: "dispute" }, "‡ ", spoken(contested)));
      if (marks.length) item.append(make("sup", { class: "cite" }, ...marks.flatMap((one, n) => (n ? [", ", cited(one)] : [cited(one)]))));
      return item;
    };
    const cell = (found) => {
      if (!found) return make("td", {}, make("span", { class: "muted" }, "no statement"));
      const most = ["company", "framework", "principle"].includes(kind.value) ? FEW : MANY;
      const items = found.map(entry);
      if (items.length <= most + 1) return make("td", {}, make("ul", {}, ...items));
      return make("td", {}, make("ul", {}, ...items.slice(0, most)), make("details", { class: "more" },
        make("summary", {}, `${items.length - most} more`), make("ul", {}, ...items.slice(most))));
    };
    const head = ({ title, zh, way }) => make("th", { scope: "col" }, make("a", { href: way }, spoken(title)), ...(zh ? [" ", make("span", { class: "zh", lang: "zh-Hans" }, zh)] : []));
    const table = make("table", {}, make("caption", { class: "hidden" }, sides.map((side) => side.title).join(" and ")),
      make("thead", {}, make("tr", {}, make("td", {}), ...sides.map(head))),
      make("tbody", {}, ...rowsOf(sides).map(([aspect, row]) => make("tr", {}, make("th", { scope: "row" }, spoken(aspect)), ...row.map(cell)))));
    table.dataset.sides = sides.length;
    const list = [...numbers].map(([one, n]) => make("li", { id: `c${n}`, value: n }, cites[one][1] ? make("a", { href: cites[one][1] }, spoken(cites[one][0])) : cites[one][0]));
    place.replaceChildren(make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Comparison" }, table),
      ...(list.length ? [make("section", { class: "sources" }, make("h2", {}, "Sources"), make("ol", {}, ...list))] : []));
    document.title = document.title.replace(/^.*? · /, `${sides.map((side) => side.title).join(" × ")} · `);
  }
  function rowsOf(sides) {
    const rows = new Map();
    sides.forEach((side, n) => side.rows.forEach(([aspect, found]) => {
      if (!rows.has(aspect)) rows.set(aspect, sides.map(() => null));
      rows.get(aspect)[n] = found;
    }));
    const year = (aspect) => (aspect.match(/\d{4}/) || ["9"])[0];
    const missing = (row) => row.filter((found) => !found).length;
    if (kind.value === "figure") return [...rows].sort((a, b) => year(a[0]).localeCompare(year(b[0])));
    if (["framework", "principle", "part"].includes(kind.value)) return [...rows];
    return [...rows].sort((a, b) => LAST.includes(a[0]) - LAST.includes(b[0]) || missing(a[1]) - missing(b[1]));
  }

  function read() {
    if (/^#c\d+$/.test(location.hash)) return; // a citation of the table
    const asked = decodeURIComponent(location.hash.slice(1)).split(",").filter((id) => byId.has(id));
    const opening = asked.length ? asked : chooser.dataset.opening.split(",").filter((id) => byId.has(id));
    const first = byId.get(opening[0]);
    if (first) kind.value = first.kind;
    chosen = opening.filter((id) => byId.get(id).kind === kind.value).slice(0, MOST);
    const others = ofKind(kind.value).map((thing) => thing.id).filter((id) => !chosen.includes(id));
    const home = (id) => id.split("#")[0] === (chosen[0] || "").split("#")[0]; // a part beside one of the same idea
    others.sort((a, b) => home(b) - home(a));
    if (chosen.length < 2) chosen = [...chosen, ...others].slice(0, 2);
    offer();
    if (chosen.length > 1) draw();
  }
  kind.addEventListener("change", () => { chosen = ofKind(kind.value).slice(0, 2).map((thing) => thing.id); changed(); });
  more.addEventListener("click", () => {
    chosen.push(ofKind(kind.value).find((thing) => !chosen.includes(thing.id)).id);
    changed();
    holder.lastElementChild.querySelector("select").focus();
  });
  addEventListener("hashchange", read);
  if (kind.options.length) read();
})();
