/* A printed table whose figures can be changed: what the check says then, and how many people fit.
 *
 * The figures of the page's table become fields in a copy that stands in its place. Each change is judged by
 * homecoming.inpage.tables in the page's Python. The address #edit=STUDY/TABLE;B3=30.8;C4= carries the changes:
 * columns have letters, rows numbers, as in a spreadsheet; ";empty" says that all other fields are empty.
 */
import { Asker, button, lastLine, make } from "./awake.js";

const PAUSE = 250; // milliseconds without a change before the figures are judged
const LONGEST = 12; // characters that a link may put into a field
const NEIGHBOURS = { 0: "9", 1: "2", 2: "13", 3: "24", 4: "35", 5: "46", 6: "57", 7: "68", 8: "79", 9: "80" };
const JUDGED = "homecoming.inpage.tables:judged";
const CERTAIN = "homecoming.inpage.tables:certain";

const many = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const keyOf = (place) => place.join("\n");
const any = (list) => list[Math.floor(Math.random() * list.length)];

// ---- A misprint -----------------------------------------------------------------------------------------------

/** What a slip of the hand can make of a figure: two digits exchanged, or one mistyped. */
export function slips(figure) {
  const made = new Set();
  const digits = [...figure].flatMap((sign, at) => (/\d/.test(sign) ? [at] : []));
  digits.forEach((at, number) => {
    const next = digits[number + 1];
    if (next !== undefined) made.add(replaced(replaced(figure, at, figure[next]), next, figure[at]));
    for (const digit of NEIGHBOURS[figure[at]]) made.add(replaced(figure, at, digit));
  });
  made.delete(figure);
  return [...made].filter((text) => /^[+-]?(0|[1-9]\d*)(\.\d+)?$/.test(text) && Math.abs(text) <= 100);
}

function replaced(text, at, sign) {
  return text.slice(0, at) + sign + text.slice(at + 1);
}

// ---- Fields ---------------------------------------------------------------------------------------------------

/* One figure as a field, with the place under it where it is told what was printed and what is wrong. */
class Field {
  constructor(cell, row, column, name) {
    const { question, option, group } = cell.dataset;
    Object.assign(this, { cell, row, column, name, place: [question, option, group] });
    this.printed = cell.firstChild.data;
    this.spot = `${String.fromCharCode(65 + column)}${row + 1}`;
    this.input = make("input", { type: "text", value: this.printed, autocomplete: "off", spellcheck: false, maxLength: LONGEST });
    this.input.inputMode = "decimal";
    this.input.setAttribute("aria-label", name);
    this.told = make("small", { className: "hc-field-told", id: `hc-told-${this.spot}` });
    cell.className = "hc-field";
    cell.replaceChildren(this.input, this.told);
    this.secret = false; // a misprint that the reader hunts
    this.message = "";
  }

  get text() {
    return this.input.value;
  }

  get changed() {
    return this.text.trim() !== this.printed;
  }

  set(text) {
    this.input.value = text;
    this.message = "";
  }

  /* What is true of the field, in colours and in words. */
  show() {
    const marked = this.changed && !this.secret;
    this.cell.classList.toggle("hc-changed", marked);
    this.cell.classList.toggle("hc-wrong", Boolean(this.message));
    const [first] = this.message.split(". ");
    this.told.textContent = [first, marked ? `was ${this.printed}` : ""].filter(Boolean).join("; ");
    this.input.toggleAttribute("aria-invalid", Boolean(this.message));
    if (this.told.textContent) this.input.setAttribute("aria-describedby", this.told.id);
    else this.input.removeAttribute("aria-describedby");
  }
}

// ---- The table ------------------------------------------------------------------------------------------------

class EditedTable {
  constructor(offer) {
    this.offer = offer;
    this.name = offer.dataset.hcEdit;
    this.told = offer.querySelector(".hc-told");
    this.invitation = offer.querySelector(".hc-offer");
    this.printed = offer.previousElementSibling.querySelector("table[data-table]").closest(".hc-scroll");
    this.past = []; // for Undo: the texts of all fields, before each change
    this.hunted = null; // a misprint: {field, was, now, asked}
    this.findings = [];
    this.held = null; // the finding whose figures stay lit
    this.last = null; // the field that the reader was in
    this.timer = 0;
    this.#build();
    this.asker = new Asker(this.status);
  }

