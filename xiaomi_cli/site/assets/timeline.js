// The timeline as a strip that can be panned and zoomed by keyboard, mouse and touch.
// It is made of the table beneath it, which stays for whoever reads without it.
(function () {
  "use strict";

  const strip = document.getElementById("strip");
  const rows = Array.from(document.querySelectorAll("tr[data-start]"));
  if (!strip || !rows.length) return;
  const DAY = 864e5, LANE = 27, SIGN = 18, HEAD = 40, FOOT = 32; // a day in ms; pixels
  const time = (day) => Date.parse(day + "T00:00:00Z");
  const events = rows.map((row) => ({
    row, from: time(row.dataset.start), to: time(row.dataset.end), rank: Number(row.dataset.rank),
    type: row.dataset.type, themes: row.dataset.themes.split(" "), link: row.querySelector("a"),
    sign: row.querySelector(".type span").textContent, date: row.querySelector(".date").textContent,
  }));
  const eras = Array.from(document.querySelectorAll(".era[data-start]")).filter((era) => era.dataset.start)
    .map((era) => ({ section: era, title: era.dataset.title, slug: era.dataset.era, from: time(era.dataset.start), to: time(era.dataset.end) + DAY }));
  const first = Math.min(...events.map((e) => e.from)), last = Math.max(...events.map((e) => e.to)) + DAY;
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // --- What is asked for.
  const chosen = { type: "", theme: "", era: "", major: false };
  const matches = (event) => (!chosen.type || event.type === chosen.type) && (!chosen.theme || event.themes.includes(chosen.theme)) && (!chosen.major || event.rank > 0)
    && (!chosen.era || event.row.closest(".era").dataset.era === chosen.era);
  const name = (slug) => slug.replace(/-/g, " ").replace(/^./, (sign) => sign.toUpperCase());
  function selector(label, key, values, says) {
    const select = make("select", { id: "choose-" + key }, make("option", { value: "" }, "all"), ...values.map((value) => make("option", { value }, says(value))));
    select.addEventListener("change", () => {
      chosen[key] = select.value;
      const era = key === "era" && eras.find((e) => e.slug === select.value);
      if (era) show(era.from, Math.min(era.to, last + 30 * DAY));
      else if (key === "era") whole();
      filter();
    });
    return make("label", { for: "choose-" + key }, label + " ", select);
  }
  const count = new Map();
  events.forEach((event) => event.themes.forEach((theme) => theme && count.set(theme, (count.get(theme) || 0) + 1)));
  const types = Array.from(new Set(events.map((event) => event.type))).sort();
  const box = make("input", { type: "checkbox", id: "choose-major" });
  box.addEventListener("change", () => { chosen.major = box.checked; filter(); });
  const status = make("output", { class: "status" });
  const controls = make("div", { class: "controls" },
    ...(eras.length ? [selector("Era", "era", eras.map((e) => e.slug), (slug) => eras.find((e) => e.slug === slug).title)] : []),
    selector("Theme", "theme", Array.from(count.keys()).sort(), (theme) => `${name(theme)} (${count.get(theme)})`),
    selector("Kind", "type", types, name),
    make("label", { for: "choose-major", class: "check" }, box, " major only"), status);

  // --- The strip.
  const lanes = make("div", { class: "lanes" });
  const view = make("div", { class: "view", tabindex: "0", role: "application", "aria-label": "Timeline. Arrow keys left and right pan, plus and minus zoom, up and down go from event to event, Enter opens one, 0 shows all. The same events stand in the tables below." }, lanes);
  const button = (label, text, act) => { const made = make("button", { type: "button", "aria-label": label, title: label }, text); made.addEventListener("click", act); return made; };
  const tools = make("div", { class: "tools" }, button("Earlier", "←", () => pan(-0.3)), button("Later", "→", () => pan(0.3)), button("Closer", "+", () => zoom(1.6)), button("Further", "−", () => zoom(1 / 1.6)), button("Show all", "All", whole),
    make("span", { class: "hint" }, "Drag, pinch or Ctrl + wheel; on the keyboard ← → + − ↑ ↓"));
  strip.append(controls, tools, view);
  strip.hidden = false;
  for (const event of events) {
    const sign = make("span", { class: "sign", "aria-hidden": "true" }, event.sign);
    event.label = make("span", { class: "label" });
    event.label.innerHTML = event.link.innerHTML;
    event.mark = make("a", { href: event.link.getAttribute("href"), class: `event rank${event.rank} ${event.type}`, tabindex: "-1", title: `${event.date}: ${event.link.textContent}`, draggable: "false" }, sign, event.label);
    event.mark.addEventListener("click", (click) => { if (moved) click.preventDefault(); });
    lanes.append(event.mark);
    event.width = 0;
  }
  const bands = eras.map((era) => { const band = make("div", { class: "band" }, make("span", {}, era.title)); lanes.prepend(band); return { band, era }; });
  const axis = make("div", { class: "axis", "aria-hidden": "true" });
  lanes.append(axis);

  let start = first, end = last, room = 0, current = -1, moved = false, planned = 0;
  const least = 45 * DAY;
  const opening = () => {
    const years = events.filter((e) => e.rank > 0 || events.length < 30);
    const from = eras.length > 1 ? Math.max(first, eras[1].from) : first;
    show(from - 120 * DAY, Math.min(last, Math.max(...years.map((e) => e.to))) + 200 * DAY);
  };
  function whole() { show(first - 200 * DAY, last + 400 * DAY); }
  function show(from, to) {
    const span = Math.max(least, Math.min(to - from, (last - first) * 1.1 + 900 * DAY));
    const middle = Math.max(first, Math.min(last, (from + to) / 2));
    start = middle - span / 2;
    end = middle + span / 2;
    if (!planned) planned = requestAnimationFrame(() => { planned = 0; draw(); });
  }
  const pan = (share) => show(start + (end - start) * share, end + (end - start) * share);
  function zoom(factor, at) {
    const centre = at === undefined ? (start + end) / 2 : at;
    show(centre - (centre - start) / factor, centre + (end - centre) / factor);
  }
  const x = (moment) => ((moment - start) / (end - start)) * room;

  function draw() {
    room = view.clientWidth;
    if (!room) return;
    // Names stand in lanes where they fit; what has no room for its name is a sign at the foot.
    const rug = view.clientHeight - FOOT - 3 * SIGN;
    const many = Math.max(3, Math.floor((rug - HEAD) / LANE));
    const free = Array.from({ length: many }, () => []);
    const signs = Array.from({ length: 3 }, () => -99);
    const fits = (lane, a, b) => free[lane].every(([c, d]) => b < c || a > d);
    const unnamed = [];
    let seen = 0;
    for (const event of [...events].sort((a, b) => b.rank - a.rank)) {
      const left = x(event.from), right = Math.max(left + 14, x(event.to + DAY));
      const visible = matches(event) && right > -20 && left < room + 20;
      event.mark.hidden = !visible;
      if (!visible) continue;
      seen += 1;
      event.mark.classList.add("named");
      event.width = event.width || Math.min(event.label.scrollWidth, 240) + 28;
      const at = Math.max(left, 2);
      const span = Math.max(0, Math.min(right, room) - at);
      const wide = Math.max(event.width, span);
      const lane = at + event.width < room - 2 ? free.findIndex((_, l) => fits(l, at - 4, at + wide + 4)) : -1;
      if (lane < 0) { unnamed.push([event, left]); continue; }
      free[lane].push([at - 4, at + wide + 4]);
      event.mark.classList.toggle("long", right - left > 24);
      event.mark.style.transform = `translate(${at.toFixed(1)}px, ${HEAD + lane * LANE}px)`;
      event.mark.style.width = `${event.width}px`;
      event.mark.style.setProperty("--span", `${span.toFixed(0)}px`);
    }
    for (const [event, left] of unnamed.sort((a, b) => a[1] - b[1])) {
      let row = signs.findIndex((last) => left - last > 13);
      if (row < 0) row = signs.indexOf(Math.min(...signs));
      signs[row] = left;
      event.mark.classList.remove("named", "long");
      event.mark.style.width = "";
      event.mark.style.transform = `translate(${Math.min(left, room - 14).toFixed(1)}px, ${rug + row * SIGN}px)`;
    }
    for (const { band, era } of bands) {
      const a = Math.max(0, x(era.from)), b = Math.min(room, x(era.to));
      band.hidden = b - a < 2;
      band.style.left = `${a}px`;
      band.style.width = `${Math.max(0, b - a)}px`;
    }
    drawAxis();
    status.textContent = `${seen} of ${events.length} events in view`;
  }

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  function drawAxis() {
    const years = (end - start) / (365.25 * DAY), per = room / years;
    const ticks = [];
    const step = [1, 2, 5, 10, 20].find((n) => n * per > 48) || 50;
    for (let year = Math.ceil(new Date(start).getUTCFullYear() / step) * step - step; year <= new Date(end).getUTCFullYear(); year += step) {
      ticks.push([Date.UTC(year, 0, 1), String(year), true]);
      const months = per > 560 ? 1 : per > 200 ? 3 : 0;
      for (let month = months; months && month < 12; month += months) ticks.push([Date.UTC(year, month, 1), MONTHS[month], false]);
    }
    axis.replaceChildren(...ticks.filter(([at]) => x(at) > -30 && x(at) < room + 5).map(([at, text, major]) => {
      const tick = make("span", { class: major ? "tick major" : "tick" }, text);
      tick.style.left = `${x(at)}px`;
      return tick;
    }));
  }

  function filter() {
    for (const event of events) event.row.hidden = !matches(event);
    for (const era of document.querySelectorAll(".era")) era.hidden = !era.querySelector("tr[data-start]:not([hidden])");
    current = -1;
    show(start, end);
  }
  const visible = () => events.filter((event) => matches(event));
  function go(step) {
    const all = visible();
    if (!all.length) return;
    if (current < 0 || !matches(events[current])) {
      const middle = all.findIndex((event) => event.from >= start);
      current = events.indexOf(all[Math.max(0, middle)]);
    } else current = events.indexOf(all[Math.max(0, Math.min(all.length - 1, all.indexOf(events[current]) + step))]);
    const event = events[current];
    if (event.from < start + (end - start) * 0.05 || event.from > end - (end - start) * 0.25) show(event.from - (end - start) * 0.4, event.from + (end - start) * 0.6);
    requestAnimationFrame(() => requestAnimationFrame(() => { event.mark.hidden = false; event.mark.focus({ preventScroll: true }); }));
  }
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ArrowLeft: () => pan(-0.15), ArrowRight: () => pan(0.15), ArrowDown: () => go(1), ArrowUp: () => go(-1),
      "+": () => zoom(1.4), "=": () => zoom(1.4), "-": () => zoom(1 / 1.4), "0": whole,
      Home: () => show(first - 100 * DAY, first + (end - start)), End: () => show(last - (end - start), last + 100 * DAY),
      PageUp: () => pan(-0.8), PageDown: () => pan(0.8),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // --- Mouse and touch: one pointer pans, two pinch.
  const pointers = new Map();
  let travelled = 0;
  view.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!pointers.size) { travelled = 0; moved = false; }
    pointers.set(event.pointerId, event.clientX);
  });
  addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    const before = pointers.get(event.pointerId), left = view.getBoundingClientRect().left;
    if (pointers.size === 1) {
      travelled += Math.abs(event.clientX - before);
      if (travelled > 4) { moved = true; view.classList.add("dragged"); pan((before - event.clientX) / room); }
    } else {
      const other = Array.from(pointers).find(([id]) => id !== event.pointerId)[1];
      const was = Math.abs(before - other), now = Math.abs(event.clientX - other);
      moved = true;
      if (was > 10 && now > 10) zoom(now / was, start + ((other - left) / room) * (end - start));
    }
    pointers.set(event.pointerId, event.clientX);
  });
  const lift = (event) => { pointers.delete(event.pointerId); view.classList.remove("dragged"); };
  addEventListener("pointerup", lift);
  addEventListener("pointercancel", lift);
  view.addEventListener("wheel", (event) => {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!event.ctrlKey && !event.metaKey && !sideways) return;
    event.preventDefault();
    if (sideways) pan(event.deltaX / room);
    else zoom(Math.exp(-event.deltaY * 0.004), start + ((event.clientX - view.getBoundingClientRect().left) / room) * (end - start));
  }, { passive: false });
  addEventListener("resize", () => show(start, end));
  opening();
})();
