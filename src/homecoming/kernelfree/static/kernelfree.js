/* kernelfree: explorers on a static page. No library, no build step, no request.
 *
 * An explorer is <section data-kf-explorer id="NAME"> with
 *   - controls in blocks with data-kf-control="ARGUMENT", data-kf-default="POSITION" and, where a control means
 *     something only beside certain others, data-kf-only-if="ARGUMENT=POSITION,POSITION …";
 *   - one .kf-result on show and <template>s with the other results, each with data-kf-for="0.1 0.2 …": the positions
 *     of the controls, in their order, that the result belongs to;
 *   - an <output class="kf-status"> that is read aloud, and buttons with data-kf-do="link|svg|csv".
 * The address #NAME?group=Town&show=Chart opens an explorer in a state.
 *
 * With data-kf-live the other results are not there: the page's own Python is asked for each, by the event
 * "kernelfree:ask" on the document, with {explorer, choices, answer(html, summary), failed(words)} as its detail. A slider
 * with data-kf-suffix then stands for the number itself, and not for the position of an option.
 *
 * window.kernelfree.wake() wakes explorers that came into the page later.
 */
(() => {
  "use strict";
  if (window.kernelfree) { // loaded twice
    window.kernelfree.wake();
    return;
  }

  const known = new WeakMap(); // section -> what we know of it
  const PAUSE = 250; // milliseconds without a change before the new state is announced
  const MOST_STATES = 200; // answers of Python that a live explorer keeps

  // ---- Controls -------------------------------------------------------------------------------------------------

  function readControl(block) {
    const inputs = [...block.querySelectorAll("select, input")];
    const [input] = inputs;
    const free = "kfSuffix" in block.dataset;
    const kind = free ? "number" : input.localName === "select" ? "select" : input.type;
    const labels = {
      select: () => [...input.options].map((option) => option.text),
      radio: () => inputs.map((one) => one.value),
      checkbox: () => ["No", "Yes"],
      range: () => [...block.querySelectorAll("datalist option")].map((option) => option.label),
      number: () => [],
    }[kind]();
    const rule = (block.dataset.kfOnlyIf || "").split(" ").filter(Boolean);
    return {
      name: block.dataset.kfControl,
      label: block.querySelector("legend, label").textContent.trim(),
      initial: Number(free ? input.defaultValue : block.dataset.kfDefault),
      onlyIf: rule.map((one) => one.split("=")).map(([name, places]) => [name, places.split(",").map(Number)]),
      block, inputs, input, kind, labels,
    };
  }

  function position(control) {
    if (control.kind === "select") return control.input.selectedIndex;
    if (control.kind === "radio") return control.inputs.findIndex((one) => one.checked);
    if (control.kind === "checkbox") return Number(control.input.checked);
    return Number(control.input.value);
  }

  function setPosition(control, place) {
    if (control.kind === "select") control.input.selectedIndex = place;
    else if (control.kind === "radio") control.inputs[place].checked = true;
    else if (control.kind === "checkbox") control.input.checked = Boolean(place);
    else control.input.value = place;
  }

  function labelOf(control) {
    return control.kind === "number" ? `${position(control)}${control.block.dataset.kfSuffix}` : control.labels[position(control)];
  }

  /* Find what an address names: the position of an option, or a number in the range. */
  function named(control, wanted) {
    const same = (label) => label.toLowerCase() === wanted.toLowerCase();
    if (control.kind !== "number") {
      const place = control.labels.findIndex(same);
      return place < 0 ? undefined : place;
    }
    const number = parseFloat(wanted);
    return number >= Number(control.input.min) && number <= Number(control.input.max) ? number : undefined;
  }

  function enable(control, active) {
    const holder = control.kind === "radio" ? control.block : control.input;
    holder.disabled = !active;
    control.block.classList.toggle("kf-off", !active);
  }

  function tellValue(control) {
    const now = labelOf(control);
    control.input.setAttribute("aria-valuetext", now);
    control.block.querySelector(".kf-value").textContent = now;
  }

  // ---- States ---------------------------------------------------------------------------------------------------

  function meet(section) {
    if (known.has(section)) return known.get(section);
    const result = section.querySelector(".kf-result");
    const live = "kfLive" in section.dataset;
    const states = new Map();
    const first = { template: null, nodes: null, summary: "" };
    for (const holder of live ? [] : [result, ...section.querySelectorAll(":scope > template")]) {
      const state = holder === result ? first : { template: holder, nodes: null, summary: holder.dataset.kfSummary || "" };
      for (const key of holder.dataset.kfFor.split(" ")) states.set(key, state);
    }
    const explorer = {
      section, result, states, live,
      controls: [...section.querySelectorAll("[data-kf-control]")].map(readControl),
      status: section.querySelector(".kf-status"),
      told: section.querySelector(".kf-told"),
      shown: first, active: [], timer: 0, asking: false,
    };
    explorer.shown.summary = explorer.status?.querySelector(".kf-summary").textContent || "";
    known.set(section, explorer);
    for (const control of explorer.controls) setPosition(control, control.initial); // browsers restore forms on reload
    if (live) states.set(keyOf(wantedOf(explorer)), first);
    show(explorer);
    const controls = section.querySelector(".kf-controls");
    if (controls) controls.disabled = false;
    section.dataset.kfReady = "";
    return explorer;
  }

  /* Read the position of each control, in order; one that means nothing beside the others is at its default. */
  function wantedOf(explorer) {
    const real = {};
    explorer.active = explorer.controls.filter((control) => {
      const active = control.onlyIf.every(([name, places]) => places.includes(real[name]));
      real[control.name] = active ? position(control) : control.initial;
      return active;
    });
    return real;
  }

  function keyOf(wanted) {
    return Object.values(wanted).join(Object.values(wanted).every(Number.isInteger) ? "." : " ");
  }

  /* Bring up the state that the controls ask for. Reads come before writes: the browser lays out only once. */
  function show(explorer) {
    const wanted = wantedOf(explorer);
    const state = explorer.states.get(keyOf(wanted));
    if (state) bringUp(explorer, state);
    for (const control of explorer.controls) {
      enable(control, explorer.active.includes(control));
      if (control.kind === "range" || control.kind === "number") tellValue(control);
    }
    if (state) {
      explorer.result.removeAttribute("aria-busy");
      rest(explorer);
    } else ask(explorer, wanted);
  }

  function bringUp(explorer, state) {
    const { result, shown } = explorer;
    if (state === shown) return;
    // The space never shrinks: what follows does not jump up, and the controls stay under the reader's finger.
    result.style.minBlockSize = `${result.getBoundingClientRect().height}px`;
    shown.nodes = [...result.childNodes];
    state.nodes ||= [...document.importNode(state.template.content, true).childNodes];
    result.replaceChildren(...state.nodes);
    explorer.shown = state;
  }

  function rest(explorer) {
    for (const button of explorer.section.querySelectorAll("[data-kf-do]")) {
      const needs = { svg: "svg", csv: "table" }[button.dataset.kfDo];
      button.disabled = Boolean(needs) && !explorer.result.querySelector(needs);
    }
    clearTimeout(explorer.timer);
    explorer.timer = setTimeout(() => settle(explorer), PAUSE);
  }

  // ---- Live: Python is asked ------------------------------------------------------------------------------------

  /* One question at a time. When its answer comes, the controls are read anew: so the newest wish wins. */
  function ask(explorer, wanted) {
    explorer.result.setAttribute("aria-busy", "true");
    if (explorer.asking) return;
    explorer.asking = true;
    const answered = (state) => {
      if (!explorer.asking) return; // answered before
      explorer.asking = false;
      bringUp(explorer, state);
      if (keyOf(wantedOf(explorer)) === keyOf(wanted)) {
        explorer.result.removeAttribute("aria-busy");
        rest(explorer);
      } else show(explorer);
    };
    const answer = (html, summary = "") => {
      const template = document.createElement("template");
      template.innerHTML = html;
      const state = { template, nodes: null, summary };
      // What failed may go well the next time: the reader may have run the cell again.
      if (!template.content.querySelector(".kf-failed")) keep(explorer, keyOf(wanted), state);
      answered(state);
    };
    const failed = (words) => {
      const told = document.createElement("p");
      told.className = "kf-text kf-failed";
      told.textContent = words;
      answered({ template: null, nodes: [told], summary: words });
    };
    const detail = { explorer: explorer.section.id, choices: wanted, answer, failed };
    document.dispatchEvent(new CustomEvent("kernelfree:ask", { detail }));
  }

  function keep(explorer, key, state) {
    const { states } = explorer;
    const [, second] = states.keys();
    if (states.size >= MOST_STATES) states.delete(second); // the first state has no template to come from
    states.set(key, state);
  }

  /* What can wait until the reader pauses: the announcement, and a way for the keyboard into a view that scrolls. */
  function settle(explorer) {
    const { result, status, shown } = explorer;
    if (status) {
      setText(status.querySelector(".kf-chosen"), inWords(explorer));
      setText(status.querySelector(".kf-summary"), shown.summary);
    }
    letScroll(result);
  }

  function letScroll(result) {
    if (result.scrollWidth > result.clientWidth + 1) {
      result.tabIndex = 0;
      result.setAttribute("role", "group");
      result.setAttribute("aria-label", "This view scrolls sideways");
    } else if (document.activeElement !== result) {
      for (const attribute of ["tabindex", "role", "aria-label"]) result.removeAttribute(attribute);
    }
  }

  function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function inWords(explorer) {
    return explorer.active.map((one) => `${one.label}: ${labelOf(one)}`).join("; ") + ".";
  }

  // ---- Address --------------------------------------------------------------------------------------------------

  function address(explorer) {
    const query = new URLSearchParams(explorer.active.map((one) => [one.name, labelOf(one)]));
    return `${location.href.split("#")[0]}#${explorer.section.id}?${query}`;
  }

  function follow() {
    const [name, ...rest] = location.hash.slice(1).split("?");
    const section = name && document.getElementById(name);
    if (!rest.length || !section || !section.matches("[data-kf-explorer]")) return;
    const explorer = meet(section);
    const query = new URLSearchParams(rest.join("?"));
    for (const control of explorer.controls) {
      const wanted = query.get(control.name);
      const place = wanted === null ? undefined : named(control, wanted);
      setPosition(control, place ?? control.initial);
    }
    show(explorer);
    reveal(section);
    section.scrollIntoView({ behavior: "instant" });
  }

  /* Open what an explorer may be folded into: <details>, and tabs of sphinx-design. */
  function reveal(section) {
    for (let box = section.parentElement; box; box = box.parentElement) {
      if (box.localName === "details") box.open = true;
      if (box.matches(".sd-tab-content")) {
        const radio = document.getElementById(box.previousElementSibling?.htmlFor);
        if (radio) radio.checked = true;
      }
    }
  }

  // ---- Buttons --------------------------------------------------------------------------------------------------

  async function copyLink(explorer) {
    const link = address(explorer);
    try {
      await navigator.clipboard.writeText(link);
      return "Link copied.";
    } catch { // no permission, or a page that is not served securely
      const field = document.createElement("textarea");
      field.value = link;
      field.setAttribute("aria-hidden", "true");
      field.className = "kf-away";
      const { activeElement } = document;
      explorer.section.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      activeElement?.focus({ preventScroll: true });
      if (done) return "Link copied.";
      writeAddress(explorer);
      return "The link is in the address bar.";
    }
  }

  function writeAddress(explorer) {
    try {
      history.replaceState(history.state, "", address(explorer));
    } catch { /* a frame without an address of its own */ }
  }

  /* The drawing by itself, readable on white paper whatever the page's theme. */
  function standaloneSvg(svg) {
    const style = getComputedStyle(svg);
    const copy = svg.cloneNode(true);
    const box = svg.viewBox.baseVal;
    if (box?.width) {
      copy.setAttribute("width", box.width);
      copy.setAttribute("height", box.height);
    }
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("style", `background:#fff;color:#1f2328;font-family:${style.fontFamily};${copy.getAttribute("style") || ""}`);
    for (const element of [copy, ...copy.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (/var\(|currentcolor/i.test(value)) element.setAttribute(name, plainColours(value, style));
      }
    }
    for (const sheet of copy.querySelectorAll("style")) sheet.textContent = plainColours(sheet.textContent, style);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
  }

  function plainColours(css, style) {
    const innermost = /var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)/g;
    for (let before = ""; before !== css; ) {
      before = css;
      css = css.replace(innermost, (_, name, otherwise) => (otherwise ?? style.getPropertyValue(name)).trim());
    }
    return css.replace(/currentcolor/gi, "#1f2328");
  }

  /* A table as RFC 4180 wants it: cells that span several rows or columns are repeated, so that each row is complete. */
  function csv(table) {
    const grid = [...table.rows].map(() => []);
    [...table.rows].forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while (grid[y][x] !== undefined) x += 1;
        const text = cell.textContent.trim().replace(/\s+/g, " ").replace(/^\u2212(?=\d)/, "-");
        for (let down = 0; down < cell.rowSpan && y + down < grid.length; down += 1) {
          for (let right = 0; right < cell.colSpan; right += 1) grid[y + down][x + right] = text;
        }
        x += cell.colSpan;
      }
    });
    const quote = (text = "") => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    return grid.map((row) => Array.from(row, quote).join(",") + "\r\n").join("");
  }

  function download(explorer, ending, type, text) {
    const words = [explorer.section.id, ...explorer.active.map(labelOf)].join(" ");
    const name = words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 100);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = `${name}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    return `Saved as ${link.download}.`;
  }

  const actions = {
    link: copyLink,
    svg: (one) => download(one, "svg", "image/svg+xml", standaloneSvg(one.result.querySelector("svg"))),
    csv: (one) => download(one, "csv", "text/csv", csv(one.result.querySelector("table"))),
  };

  // ---- Events: on the document, so that a theme may move explorers about ----------------------------------------

  function changed(event) {
    const section = event.target.closest?.("[data-kf-explorer]");
    if (!section || !event.target.closest("[data-kf-control]")) return;
    const explorer = meet(section);
    show(explorer);
    writeAddress(explorer);
  }

  document.addEventListener("input", changed);
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-kf-do]");
    const section = button?.closest("[data-kf-explorer]");
    if (!section) return;
    const explorer = meet(section);
    explorer.told.textContent = "";
    explorer.told.textContent = await actions[button.dataset.kfDo](explorer);
  });
  window.addEventListener("hashchange", follow);
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return; // a phone's address bar comes and goes while the reader scrolls
    width = window.innerWidth;
    for (const section of document.querySelectorAll("[data-kf-explorer]")) {
      const { result } = meet(section);
      result.style.minBlockSize = "";
      letScroll(result);
    }
  });

  // ---- Start ----------------------------------------------------------------------------------------------------

  function start() {
    // Once more for those that are awake: browsers may restore a form after its controls have come in.
    document.querySelectorAll("[data-kf-explorer]").forEach((section) => show(meet(section)));
    follow();
  }

  const wake = () => document.querySelectorAll("[data-kf-explorer]").forEach(meet);
  window.kernelfree = { wake };
  if (document.readyState === "loading") {
    wake(); // before the page is drawn and other scripts run
    document.addEventListener("DOMContentLoaded", start);
  } else start();
})();
