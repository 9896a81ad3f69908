/* A table of the reader's own: pasted, dropped, chosen or typed; read, corrected, judged and saved, all in the page.
 *
 * homecoming.inpage.own_tables does the reading and judging in the page's Python, with what `homecoming audit` uses.
 * What the reader tells is kept in `told`, with the names that FILE.reading.json has.
 */
import { Asker, button, lastLine, make } from "./awake.js";
import { save } from "./notebook.js";
import { clean } from "./outputs.js";

const MOST_BYTES = 2e6;
const JUDGED = "homecoming.inpage.own_tables:judged";
const SAVED = "homecoming.inpage.own_tables:saved";
const SIDECAR = ".reading.json";
const EXAMPLE = [
  "Work after the return\tMen (n = 120)\tWomen (n = 80)",
  "In a job\t66 (55.0)\t38 (47.5)",
  "Self-employed\t30 (25.0)\t13 (16.3)",
  "Without work\t24 (20.0)\t27 (33.8)",
].join("\n");
const ENCODINGS = { "": "as the file shows", cp1251: "Cyrillic (cp1251)", "koi8-r": "Cyrillic (KOI8-R)", cp1252: "Western (cp1252)", gb18030: "Chinese (GB 18030)" };
const YES_OR_NO = { "": "not said", yes: "yes", no: "no" };
const FACTS = {
  several: "Several answers were allowed",
  weighted: "Percentages are weighted",
  truncated: "Percentages are cut off, not rounded",
  adjusted: "Percentages were made to add up to 100",
};

/* What a blob holds, as Python is given it. */
function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] || "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

class OwnTable {
  constructor(offer) {
    this.offer = offer;
    this.given = null; // {name, content, beside, table, encoding}
    this.told = {};
    this.readText = ""; // what stood in the box when a table was read
    this.count = 0; // of controls, for their labels
    this.#build();
    this.asker = new Asker(this.status);
  }

  #build() {
    this.text = make("textarea", { id: "hc-own-text", rows: 7, spellcheck: false, placeholder: "Town (n = 300)\tVillage (n = 220)\nYes\t92 (30.7)\t…" });
    this.file = make("input", { type: "file", multiple: true, hidden: true, accept: ".csv,.tsv,.txt,.xlsx,.html,.htm,.md,.json" });
    this.drop = make(
      "div",
      { className: "hc-drop" },
      make("p", {}, make("label", { htmlFor: "hc-own-text" }, "Paste your table here"), " from a spreadsheet, a word processor, a PDF or a web page. Or drop a file on this box."),
      this.text,
      make(
        "div",
        { className: "hc-tools" },
        button("Read the table", () => this.#readText()),
        button("Choose a file …", () => this.file.click()),
        button("Type into a grid", () => this.#typeGrid()),
        button("Try an example", () => this.#example()),
        this.file,
      ),
      make("p", { className: "hc-help" }, "Files: CSV, TSV, XLSX, HTML, Markdown or text, up to 2 MB. A FILE.reading.json can come with its table. Copy figures exactly as printed: 58.0 says more than 58."),
    );
    this.grid = make("div", { hidden: true });
    this.status = make("p", { className: "hc-status", role: "status" });
    this.result = make("div");
    this.panel = make(
      "div",
      { role: "group", "aria-label": "Your own table" },
      make("p", {}, make("strong", {}, "Nothing is uploaded."), " Your table stays in this browser. Python reads and checks it here, in the page."),
      this.drop, this.grid, this.status, this.result,
    );
    this.text.addEventListener("paste", (event) => this.#pasted(event));
    this.file.addEventListener("change", () => this.#files([...this.file.files]));
    for (const name of ["dragover", "dragleave", "drop"]) {
      this.drop.addEventListener(name, (event) => {
        event.preventDefault();
        this.drop.classList.toggle("hc-over", name === "dragover");
        if (name === "drop") this.#dropped(event.dataTransfer);
      });
    }
  }

  show() {
    if (this.panel.isConnected) return;
    this.offer.querySelector(".hc-offer").hidden = true;
    this.offer.querySelector(".hc-told").textContent = "";
    this.offer.append(this.panel);
    this.text.focus({ preventScroll: true });
  }

  // ---- What the reader gives ----------------------------------------------------------------------------------

  #pasted(event) {
    const { clipboardData: data } = event;
    // The next table takes the place of one that was read.
    if (this.text.value === this.readText) this.text.select();
    if (data.files.length && !data.getData("text/plain")) {
      event.preventDefault();
      this.#files([...data.files]);
    } else if (!this.#marked(data, event)) setTimeout(() => this.#readText()); // when the text stands there
  }

  #dropped(data) {
    if (data.files.length) this.#files([...data.files]);
    else if (!this.#marked(data)) {
      this.text.value = data.getData("text/plain");
      this.#readText();
    }
  }

  /* A table with its merged cells: what a browser or a word processor puts beside the plain text. */
  #marked(data, event = null) {
    const page = data.getData("text/html");
    if (!/<table[\s>]/i.test(page)) return false;
    event?.preventDefault();
    this.text.value = data.getData("text/plain");
    this.#take("pasted.html", new Blob([page]));
    return true;
  }

  #readText() {
    if (!this.text.value.trim()) {
      this.asker.say("Paste a table first.");
      return;
    }
    this.#take("pasted.txt", new Blob([this.text.value]));
  }

  #example() {
    this.text.value = EXAMPLE;
    this.#readText();
  }

