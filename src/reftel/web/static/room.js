"use strict";
// What a script adds to pages that work without it: keys, copying, repairs taken back where they stand, hits that load
// on, a preview beside them, a chart one can draw over. Text from the archive only ever comes as nodes of a page of
// ours, parsed by the browser as a page: nothing here makes markup of words.

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const wide = () => matchMedia("(min-width: 70rem)").matches;

function tell(words) {
  const told = one("#told");
  told.textContent = words;
  told.classList.add("shown");
  clearTimeout(tell.until);
  tell.until = setTimeout(() => told.classList.remove("shown"), 2500);
}

async function pageAt(address, signal) {
  const answer = await fetch(address, { headers: { accept: "text/html" }, signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// -- light and dark

function theme() {
  const button = one("#theme");
  const root = document.documentElement;
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const show = () => { button.textContent = dark() ? "Light" : "Dark"; };
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("reftel-theme", root.dataset.theme); } catch (error) { /* kept for this page only */ }
    show();
  });
}

// -- copying

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch (error) { // an address without TLS has no clipboard: select it instead
    const area = document.createElement("textarea");
    area.value = words;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) { tell("This browser does not let pages copy."); return; }
  }
  tell("Copied.");
}

function copying() {
  for (const button of all("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(one(`#${button.dataset.copy}`).textContent.trim()));
  }
}

// -- repairs

function setRepair(repair, made) {
  one("ins", repair).hidden = !made;
  one("del", repair).hidden = made;
}

function repairs() {
  const toggle = one("#toggle-repairs");
  if (!toggle) return;
  const every = all("#text .repair");
  let made = toggle.dataset.repaired === "yes";
  const show = () => {
    toggle.textContent = `${made ? "Take back" : "Make"} the ${every.length} ${every.length === 1 ? "repair" : "repairs"}`;
  };
  toggle.setAttribute("role", "button");
  toggle.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); toggle.click(); } });
  toggle.addEventListener("click", (event) => {
    event.preventDefault();
    made = !made;
    for (const repair of every) setRepair(repair, made);
    show();
    tell(made ? "Repaired." : "As received.");
  });
  const turn = (repair) => {
    setRepair(repair, one("ins", repair).hidden);
    tell(repair.title);
  };
  one("#text").addEventListener("click", (event) => {
    const repair = event.target.closest(".repair");
    if (repair && !getSelection().toString()) turn(repair);
  });
  one("#text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches(".repair")) turn(event.target);
  });
}

// One repair after another by key; the one it stands at holds the focus, and Enter takes it back or makes it again.
function stepRepair(by) {
  const every = all("#text .repair");
  if (!every.length) { tell("Nothing was repaired here."); return; }
  const at = every.indexOf(document.activeElement);
  const next = every[(at + by + every.length + (at < 0 && by < 0 ? 1 : 0)) % every.length];
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  tell(`${every.indexOf(next) + 1} of ${every.length} · ${next.title}`);
}

// -- hits that load on, and the one beside them

function choose(list, step) {
  const items = all(list);
  if (!items.length) return;
  const at = items.findIndex((item) => item.classList.contains("here"));
  const next = items[Math.min(Math.max(at + step, 0), items.length - 1)];
  if (at >= 0) items[at].classList.remove("here");
  next.classList.add("here");
  next.scrollIntoView({ block: "nearest" });
  const link = one("a", next);
  if (link) link.focus({ preventScroll: true });
  return next;
}

function loading() {
  const hits = one("#hits");
  if (!hits) return;
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((each) => each.isIntersecting)) more();
  }, { rootMargin: "600px" });
  let busy = false;
  const watch = () => { const link = one("#more"); if (link) watcher.observe(link); };
  async function more() {
    const link = one("#more");
    if (!link || busy) return;
    busy = true;
    watcher.disconnect();
    try {
      const page = await pageAt(link.href);
      const found = all("#hits > .hit", page);
      hits.append(...found.map((hit) => document.adoptNode(hit)));
      const next = one("#more", page);
      if (next) { link.href = next.href; watch(); } else { link.remove(); }
      tell(`${found.length} more.`);
    } catch (error) {
      tell("More could not be loaded; the link does it.");
    } finally {
      busy = false;
    }
  }
  watch();
}