  #build() {
    this.box = this.printed.cloneNode(true);
    this.box.removeAttribute("tabindex"); // its fields take the focus
    this.box.setAttribute("aria-label", `${this.box.getAttribute("aria-label")}, to be edited`);
    const table = this.box.querySelector("table");
    table.removeAttribute("data-table");
    const asked = new Set([...table.querySelectorAll("td[data-question]")].map((cell) => cell.dataset.question));
    let question = "";
    this.rows = [];
    for (const line of table.tBodies) {
      for (const row of line.rows) {
        if (row.classList.contains("hc-question")) question = `${row.textContent.trim()}: `;
        const cells = [...row.querySelectorAll("td[data-question]")];
        if (!cells.length) continue;
        const lead = asked.size > 1 ? question : "";
        this.rows.push(
          cells.map((cell, column) =>
            new Field(cell, this.rows.length, column, `${lead}${cell.dataset.option}, ${cell.dataset.group}`)),
        );
      }
    }
    this.fields = this.rows.flat();
    this.byPlace = new Map(this.fields.map((field) => [keyOf(field.place), field]));
    this.bySpot = new Map(this.fields.map((field) => [field.spot, field]));
    this.byInput = new Map(this.fields.map((field) => [field.input, field]));

    this.buttons = {
      misprint: button("Put in a misprint", () => this.hide()),
      undo: button("Undo", () => this.undo()),
      print: button("Back to print", () => this.reset("print")),
      empty: button("Start from empty", () => this.reset("empty")),
      link: button("Copy link", () => this.copyLink()),
      close: button("Close", () => this.close()),
    };
    this.tools = make("div", { className: "hc-tools", role: "group", "aria-label": "The table" }, ...Object.values(this.buttons));
    this.hunt = make("div", { className: "hc-hunt", hidden: true });
    this.status = make("p", { className: "hc-status", role: "status" });
    this.result = make("div", { className: "hc-judged" });
    this.panel = make(
      "div",
      { className: "hc-editing", role: "group", "aria-label": "The table, to be edited" },
      make("p", { className: "hc-help" }, "Change a figure. Arrow keys and Enter go from figure to figure, Tab leads on."),
      this.box, this.tools, this.hunt, this.status, this.result,
    );
    this.box.addEventListener("input", (event) => this.#typed(this.byInput.get(event.target)));
    this.box.addEventListener("focusin", (event) => this.#entered(this.byInput.get(event.target)));
    this.box.addEventListener("keydown", (event) => this.#key(event));
    for (const [name, lit] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
      this.box.addEventListener(name, (event) => {
        const cell = event.target.closest(".hc-field");
        if (cell) this.#lightFindings(this.byInput.get(cell.querySelector("input")), lit);
      });
    }
  }

  show() {
    if (!this.panel.isConnected) this.offer.append(this.panel);
    this.printed.classList.add("hc-being-edited");
    this.invitation.hidden = true;
    this.told.textContent = "";
    this.panel.hidden = false;
    this.fields[0].input.focus({ preventScroll: true });
    this.#changed();
  }

  close() {
    this.panel.hidden = true;
    this.printed.classList.remove("hc-being-edited");
    this.invitation.hidden = false;
    this.invitation.querySelector("button").focus();
    this.#writeAddress("");
  }

  // ---- Changes ------------------------------------------------------------------------------------------------

  #entered(field) {
    if (!field) return;
    this.last = field;
    this.before = this.#texts();
    field.input.select();
    this.#showSuspect();
  }

  #typed(field) {
    if (this.before) this.past.push(this.before); // one step back for each stay in a field
    this.before = null;
    field.message = "";
    if (field === this.hunted?.field && field.text.trim() === this.hunted.was) this.#reveal("You have mended the misprint.");
    else this.#changed();
  }