  async #files(files) {
    this.file.value = "";
    const beside = files.find((file) => file.name.endsWith(SIDECAR));
    const table = files.find((file) => file !== beside);
    if (table) await this.#take(table.name, table, beside);
    else if (beside && this.given) {
      this.given.beside = await base64(beside);
      this.#judge();
    } else if (beside) this.asker.say(`${beside.name} tells something of a table: choose the table, too.`);
  }

  async #take(name, blob, beside = null) {
    if (blob.size > MOST_BYTES) {
      this.asker.say(`${name} has ${(blob.size / 1e6).toFixed(1)} MB; the page takes up to 2 MB. Keep only the table, and try again.`);
      return;
    }
    this.told = {};
    this.readText = this.text.value;
    this.given = { name, content: await base64(blob), beside: beside ? await base64(beside) : "", table: null, encoding: null };
    await this.#judge();
  }

  // ---- A grid to type into ------------------------------------------------------------------------------------

  #typeGrid() {
    const rows = 5;
    const columns = 4;
    this.grid.hidden = false;
    this.body = make("tbody");
    for (let row = 0; row < rows; row += 1) this.#addRow(columns);
    this.grid.replaceChildren(
      make(
        "div",
        { className: "hc-scroll" },
        make("table", { className: "hc-table hc-grid" }, make("caption", {}, "Type: names of columns in the first row, names of rows in the first column"), this.body),
      ),
      make(
        "div",
        { className: "hc-tools" },
        button("Add a row", () => this.#addRow(this.body.rows[0].cells.length)),
        button("Add a column", () => [...this.body.rows].forEach((row) => this.#addCell(row))),
        button("Read the grid", () => this.#readGrid()),
      ),
    );
    this.body.addEventListener("keydown", (event) => this.#moveInGrid(event));
    this.body.addEventListener("paste", (event) => this.#spread(event));
    this.body.querySelector("input").focus();
  }

  #addRow(columns) {
    const row = this.body.insertRow();
    for (let column = 0; column < columns; column += 1) this.#addCell(row);
  }

  #addCell(row) {
    const cell = row.insertCell();
    const name = `Row ${row.sectionRowIndex + 1}, column ${cell.cellIndex + 1}`;
    cell.append(make("input", { type: "text", autocomplete: "off", spellcheck: false, "aria-label": name }));
  }

  #gridCell(row, column) {
    return this.body.rows[row]?.cells[column]?.firstChild;
  }

  #moveInGrid(event) {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const cell = event.target.closest("td");
    this.#gridCell(cell.parentElement.sectionRowIndex + step, cell.cellIndex)?.focus();
  }

  /* Several cells of a clipboard go into several cells of the grid. */
  #spread(event) {
    const lines = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
    if (lines.length < 2 && lines[0].length < 2) return;
    event.preventDefault();
    const from = event.target.closest("td");
    const { sectionRowIndex: top, parentElement } = from.parentElement;
    lines.forEach((texts, down) => {
      if (!parentElement.rows[top + down]) this.#addRow(parentElement.rows[0].cells.length);
      texts.forEach((text, across) => {
        while (!this.#gridCell(top + down, from.cellIndex + across)) [...this.body.rows].forEach((row) => this.#addCell(row));
        this.#gridCell(top + down, from.cellIndex + across).value = text;
      });
    });
  }

  #readGrid() {
    const lines = [...this.body.rows].map((row) => [...row.cells].map((cell) => cell.firstChild.value.replace(/\s+/g, " ")).join("\t"));
    this.#take("typed.tsv", new Blob([lines.filter((line) => line.trim()).join("\n")]));
  }

  // ---- Judging ------------------------------------------------------------------------------------------------

  async #judge() {
    try {
      const found = await this.asker.ask(JUDGED, { ...this.given, told: this.told });
      if (found) this.#tell(found);
    } catch (error) {
      console.warn(error);
      this.asker.say(`The table could not be checked: ${lastLine(error)}`);
    }
  }

  #tell(found) {
    const { reading, report, error, grid } = found;
    this.asker.say(report ? `Read and checked: ${report.outcome}.` : "This is not read as a table yet.");
    const focused = this.result.contains(document.activeElement) ? document.activeElement.dataset.told : null;
    const open = [...this.result.querySelectorAll("details[data-part]")].filter((one) => one.open).map((one) => one.dataset.part);
    const parts = [];
    if (error) parts.push(make("p", { className: "hc-told" }, error));
    if (!grid && Object.keys(this.told).length) parts.push(this.#forget());
    if (found.tables?.length > 1) parts.push(this.#whichTable(found));
    if (grid) parts.push(this.#read(found));
    if (report) parts.push(this.#report(reading, report));
    this.result.replaceChildren(...parts);
    for (const details of this.result.querySelectorAll("details[data-part]")) {
      if (open.includes(details.dataset.part)) details.open = true;
    }
    if (focused) this.result.querySelector(`[data-told="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  #whichTable({ tables, table }) {
    const names = Object.fromEntries(tables.map((name, at) => [at, name]));
    const choose = (value) => {
      this.given.table = Number(value);
      this.told = {};
      this.#judge();
    };
    return make("div", { className: "hc-corrections" }, this.#select("Table", names, String(table), choose, "table"));
  }

  #read(found) {
    const { reading } = found;
    const how = make("details", { "data-part": "read", open: true }, make("summary", {}, "How it was read"));
    if (reading) how.append(make("div", { className: "hc-read" }, clean(reading.html)));
    how.append(this.#roles(found));
    const correct = make(
      "details",
      { "data-part": "correct", open: !reading },
      make("summary", {}, "Read wrongly, or not all said? Tell it"),
      this.#corrections(found),
      this.#forget(),
    );
    return make("div", {}, how, correct);
  }

  #forget() {
    return make("div", { className: "hc-tools" }, button("Forget what I told", () => {
      this.told = {};
      this.given.encoding = null;
      this.#judge();
    }));
  }

  // ---- Corrections --------------------------------------------------------------------------------------------

  /* Say something of the table, or take it back (undefined). A path is a name, or names of nested mappings. */
  #say(path, value) {
    const names = [...path];
    const last = names.pop();
    const holders = [this.told];
    for (const name of names) holders.push((holders.at(-1)[name] ??= {}));
    if (value === undefined || value === "") delete holders.at(-1)[last];
    else holders.at(-1)[last] = value;
    this.#judge();
  }

  #labelled(label, control, id) {
    control.id = `hc-own-${(this.count += 1)}`;
    control.dataset.told = id;
    return make("div", {}, make("label", { htmlFor: control.id }, label), control);
  }

  #select(label, options, value, choose, id) {
    const control = make("select", {}, ...Object.entries(options).map(([name, words]) => make("option", { value: name }, words)));
    control.value = value in options ? value : "";
    control.addEventListener("change", () => choose(control.value));
    return this.#labelled(label, control, id);
  }

  #number(label, path, value, hint) {
    const control = make("input", { type: "text", inputMode: "numeric", value: value ?? "", placeholder: hint ?? "" });
    control.addEventListener("change", () => {
      const text = control.value.replace(/[\s,]/g, "");
      if (/^\d{0,9}$/.test(text)) this.#say(path, text ? Number(text) : undefined);
      else this.asker.say(`${control.value} is not a number of people, such as 240.`);
    });
    return this.#labelled(label, control, path.join("/"));
  }

  #words(label, path, value, hint) {
    const control = make("input", { type: "text", value: value ?? "", placeholder: hint ?? "" });
    control.addEventListener("change", () => this.#say(path, control.value.trim()));
    return this.#labelled(label, control, path.join("/"));
  }

  #corrections({ told, choices, reading }) {
    const asRead = reading?.as_read ?? {};
    const first = (words, rest) => ({ "": words, ...rest });
    const choice = (label, name, options, words = "as read") =>
      this.#select(label, first(words, options), told[name] ?? "", (value) => this.#say([name], value), name);
    const yesOrNo = ([name, label]) => {
      const value = told[name] === undefined ? "" : told[name] ? "yes" : "no";
      return this.#select(label, YES_OR_NO, value, (said) => this.#say([name], said && said === "yes"), name);
    };
    const form = make(
      "div",
      { className: "hc-corrections" },
      this.#words("Title", ["title"], told.title, asRead.title),
      this.#number("People asked in all", ["people"], told.people),
      choice("What percentages are of", "layout", choices.layout, asRead.layout ? `as read: ${asRead.layout}` : "as read"),
      ...Object.entries(FACTS).map(yesOrNo),
      choice("Sign before decimals", "decimal", { ".": "point: 30.7", ",": "comma: 30,7" }),
      this.#number("Rows that name the columns", ["header_rows"], told.header_rows),
      this.#select("Swap rows and columns", { "": "no", yes: "yes" }, told.transposed ? "yes" : "", (said) => this.#say(["transposed"], said === "yes" || undefined), "transposed"),
      this.#select("Letters of the file", ENCODINGS, this.given.encoding ?? "", (value) => {
        this.given.encoding = value || null;
        this.#judge();
      }, "encoding"),
    );
    if (!reading) return form;
    const labels = reading.groups.map((group) => group.label);
    form.append(
      choice("Column that counts everybody", "whole", Object.fromEntries(labels.map((label) => [label, label])), asRead.whole ? `as read: ${asRead.whole}` : "none"),
    );
    if (!reading.along_rows) {
      form.append(make(
        "fieldset",
        {},
        make("legend", {}, "How many people each column has"),
        make("div", {}, ...reading.groups.map(({ label, base }) => this.#number(label, ["bases", label], told.bases?.[label], base))),
      ));
    }
    // Blocks without a heading are told together.
    const blocks = new Map(reading.blocks.map((block) => [block.heading, block]));
    const everything = reading.blocks.length > 1 ? "All blocks" : "All rows";
    form.append(make(
      "fieldset",
      {},
      make("legend", {}, "What the rows of a block are, and how many people answered it"),
      make("div", {}, ...[...blocks.values()].flatMap(({ heading, kind }) => [
        this.#select(heading || everything, first(`as read: ${kind}`, choices.block), told.blocks?.[heading] ?? "", (value) => this.#say(["blocks", heading], value), `blocks/${heading}`),
        this.#number(`People, ${heading || everything.toLowerCase()}`, ["block_bases", heading, ""], told.block_bases?.[heading]?.[""]),
      ])),
    ));
    return form;
  }

  /* The cells as they lie in the file, with what each row and column was taken for: to be told otherwise. */
  #roles({ grid, told, choices }) {
    const role = (kind, name, taken, options, more = {}) => {
      const said = told[kind]?.[name] ?? (kind === "rows" && told.block_rows?.includes(name) ? "block" : "");
      const control = make(
        "select",
        { "aria-label": `${kind === "rows" ? "Row" : "Column"} ${name}`, className: said ? "hc-told-role" : "" },
        make("option", { value: "" }, taken || "as read"),
        ...Object.entries({ ...options, ...more }).map(([value, words]) => make("option", { value, title: words }, value === "block" ? words : value)),
      );
      control.value = said;
      control.dataset.told = `${kind}/${name}`;
      control.addEventListener("change", () => this.#sayRole(kind, name, control.value));
      return control;
    };
    const heads = grid.column_roles.map((taken, at) => make("td", {}, role("columns", String(at + 1), taken, choices.column)));
    const rows = grid.rows.map((cells, at) => {
      const number = String(grid.numbers[at]);
      const control = role("rows", number, grid.row_roles[at], choices.row, { block: "a block begins" });
      return make("tr", {}, make("td", {}, control), ...cells.map((text) => make("td", {}, text)));
    });
    return make(
      "details",
      { "data-part": "roles" },
      make("summary", {}, "Row by row, column by column"),
      make(
        "div",
        { className: "hc-scroll", role: "group", tabIndex: 0, "aria-label": "Cells of the file" },
        make(
          "table",
          { className: "hc-table hc-cells" },
          make("caption", {}, "What each row and column was taken for"),
          make("tbody", {}, make("tr", {}, make("td", {}, ""), ...heads), ...rows),
        ),
      ),
    );
  }

  #sayRole(kind, name, value) {
    const begins = new Set(this.told.block_rows);
    begins.delete(name);
    if (value === "block") begins.add(name);
    if (kind === "rows") this.told.block_rows = [...begins];
    this.#say([kind, name], value === "block" ? undefined : value);
  }

  // ---- The report ---------------------------------------------------------------------------------------------

  #report(reading, { html }) {
    const files = [["Save the report", "html"], ["Save as JSON", "json"], ["Save findings as CSV", "csv"], ["Save what I told", "told"]];
    const tools = make(
      "div",
      { className: "hc-tools" },
      ...files.map(([words, kind]) => button(words, () => this.#save(kind))),
      button("Print", () => this.#print()),
    );
    if (/^(pasted|typed)\./.test(this.given.name)) tools.append(button("Save the table", () => this.#saveTable()));
    this.report = make("div", { className: "hc-report" }, clean(html));
    return make("div", {}, this.report, tools);
  }

  async #save(kind) {
    try {
      const file = await this.asker.ask(SAVED, { kind, ...this.given, told: this.told });
      if (!file) return;
      save(file.name, file.text, file.type);
      this.asker.say(`Saved as ${file.name}.`);
    } catch (error) {
      this.asker.say(`It could not be saved: ${lastLine(error)}`);
    }
  }

  #saveTable() {
    const bytes = Uint8Array.from(atob(this.given.content), (sign) => sign.charCodeAt(0));
    save(this.given.name, bytes, "application/octet-stream");
    this.asker.say(`Saved as ${this.given.name}.`);
  }

  /* Only the report goes on paper. */
  #print() {
    const root = document.documentElement;
    root.classList.add("hc-printing");
    window.addEventListener("afterprint", () => root.classList.remove("hc-printing"), { once: true });
    window.print();
  }
}

/** Make the box for the reader's own table ready. */
export function open(offer) {
  return new OwnTable(offer);
}