function preview() {
  const pane = one("#preview");
  if (!pane) return;
  const held = new Map();
  let asked = null;
  let wanted = "";
  async function show(hit) {
    const link = hit && one(".subject a", hit);
    if (!link || !wide() || wanted === link.href) return;
    wanted = link.href;
    if (asked) asked.abort();
    asked = new AbortController();
    try {
      if (!held.has(wanted)) held.set(wanted, await pageAt(wanted, asked.signal));
      const page = held.get(wanted);
      const parts = [one(".sheet .head", page), one(".sheet h1", page), one("#text", page)].filter(Boolean);
      const copies = parts.map((part) => document.importNode(part, true));
      for (const copied of copies) {
        for (const named of [copied, ...all("[id]", copied)]) named.removeAttribute("id");
        for (const title of all("h1, h2", copied).concat(copied.matches("h1") ? [copied] : [])) title.setAttribute("role", "presentation");
      }
      pane.replaceChildren(...copies);
      pane.scrollTop = 0;
      const mark = one("mark", pane);
      if (mark) pane.scrollTop = Math.max(mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - 120, 0);
      pane.hidden = false;
    } catch (error) {
      if (error.name !== "AbortError") wanted = "";
    }
  }
  document.addEventListener("focusin", (event) => show(event.target.closest(".hit")));
  let waiting = 0;
  document.addEventListener("pointerover", (event) => {
    const hit = event.target.closest(".hit");
    clearTimeout(waiting);
    if (hit) waiting = setTimeout(() => show(hit), 180);
  });
}

// -- parts that cost something: asked for when they are opened

function parts() {
  for (const part of all("details[data-load]")) {
    part.addEventListener("toggle", async () => {
      if (!part.open || part.dataset.loaded) return;
      part.dataset.loaded = "yes";
      try {
        const found = one(part.dataset.part, await pageAt(part.dataset.load));
        found.removeAttribute("id");
        one("p", part).replaceWith(document.adoptNode(found));
      } catch (error) {
        delete part.dataset.loaded; // the link in it still leads there
      }
    });
  }
}

// -- a chart one can draw over

function brushing() {
  for (const chart of all("svg.bars[data-brush]")) {
    const bars = all(".bar", chart);
    let from = -1;
    let to = -1;
    const at = (event) => {
      const box = chart.getBoundingClientRect();
      return Math.min(Math.max(Math.floor((event.clientX - box.left) / box.width * bars.length), 0), bars.length - 1);
    };
    const paint = () => bars.forEach((bar, nth) => {
      bar.classList.toggle("brushed", from >= 0 && nth >= Math.min(from, to) && nth <= Math.max(from, to));
    });
    chart.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      from = to = at(event);
      chart.setPointerCapture(event.pointerId);
      paint();
    });
    chart.addEventListener("pointermove", (event) => { if (from >= 0) { to = at(event); paint(); } });
    chart.addEventListener("pointerup", (event) => {
      if (from < 0) return;
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      from = -1;
      const days = first === last ? bars[first].dataset.value : `${bars[first].dataset.value}..${bars[last].dataset.value}`;
      location.href = chart.dataset.brush.replace("DAYS", encodeURIComponent(days));
      event.preventDefault();
    });
    chart.addEventListener("pointercancel", () => { from = -1; paint(); });
    chart.addEventListener("dragstart", (event) => event.preventDefault());
    chart.addEventListener("click", (event) => event.preventDefault());
  }
}

// -- keys

function step(words, by) {
  if (!words.length) { tell("No word was searched for."); return; }
  const at = words.findIndex((mark) => mark.classList.contains("now-here"));
  const next = (at + by + words.length + (at < 0 && by < 0 ? 1 : 0)) % words.length;
  if (at >= 0) words[at].classList.remove("now-here");
  words[next].classList.add("now-here");
  words[next].scrollIntoView({ block: "center" });
  tell(`${next + 1} of ${words.length}`);
}

function follow(relation) {
  const link = one(`a[rel="${relation}"]`);
  if (link) link.click(); else tell(relation === "prev" ? "No lower number of this post is held." : "No higher number of this post is held.");
}

function keys() {
  const dialog = one("#keys");
  const button = one("#show-keys");
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  const list = one("#hits") ? ".hit" : one("#text .para") ? "#text .para" : "[data-keys] > *";
  const does = {
    "/": () => { const box = one("#q"); if (box) { box.focus(); box.select(); } },
    "?": () => dialog.showModal(),
    j: () => choose(list, 1),
    k: () => choose(list, -1),
    n: () => step(all("#text mark"), 1),
    N: () => step(all("#text mark"), -1),
    e: () => stepRepair(1),
    E: () => stepRepair(-1),
    c: () => { const words = one("[data-usual]"); if (words) copy(words.textContent.trim()); },
    r: () => { const part = one("#reftels"); if (part) { part.scrollIntoView({ block: "start" }); (one("a", part) || part).focus({ preventScroll: true }); } },
    "[": () => follow("prev"),
    "]": () => follow("next"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const act = does[event.key];
    if (act) { event.preventDefault(); act(); }
  });
}

theme();
keys();
copying();
repairs();
loading();
preview();
brushing();
parts();