  #texts() {
    return this.fields.map((field) => field.text);
  }

  #put(texts) {
    this.past.push(this.#texts());
    this.fields.forEach((field, at) => field.set(texts[at]));
    this.before = null;
    this.#changed();
  }

  undo() {
    const texts = this.past.pop();
    if (!texts) return;
    this.#endHunt();
    this.fields.forEach((field, at) => field.set(texts[at]));
    this.#changed();
  }

  reset(to) {
    this.#endHunt();
    this.#put(this.fields.map((field) => (to === "print" ? field.printed : "")));
    if (to === "empty") this.fields[0].input.focus();
  }

  #changed() {
    for (const field of this.fields) field.show();
    const edited = this.fields.some((field) => field.changed);
    this.buttons.undo.disabled = !this.past.length;
    this.buttons.print.disabled = !edited;
    this.buttons.link.disabled = Boolean(this.hunted); // a link would give it away
    this.#writeAddress(this.hunted || !edited ? "" : this.#address());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#judge(), PAUSE);
  }

  /* As in a spreadsheet: arrows and Enter go to the next figure, sideways at the end of the text. */
  #key(event) {
    const field = this.byInput.get(event.target);
    if (!field || event.altKey || event.ctrlKey || event.metaKey) return;
    const { selectionStart: start, selectionEnd: end, value } = field.input;
    const steps = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      Enter: [event.shiftKey ? -1 : 1, 0],
      ArrowLeft: end === 0 || (start === 0 && end === value.length) ? [0, -1] : null,
      ArrowRight: start === value.length || (start === 0 && end === value.length) ? [0, 1] : null,
    };
    const step = steps[event.key];
    if (!step) return;
    const to = this.rows[field.row + step[0]]?.[field.column + step[1]];
    event.preventDefault();
    to?.input.focus();
  }

  // ---- Judging ------------------------------------------------------------------------------------------------

  #changes() {
    return this.fields.filter((field) => field.changed).map((field) => [...field.place, field.text]);
  }

  async #judge() {
    if (this.hunted && !this.hunted.asked) {
      this.result.replaceChildren();
      this.asker.say("");
      return;
    }
    try {
      const found = await this.asker.ask(JUDGED, { table: this.name, changes: this.#changes() });
      if (found) this.#tell(found);
    } catch (error) {
      console.warn(error);
      this.asker.say(`The figures could not be checked: ${lastLine(error)}`);
    }
  }

  #tell({ wrong, missing, findings, gone, bases }) {
    for (const { place, message } of wrong) this.byPlace.get(keyOf(place)).message = message;
    for (const field of this.fields) field.show();
    const [fresh, changed, same] = ["new", "changed", "same"].map((state) => findings.filter((one) => one.state === state));
    this.held = null;
    this.asker.say([
      wrong.map(({ message }) => message).join(" "),
      missing ? `${many(missing, "field")} ${missing === 1 ? "is" : "are"} empty: rows with a gap wait.` : "",
      findings.length ? `${many(findings.length, "finding")}${fresh.length ? `, ${fresh.length} new` : ""}.` : "Nothing was found.",
      gone.length ? `${many(gone.length, "finding")} of the printed table ${gone.length === 1 ? "is" : "are"} gone.` : "",
    ].filter(Boolean).join(" "));
    this.findings = [...fresh, ...changed, ...same];
    this.result.replaceChildren(this.#peopleTable(bases), this.#certainty(bases), this.#list(gone));
    const here = this.byInput.get(document.activeElement);
    if (here) this.#lightFindings(here, true);
  }

  #list(gone) {
    const items = this.findings.map((found) => {
      const point = button(found.where || "The table", () => this.#hold(found), { className: "hc-point" });
      point.setAttribute("aria-pressed", "false");
      const item = make("li", {}, point, " ");
      if (found.state !== "same") item.append(make("span", { className: "hc-tag" }, found.state), " ");
      item.append(found.explanation);
      for (const [name, lit] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
        item.addEventListener(name, () => this.#lightCells(found, lit));
      }
      return Object.assign(found, { item, point }).item;
    });
    const title = make("p", { className: "hc-findings-title" }, make("strong", {}, "What the check finds"));
    const list = make("div", { className: "hc-findings" }, title);
    if (items.length) {
      list.append(make("p", { className: "hc-help" }, "Point at a finding, or press its name, to see its figures."), make("ol", {}, ...items));
    } else list.append(make("p", {}, "Nothing: every check that can be made on these figures is passed."));
    if (gone.length) {
      const lines = gone.map((one) => make("li", {}, make("strong", {}, `${one.where || "The table"}: `), one.explanation));
      list.append(make("details", {}, make("summary", {}, `No longer found (${gone.length})`), make("ul", {}, ...lines)));
    }
    return list;
  }

  #peopleTable(bases) {
    const heads = ["Question", "As printed", "Now"].map((words) => make("th", { scope: "col", className: "hc-words" }, words));
    const rows = bases.map(({ item, before, now, why, changed }) =>
      make(
        "tr",
        { className: changed ? "hc-changed" : "" },
        make("th", { scope: "row" }, item),
        make("td", { className: "hc-words" }, before),
        make("td", { className: "hc-words" }, make("strong", {}, changed ? now : "the same"), make("br"), make("small", {}, why)),
      ));
    return make(
      "div",
      { className: "hc-scroll" },
      make(
        "table",
        { className: "hc-table hc-people" },
        make("caption", {}, "How many people fit these figures"),
        make("thead", {}, make("tr", {}, ...heads)),
        make("tbody", {}, ...rows),
      ),
    );
  }

  /* Asked for only when it is looked at: it takes longer than the check. */
  #certainty(bases) {
    if (bases.every((one) => one.before === "not known")) return "";
    const line = make("p", { className: "hc-status", role: "status" });
    const lines = make("ul");
    const box = make("details", { className: "hc-certain" }, make("summary", {}, "How sure is that?"), line, lines);
    const asker = new Asker(line);
    box.addEventListener("toggle", async () => {
      if (!box.open || lines.childElementCount) return;
      const told = await asker.ask(CERTAIN, { table: this.name, changes: this.#changes() });
      if (!told) return;
      asker.say("");
      const items = told.map(({ item, sentence }) => make("li", {}, make("strong", {}, `${item}: `), sentence));
      lines.replaceChildren(...(items.length ? items : [make("li", {}, "No number of people was recovered.")]));
    });
    return box;
  }

  // ---- Light --------------------------------------------------------------------------------------------------

  #lightCells(found, lit) {
    const shown = lit ? found : this.held;
    for (const field of this.fields) field.cell.classList.remove("hc-lit", "hc-lit-beside");
    if (!shown) return;
    for (const [name, places] of [["hc-lit-beside", shown.beside], ["hc-lit", shown.cells]]) {
      for (const place of places) this.byPlace.get(keyOf(place))?.cell.classList.add(name);
    }
  }

  /* A press keeps the light on, where nothing can hover: and brings the figures into view. */
  #hold(found) {
    this.held = this.held === found ? null : found;
    for (const one of this.findings) one.point.setAttribute("aria-pressed", String(one === this.held));
    this.#lightCells(found, Boolean(this.held));
    const [first] = found.cells;
    if (this.held && first) this.byPlace.get(keyOf(first)).cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #lightFindings(field, lit) {
    const key = keyOf(field.place);
    for (const { cells, item } of this.findings) {
      item.classList.toggle("hc-lit", lit && cells.some((place) => keyOf(place) === key));
    }
  }

  // ---- The hunt -----------------------------------------------------------------------------------------------

  /* Put a misprint into a figure, and do not say where. */
  hide() {
    this.#endHunt();
    const open = this.fields.filter((one) => one.text.trim() && !one.message && slips(one.text.trim()).length);
    if (!open.length) {
      this.asker.say("There is no figure to misprint: go back to print first.");
      return;
    }
    const field = any(open);
    const was = field.text.trim();
    this.hunted = { field, was, now: any(slips(was)), asked: false };
    field.secret = !field.changed;
    this.suspect = button("", () => this.#guess());
    this.verdict = make("p", { role: "status" });
    this.hunt.replaceChildren(
      make("p", {}, "One figure is wrong now. Which one? Calculate, or ask the check. Go to the figure that you suspect, and say so."),
      make(
        "div",
        { className: "hc-tools" },
        this.suspect,
        button("Ask the check", () => this.#askInHunt()),
        button("Show me", () => this.#reveal("It is marked above.")),
        button("Take the misprint back", () => this.#takeBack()),
      ),
      this.verdict,
    );
    this.hunt.hidden = false;
    this.#showSuspect();
    this.past.push(this.#texts());
    field.set(this.hunted.now);
    this.#changed();
  }

  #showSuspect() {
    if (!this.hunted) return;
    const { last } = this;
    this.suspect.textContent = last ? `I suspect: ${last.name} (${last.text})` : "I suspect …";
    this.suspect.disabled = !last;
  }

  #askInHunt() {
    this.hunted.asked = true;
    this.#judge();
  }

  #guess() {
    if (this.last === this.hunted.field) this.#reveal("Yes, that is the misprint.");
    else this.verdict.textContent = `No: ${this.last.name} stands as it was. Look again.`;
  }

  #reveal(words) {
    const { field, was, now } = this.hunted;
    const told = `${words} ${field.name}: ${now} for ${was}.`;
    this.#endHunt();
    this.hunt.hidden = false;
    this.hunt.replaceChildren(
      make("p", { role: "status" }, told),
      button("Take the misprint back", () => {
        this.#endHunt();
        field.set(was);
        this.#changed();
      }),
    );
    field.cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#changed();
  }

  #takeBack() {
    const { field, was } = this.hunted;
    this.#endHunt();
    field.set(was);
    this.#changed();
  }

  #endHunt() {
    if (this.hunted) this.hunted.field.secret = false;
    this.hunted = null;
    this.hunt.hidden = true;
    this.hunt.replaceChildren();
  }

  // ---- Address ------------------------------------------------------------------------------------------------

  #address() {
    const empty = this.fields.filter((field) => !field.text.trim()).length > this.fields.length / 2;
    const parts = this.fields
      .filter((field) => (empty ? field.text.trim() : field.changed))
      .map((field) => `${field.spot}=${encodeURIComponent(field.text.trim())}`);
    return `#edit=${[this.name, ...(empty ? ["empty"] : []), ...parts].join(";")}`;
  }

  #writeAddress(hash) {
    if (!hash && !location.hash.startsWith("#edit=")) return;
    try {
      history.replaceState(history.state, "", `${location.href.split("#")[0]}${hash}`);
    } catch { /* a frame without an address of its own */ }
  }

  async copyLink() {
    const link = `${location.href.split("#")[0]}${this.#address()}`;
    try {
      await navigator.clipboard.writeText(link);
      this.asker.say("Link copied.");
    } catch { // no permission, or a page that is not served securely
      this.#writeAddress(this.#address());
      this.asker.say("The link is in the address bar.");
    }
  }

  /** Put in the changes that an address carries; a part that means nothing is told. */
  follow(hash) {
    if (hash === this.#address() && this.panel.isConnected && !this.panel.hidden) return;
    const [, ...parts] = hash.split(";");
    const texts = this.fields.map((field) => (parts.includes("empty") ? "" : field.printed));
    const wrong = [];
    for (const part of parts.filter((one) => one !== "empty")) {
      const [spot, ...rest] = part.split("=");
      const field = this.bySpot.get(spot);
      const text = decoded(rest.join("="));
      if (field && rest.length && text !== null && text.length <= LONGEST) texts[this.fields.indexOf(field)] = text;
      else wrong.push(part.slice(0, 30));
    }
    this.#endHunt();
    this.fields.forEach((field, at) => field.set(texts[at]));
    this.show();
    if (wrong.length) this.told.textContent = `The address is not right: “${wrong.join("”, “")}” is no field of this table with a figure. The rest was put in.`;
    this.offer.scrollIntoView({ block: "nearest" });
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Make a table that the page offers ready to be edited. */
export function open(offer) {
  return new EditedTable(offer);
}
