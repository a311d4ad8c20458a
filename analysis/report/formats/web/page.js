"use strict";
(async () => {
  const one = (query, at = document) => at.querySelector(query);
  const all = (query, at = document) => [...at.querySelectorAll(query)];
  const bytes = Uint8Array.from(atob(one("#known").textContent), letter => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const known = JSON.parse(await new Response(unpacked).text()), words = known.words;
  (known.parts ?? []).reduce((before, part) => { // a place is written as how much of it begins as the last one, and the rest
    const [same, rest] = part.splice(0, 2);
    part.unshift(before.slice(0, same) + rest);
    return part[0];
  }, "");
  const [steps, ...columns] = known.numbers; // a row a number again
  let part = 0;
  known.numbers = steps.map((step, at) => [part += step, ...columns.map(column => column[at])]);
  const main = one("main"), root = document.documentElement;

  function element(name, text = "", attributes = {}) {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  // Light or dark: as the system, until the reader chooses.
  const look = one("#look");
  look.hidden = false;
  look.addEventListener("click", () => {
    const shown = root.dataset.look ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.look = shown === "dark" ? "light" : "dark";
  });

  // The contents follow the reader.
  const side = one("nav.side"), entries = new Map(all("nav.side a").map(link => [link.hash.slice(1), link]));
  const headings = all(":is(h2, h3)[id]", main).filter(heading => entries.has(heading.id));
  const eyes = () => one(".bar").offsetHeight + 80;
  function follow() {
    const here = headings.findLast(heading => heading.getBoundingClientRect().top < eyes()) ?? headings[0];
    const link = here && entries.get(here.id);
    if (!link || link.ariaCurrent) return;
    for (const other of entries.values()) other.removeAttribute("aria-current");
    link.ariaCurrent = "location";
    const box = link.getBoundingClientRect(), frame = side.getBoundingClientRect();
    if (box.bottom > frame.bottom || box.top < frame.top) side.scrollTop += box.top - frame.top - frame.height / 2;
  }
  addEventListener("scroll", follow, {passive: true});
  follow();

  // The other language opens where the reader is.
  const places = all("[id]:is(p, ul, ol, h2, h3, h4, .note, .table, figure)", main);
  for (const link of all("a.switch")) link.addEventListener("click", () => {
    const here = places.find(place => place.offsetParent && place.getBoundingClientRect().bottom > eyes());
    if (here && scrollY > 0) link.hash = here.id;
  });

  // What is folded opens for a link into it, and for print.
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const closed = target && target.closest("details.folded:not([open])");
    if (closed) { closed.open = true; target.scrollIntoView(); }
  }
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", () => all("details.folded").forEach(details => { details.open = true; }));
  unfold();

  // Tables for spreadsheets: as printed to the clipboard, in full precision into a file.
  const status = document.body.appendChild(element("p", "", {class: "status", role: "status"}));
  const spoken = text => text.trim().replace(/\s+/g, " ");
  function typed(cell, exact) {
    const text = spoken(cell.textContent), numbers = one("data", cell)?.value.split(" ") ?? [];
    if (exact && numbers.length === 1) return String(known.numbers[numbers[0]][2]);
    if (/^[−<> \d.,%]+$/.test(text)) return text.replace("−", "-").replace(/,(?=\d{3})/g, "");
    return /^[=+@-]/.test(text) ? `'${text}` : text.replace(/−(?=[.\d])/g, "-"); // a text, no formula
  }
  function rows(table, exact) {
    const [upper, lower] = [...table.tHead.rows].map(row => [...row.cells]);
    const under = lower ? [...lower] : [];
    const head = upper.flatMap(cell => cell.colSpan === 1 && (!lower || cell.rowSpan > 1) ? [spoken(cell.textContent)]
      : under.splice(0, cell.colSpan).map(part => `${spoken(cell.textContent)} ${spoken(part.textContent)}`));
    return [head, ...[...table.tBodies[0].rows].map(row => [...row.cells].map(cell => typed(cell, exact)))];
  }
  const quoted = text => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const tasks = {
    async copy(table) {
      await navigator.clipboard.writeText(rows(table, false).map(row => row.join("\t")).join("\n"));
      status.textContent = words.copied;
    },
    download(table) {
      const text = "\ufeff" + rows(table, true).map(row => row.map(quoted).join(",")).join("\r\n") + "\r\n";
      const address = URL.createObjectURL(new Blob([text], {type: "text/csv"}));
      element("a", "", {href: address, download: table.closest(".table").id.replace("tbl-", "") + ".csv"}).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    },
  };
  for (const table of all(".table")) {
    const tools = table.appendChild(element("p", "", {class: "tools"}));
    for (const [name, task] of Object.entries(tasks)) {
      const about = {type: "button", "data-do": name, "aria-describedby": `${table.id}-caption`};
      tools.append(element("button", words[name], about), " ");
      tools.lastElementChild.addEventListener("click", () => task(one("table", table)));
    }
  }

  // One stop of the Tab key for a group of things; the arrows lead on inside it.
  function rove(group, items, settle = () => {}) {
    const stop = item => { for (const other of items) { other.tabIndex = -1; settle(other, other === item); } item.tabIndex = 0; };
    const row = item => item.closest("tr"), column = item => item.closest("td, th").cellIndex;
    const beside = {ArrowRight: at => items[at + 1], ArrowLeft: at => items[at - 1], ArrowDown: at => below(at, 1), ArrowUp: at => below(at, -1)};
    function below(at, way) {
      if (!row(items[at])) return items[at + way];
      for (let to = at + way; items[to]; to += way)
        if (row(items[to]) !== row(items[at]) && column(items[to]) === column(items[at])) return items[to];
    }
    stop(items[0]);
    group.addEventListener("focusin", event => { if (items.includes(event.target)) stop(event.target); });
    group.addEventListener("keydown", event => {
      const at = items.indexOf(event.target), next = at >= 0 && beside[event.key]?.(at);
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }

  // Exact values of a figure's marks.
  const told = document.body.appendChild(element("div", "", {class: "told", "aria-hidden": "true", hidden: ""}));
  function tell(event) {
    const mark = event.target.closest?.("[data-tell]");
    told.hidden = !mark;
    if (!mark) return;
    told.textContent = mark.getAttribute("aria-label");
    const box = mark.getBoundingClientRect(), half = told.offsetWidth / 2;
    told.style.left = `${Math.max(8, Math.min(box.x + box.width / 2 - half, innerWidth - 2 * half - 8))}px`;
    told.style.top = `${box.top > told.offsetHeight + 60 ? box.top - told.offsetHeight - 8 : box.bottom + 8}px`;
  }
  for (const figure of all("figure")) {
    const marks = all("[data-tell]", figure);
    if (!marks.length) continue;
    for (const kind of ["pointerover", "focusin", "pointerdown"]) figure.addEventListener(kind, tell);
    for (const kind of ["pointerleave", "focusout"]) figure.addEventListener(kind, () => { told.hidden = true; });
    rove(figure, marks);
  }
  addEventListener("scroll", () => { told.hidden = true; }, {passive: true});

  // The passport of a number.
  const passport = document.body.appendChild(element("dialog", "", {class: "passport", "aria-labelledby": "passport"}));
  function facts(number) {
    const [part, key, value, meaning] = known.numbers[number], [place, names, n, maker] = known.parts[part];
    const [notebook, cell, by] = known.makers[maker] ?? [];
    const made = notebook && [notebook, cell, `${by}()`].reduce((text, word) => text.replace("{}", word), words.made);
    return [["value", String(value).replace("-", "−")], ["meaning", known.meanings[meaning]], ["names", names], ["n", n],
      ["place", `${place}.${key}`], ["maker", made], ["data", known.data]].filter(([, fact]) => fact != null && fact !== "");
  }
  function show(numbers) {
    passport.replaceChildren(element("h2", words.title, {id: "passport"}));
    for (const number of numbers) {
      const list = passport.appendChild(element("dl"));
      for (const [kind, fact] of facts(number)) {
        list.append(element("dt", words[kind]));
        list.append(element("dd", fact, kind === "meaning" ? {lang: "en"} : {class: kind}));
      }
    }
    const close = passport.appendChild(element("button", words.close, {type: "button"}));
    close.addEventListener("click", () => passport.close());
    passport.showModal();
    close.focus();
  }
  const opened = target => target.closest?.("data[value]");
  main.addEventListener("click", event => {
    const number = opened(event.target);
    if (number && !getSelection().toString()) { number.focus(); show(number.value.split(" ")); }
  });
  main.addEventListener("keydown", event => {
    const number = opened(event.target);
    if (!number || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    show(number.value.split(" "));
  });
  passport.addEventListener("click", event => { if (event.target === passport) passport.close(); });
  function offered(number, stop) {
    if (stop) { number.role = "button"; number.ariaHasPopup = "dialog"; }
    else { number.removeAttribute("role"); number.removeAttribute("aria-haspopup"); }
  }
  for (const group of all("main > :is(p, ul, ol, .note, .table), main details > :is(p, ul, ol, .note, .table)")) {
    const numbers = all("data[value]", group);
    if (numbers.length) rove(group, numbers, offered);
  }
  for (const hint of all(".numbers")) hint.hidden = false;
  root.dataset.ready = "";
})();
