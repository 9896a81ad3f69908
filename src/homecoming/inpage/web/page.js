/* The cells of a page with their Python: run and edit, what came out of them, and what the reader typed.
 *
 * cells.js opens this at the reader's first wish and hands on what is clicked. A cell of the page is
 * <div class="cell" data-cell="ID"> with the book's source in .cell_input .highlight, buttons in .ip-bar and perhaps
 * the book's output in .cell_output. The page's notebook has all cells, those without a visible source included.
 */
import { Answer } from "./answers.js";
import * as notebook from "./notebook.js";
import { keepAll, keepOffline, keepPages } from "./offline.js";
import { Outputs, clean, load, wake } from "./outputs.js";
import { Runtime, Stopped } from "./runtime.js";
import { Store, placed } from "./store.js";

const PATIENCE = 300; // milliseconds before a cell is said to be busy
const CHANGED = "homecoming.kernelfree.page_face:changed";

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

function button(words, doing, about = "") {
  const made = make("button", "ip-button", words);
  made.type = "button";
  made.dataset.ipDo = doing;
  if (about) made.append(make("span", "visually-hidden", ` ${about}`));
  return made;
}

// ---- One cell -------------------------------------------------------------------------------------------------

class Cell {
  constructor({ id, source }, element) {
    this.id = id;
    this.book = notebook.text(source);
    this.source = this.book;
    this.exercise = Boolean(element?.matches(".ip-exercise"));
    this.element = element;
    this.ran = false; // in this Python, as it stands
    this.own = null; // {outputs, count, element} of the reader
    this.undo = null; // what Reset took away
    this.changed = false; // the book's cell, since the reader wrote this version
    this.editor = null;
    this.fault = null; // the line at which it stopped
    if (element) this.#meet();
  }

  #meet() {
    this.name = this.element.dataset.name;
    this.input = this.element.querySelector(".cell_input");
    this.bar = this.element.querySelector(".ip-bar");
    this.status = this.bar.querySelector(".ip-status");
    this.code = this.input.querySelector(".highlight");
    this.lines = this.code.querySelector("pre");
    this.bookLines = [...this.lines.childNodes];
    this.bookOutput = this.element.querySelector(":scope > .cell_output");
    this.buttons = Object.fromEntries([...this.bar.querySelectorAll("[data-ip-do]")].map((one) => [one.dataset.ipDo, one]));
    this.buttons.reset = button("Reset", "reset", this.name);
    this.buttons.stop = button("Stop", "stop", this.name);
    this.buttons.cancel = button("Cancel", "cancel", "loading Python");
    for (const name of ["reset", "stop", "cancel"]) {
      this.buttons[name].hidden = true;
      this.status.before(this.buttons[name]);
    }
    this.note = make("p", "ip-note");
    this.note.hidden = true;
    this.bar.before(this.note);
    // A press would take the focus from the editor, and a phone's keyboard would go before the finger lifts.
    this.bar.addEventListener("mousedown", (event) => {
      if (event.target.closest("button") && this.editor) event.preventDefault();
    });
    // A change of the words beside the buttons is read aloud where it matters, by the page's own live region.
    this.status.setAttribute("aria-hidden", "true");
  }

  get edited() {
    return this.source !== this.book;
  }

  /* A stub is no code yet: it does not run by itself. */
  get waiting() {
    return this.exercise && !this.edited;
  }

  say(words, ...more) {
    this.status.replaceChildren(words, ...more);
    this.status.toggleAttribute("aria-hidden", !more.length);
  }

  /* Show what is true of the cell: its source, whose it is, and what can be undone. */
  show(paint = null) {
    if (!this.element) return;
    const { fault } = this;
    this.element.classList.toggle("ip-edited", this.edited);
    const words = this.changed
      ? "Your version. The book’s cell has changed since you wrote it: Reset shows the new one."
      : "Your version";
    this.note.textContent = words;
    this.note.hidden = !this.edited;
    this.buttons.edit.firstChild.data = this.editor ? "Close editor" : "Edit";
    const { reset } = this.buttons;
    reset.hidden = !this.edited && !this.own && !this.undo;
    reset.firstChild.data = this.undo ? "Undo reset" : "Reset";
    this.code.hidden = Boolean(this.editor);
    if (this.editor) this.editor.mark(fault);
    else if (!this.edited && !fault) this.lines.replaceChildren(...this.bookLines);
    else this.lines.replaceChildren(...(paint ? paint(this.source, fault) : [this.source]));
  }

  /* What comes out stands in the place of the book's output, marked. */
  beginOutput() {
    this.own?.element.remove();
    const element = make("div", "ip-output cell_output");
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", `Your output of ${this.name}`);
    const title = make("p", "ip-output-title", "Your output");
    const list = make("div", "ip-output-list");
    element.append(title, list);
    this.own = { outputs: new Outputs(list), count: null, element, title };
    if (this.bookOutput?.isConnected) this.bookOutput.replaceWith(element);
    else this.element.append(element);
  }

  endOutput(count) {
    const { own } = this;
    own.count = count;
    own.title.replaceChildren("Your output", make("span", "ip-count", ` [${count}]`));
    own.title.lastChild.title = "In which order cells have run";
    if (!own.outputs.list.length) own.element.querySelector(".ip-output-list").append(make("p", "ip-nothing", "It ran. It has nothing to show."));
  }

  dropOutput() {
    if (!this.own) return;
    if (this.bookOutput) this.own.element.replaceWith(this.bookOutput);
    else this.own.element.remove();
    this.own = null;
  }

  link() {
    const link = make("a", "", this.name);
    link.href = `#${this.element.id}`;
    return link;
  }
}

// ---- The page -------------------------------------------------------------------------------------------------

class Page {
  constructor(settings, book) {
    this.settings = settings;
    this.book = book;
    this.runtime = new Runtime({ base: new URL("_static/python/", settings.root).href, page: settings.page });
    this.store = new Store(settings.page);
    const elements = new Map([...document.querySelectorAll("[data-cell]")].map((one) => [one.dataset.cell, one]));
    this.cells = book.cells
      .filter((cell) => cell.cell_type === "code")
      .map((cell) => new Cell(cell, elements.get(cell.id) || null));
    this.answers = book.cells
      .filter((cell) => cell.cell_type === "markdown" && elements.has(cell.id))
      .map((cell) => new Answer(cell, elements.get(cell.id), this.store));
    this.line = Promise.resolve(); // cells run one after another
    this.painted = null; // of the editor, when that is there
    this.current = null; // the cell that runs, or for which Python is loaded
    this.menu = document.querySelector(".ip-menu");
    this.live = make("p", "visually-hidden");
    this.live.setAttribute("aria-live", "polite");
    (this.menu || document.querySelector("main article")).append(this.live);
    this.runtime.addEventListener("state", () => this.#showState());
    this.runtime.addEventListener("progress", ({ detail }) => this.#showProgress(detail));
    this.runtime.addEventListener("stopped", () => this.#forgetRuns());
    // A page that the browser keeps for the way back does not keep Python's memory.
    window.addEventListener("pagehide", () => this.runtime.stop());
    this.actions = {
      run: (cell, pressed) => {
        pressed?.focus(); // a phone's keyboard makes room for what comes out
        return this.run(cell);
      },
      edit: (cell, pressed) => this.edit(cell, pressed),
      reset: (cell) => this.reset(cell),
      write: (answer) => this.write(answer),
      stop: () => this.runtime.stop(),
      cancel: () => this.runtime.cancel(),
      take: () => this.download(),
      bring: () => this.choose(),
      clear: () => this.clear(),
      offline: () => this.keep(),
    };
    this.#restore();
    this.#showState();
  }

  async act(doing, id, pressed) {
    const cell = [...this.cells, ...this.answers].find((one) => one.id === id);
    await this.actions[doing](cell, pressed);
  }

  announce(words) {
    this.live.textContent = words;
  }

  tell(words) {
    const holder = this.menu.querySelector(".ip-status");
    holder.textContent = words;
    this.announce(words);
  }

  // ---- Running ------------------------------------------------------------------------------------------------

  run(cell) {
    if (cell.queued) return cell.queued;
    if (this.current) cell.say(`Waits until ${this.current.name} has run.`);
    cell.queued = this.line.then(() => this.#run(cell)).finally(() => {
      cell.queued = null;
    });
    this.line = cell.queued.catch(() => {});
    return cell.queued;
  }

  async #run(cell) {
    this.current = cell;
    try {
      if (!(await this.#awake(cell))) return;
      if (!(await this.#runAbove(cell))) return;
      cell.say("");
      const done = await this.#execute(cell, { shown: true });
      this.announce(done.ok ? `${cell.name} has run.` : `${cell.name} stopped with an error.`);
      this.#keepPages();
    } catch (error) {
      this.#tellWhy(cell, error);
    } finally {
      this.current = null;
      for (const name of ["stop", "cancel"]) cell.buttons[name].hidden = true;
    }
  }

  #tellWhy(cell, error) {
    if (error instanceof Stopped) {
      const words = cell.ending === "cancel"
        ? "Loading was cancelled."
        : "Stopped. What the cells had made is gone. The cells above run again by themselves when you run a cell.";
      cell.say(words);
      this.announce(words);
      return;
    }
    console.warn(error);
    cell.say(`Python could not go on: ${error.message} Run the cell to try again.`);
    this.announce("Python could not go on.");
  }

  /* Load Python; on a connection that is paid by the byte, say first what it costs. */
  async #awake(cell) {
    const { state } = this.runtime;
    if (["ready", "busy"].includes(state)) return true;
    const { start } = await this.runtime.size();
    if (state === "asleep" && navigator.connection?.saveData && !this.agreed) {
      this.agreed = await this.#mayLoad(cell, start);
      if (!this.agreed) return false;
    }
    cell.ending = "cancel";
    cell.buttons.cancel.hidden = false;
    this.announce(`Python is loading, ${megabytes(start)}.`);
    this.#showProgress({ what: "python", loaded: 0, total: start });
    await this.runtime.start();
    await this.#equip();
    cell.buttons.cancel.hidden = true;
    cell.say("");
    return true;
  }

  /* What this page's Python has to know: its cells, for hints, and the files that lie beside its notebook. */
  async #equip() {
    const cells = this.cells.map((cell) => cell.source);
    await this.runtime.call("homecoming.inpage.session:know_cells", { cells });
    for (const name of this.book.metadata.homecoming?.files ?? []) {
      const response = await fetch(new URL(name, this.settings.notebook));
      if (!response.ok) throw new Error(`The file ${name} did not come.`);
      await this.runtime.call("homecoming.inpage.page_files:put", { name, text: await response.text() });
    }
  }

  #mayLoad(cell, bytes) {
    return new Promise((answered) => {
      const yes = make("button", "ip-button", `Load ${megabytes(bytes)}`);
      const no = make("button", "ip-button", "Not now");
      const answer = (value) => () => {
        cell.say("");
        cell.buttons.run.focus();
        answered(value);
      };
      yes.addEventListener("click", answer(true));
      no.addEventListener("click", answer(false));
      const words = `Python is ${megabytes(bytes)}. Your browser asks to save data. `;
      cell.say(words, yes, no);
      this.announce(words);
      yes.focus();
    });
  }

  async #runAbove(cell) {
    const above = this.cells
      .slice(0, this.cells.indexOf(cell))
      .filter((one) => !one.ran && !one.waiting && one.source.trim());
    for (const [place, one] of above.entries()) {
      const { ok } = await this.#execute(one, {
        shown: Boolean(one.element && one.edited),
        near: cell,
        busy: `Running the cells above first: ${place + 1} of ${above.length}`,
      });
      if (ok || one.exercise) continue;
      const link = one.element ? one.link() : "A cell without visible code";
      cell.say("", link, " above stopped with an error, so this cell was not run.");
      this.announce(`${one.name || "A cell"} above stopped with an error, so ${cell.name} was not run.`);
      return false;
    }
    return true;
  }

  async #execute(cell, { shown, near = cell, busy = "Running …" }) {
    const { stop } = near.buttons;
    near.ending = "stop";
    const slow = setTimeout(() => {
      near.say(busy);
      stop.hidden = false;
    }, near === cell ? PATIENCE : 0);
    const kept = [];
    let began = false;
    const onOutput = (output) => {
      const visible = shown || output.output_type === "error";
      if (!cell.element || !visible) return;
      if (!began) cell.beginOutput();
      began = true;
      if (output.hint?.line) output.hint.text = cell.source.split("\n")[output.hint.line - 1] ?? "";
      cell.own.outputs.add(output);
      kept.push(output);
    };
    try {
      // Above another cell, what the last line would show is not made: the semicolon says so.
      const source = shown ? cell.source : `${cell.source.trimEnd()};`;
      const done = await this.runtime.run(source, { onOutput });
      cell.ran = done.ok;
      if (cell.element && (shown || began)) {
        if (!began) cell.beginOutput();
        cell.endOutput(done.execution_count);
        cell.undo = null;
        await wake(cell.own.element, this.settings);
      }
      await this.#showFault(cell, kept.find((output) => output.output_type === "error"));
      return done;
    } finally {
      clearTimeout(slow);
      stop.hidden = true;
      near.say("");
    }
  }

  async #showFault(cell, error) {
    if (!cell.element) return;
    cell.fault = error?.hint?.line || null;
    await this.#paint(cell);
  }

  #forgetRuns() {
    for (const cell of this.cells) cell.ran = false;
  }

  #showProgress({ what, loaded, total }) {
    const cell = this.current;
    if (!cell) return;
    const name = { python: "Python", plots: "what draws charts", statistics: "statistics", files: "what reads files" }[what] || what;
    const share = total ? ` (${Math.min(100, Math.floor((100 * loaded) / total))} %)` : "";
    const bar = make("progress", "");
    bar.max = total || 1;
    bar.value = loaded;
    bar.setAttribute("aria-label", `Loading ${name}`);
    const words = loaded < total ? `Loading ${name}: ${(loaded / 1e6).toFixed(1)} of ${megabytes(total)}${share}` : `Starting ${name} …`;
    cell.status.replaceChildren(bar, ` ${words}`);
  }

  async #showState() {
    if (!this.menu) return;
    const words = {
      asleep: "Python is not loaded.",
      loading: "Python is loading.",
      ready: "Python is ready.",
      busy: "Python is at work.",
      broken: "Python could not be loaded. Run a cell to try again.",
    }[this.runtime.state];
    this.menu.querySelector(".ip-state").textContent = words;
    if (this.runtime.state === "broken") this.#forgetRuns();
  }

  // ---- Editing ------------------------------------------------------------------------------------------------

  async edit(cell, pressed) {
    if (cell.editor) {
      if (!pressed) return;
      this.#closeEditor(cell);
      pressed.focus?.();
      return;
    }
    const edit = await this.#loadEditor();
    if (cell.editor) return; // two quick clicks
    const holder = make("div", "ip-editor");
    holder.id = `${cell.element.id}-editor`;
    cell.code.before(holder);
    cell.editor = edit(holder, {
      source: cell.source,
      name: `Code of ${cell.name}`,
      complete: (source, position) =>
        ["ready"].includes(this.runtime.state) ? this.runtime.complete(source, position) : null,
      onChange: (source) => this.#typed(cell, source),
      onRun: () => this.run(cell),
    });
    cell.holder = holder;
    cell.show(this.painted);
    cell.editor.focus();
  }

  #closeEditor(cell) {
    cell.editor.close();
    cell.holder.remove();
    cell.editor = null;
    cell.show(this.painted);
  }

  /* Show the cell, in colours where it is not as in the book. */
  async #paint(cell) {
    const needs = cell.element && (cell.edited || cell.fault);
    if (needs) await this.#loadEditor();
    cell.show(this.painted);
  }

  async #loadEditor() {
    const { edit, painted } = await import("./editor.js");
    this.painted = painted;
    return edit;
  }

  #typed(cell, source) {
    cell.source = source;
    cell.ran = false;
    cell.undo = cell.fault = null;
    clearTimeout(cell.saving);
    const save = () => {
      if (!this.store.hold(cell)) cell.say("Your browser keeps nothing: download the notebook before you leave.");
    };
    cell.saving = setTimeout(save, 300);
    cell.changed &&= cell.edited;
    cell.show(this.painted);
  }

  /* Put a source in place that was not typed just now. */
  async #put(cell, source) {
    cell.source = source;
    cell.ran = false;
    cell.fault = null;
    this.store.hold(cell);
    if (cell.editor) cell.editor.replace(source);
    await this.#paint(cell);
  }

  async reset(cell) {
    if (cell.undo) {
      const { undo } = cell;
      cell.undo = null;
      await this.#put(cell, undo);
      cell.undo = null;
      cell.show(this.painted);
      this.announce("Your version is back.");
      return;
    }
    const typed = cell.edited ? cell.source : null;
    cell.dropOutput();
    cell.changed = false;
    await this.#put(cell, cell.book);
    cell.undo = typed;
    cell.say("");
    cell.show(this.painted);
    if (cell.buttons.reset.hidden) cell.buttons.run.focus();
    this.announce(`${cell.name} is as in the book again.`);
  }

  async clear() {
    for (const cell of this.cells) {
      if (!cell.edited && !cell.own) continue;
      if (cell.element) cell.dropOutput();
      cell.changed = false;
      await this.#put(cell, cell.book);
      cell.undo = null;
      cell.show(this.painted);
    }
    for (const answer of this.answers) answer.put("");
    this.store.clear();
    this.tell("The page is as in the book again. Nothing that you typed here is kept.");
  }

  /* What the reader typed on an earlier visit. */
  #restore() {
    const found = placed(this.store.versions, [...this.cells, ...this.answers]);
    for (const answer of this.answers) if (found.has(answer.id)) answer.put(found.get(answer.id).source);
    for (const cell of this.cells) {
      const version = found.get(cell.id);
      if (!version) continue;
      cell.source = version.source;
      cell.changed = version.changed;
      cell.show(this.painted);
    }
    const needs = this.cells.filter((cell) => cell.element && cell.edited);
    if (needs.length) this.#loadEditor().then(() => needs.forEach((cell) => cell.show(this.painted)));
  }

  write(answer) {
    answer.open();
    answer.field.focus();
  }

  // ---- Notebooks ----------------------------------------------------------------------------------------------

  download() {
    const own = new Map(
      this.cells
        .filter((cell) => cell.edited || cell.own)
        .map((cell) => [cell.id, { source: cell.source, outputs: cell.own?.outputs.list, count: cell.own?.count ?? null }]),
    );
    for (const answer of this.answers) if (answer.edited) own.set(answer.id, { source: answer.source });
    const name = this.settings.notebook.split("/").at(-1);
    notebook.save(name, `${JSON.stringify(notebook.assembled(this.book, own), null, 1)}\n`);
    this.tell(`Saved as ${name}.`);
  }

  choose() {
    const field = make("input");
    field.type = "file";
    field.accept = ".ipynb,application/json";
    field.addEventListener("change", async () => {
      if (field.files[0]) await this.bring(field.files[0]);
    });
    field.click();
  }

  /* All or nothing: the whole file is understood before a cell changes. */
  async bring(file) {
    let pairs, words;
    try {
      if (file.size > 2e7) throw new notebook.NotANotebook("This file is too large for a notebook of this page.");
      const content = await file.text();
      pairs = notebook.matched(notebook.read(content), this.cells);
      words = notebook.written(content);
    } catch (error) {
      if (!(error instanceof notebook.NotANotebook)) throw error;
      this.tell(error.message);
      return;
    }
    for (const [cell, { source, outputs, count }] of pairs) {
      await this.#put(cell, source);
      if (!cell.element) continue;
      cell.dropOutput();
      if (!outputs.length) continue;
      cell.beginOutput();
      for (const output of outputs) cell.own.outputs.add(output);
      cell.endOutput(count ?? " ");
      cell.own.count = count;
      await wake(cell.own.element, this.settings);
      await this.#paint(cell);
    }
    for (const answer of this.answers) {
      if (words.has(answer.question)) answer.put(words.get(answer.question));
    }
    this.tell(`${pairs.size} cells of ${file.name} are on this page now.`);
  }

  // ---- Widgets and offline reading ------------------------------------------------------------------------------

  async answer({ explorer, choices, answer, failed }) {
    if (this.runtime.state === "asleep") {
      failed("Run the cell again: Python was started anew since.");
      return;
    }
    try {
      const { html, summary, failed: refusal } = await this.runtime.call(CHANGED, { explorer, choices });
      if (refusal) {
        failed(refusal);
        return;
      }
      const holder = make("div");
      holder.append(clean(html));
      answer(holder.innerHTML, summary);
    } catch (error) {
      failed(error instanceof Stopped ? "Run the cell again: Python was stopped." : error.message);
    }
  }

  /* Asked for once, after the first cell has run. */
  #keepPages() {
    if (this.keeping) return;
    this.keeping = true;
    keepOffline(this.settings);
    keepPages(this.settings, (bytes) => {
      this.menu.querySelector(".ip-kept").textContent =
        `The book’s pages (${megabytes(bytes)}) are kept in this browser, so that they work without a network.`;
    });
  }

  async keep() {
    const holder = this.menu.querySelector(".ip-status");
    this.announce("Keeping the book for reading offline.");
    this.tell(await keepAll(this.settings, (share) => {
      holder.textContent = `Keeping the book: ${Math.floor(100 * share)} %`;
    }));
  }
}

export async function open(settings) {
  const style = new URL(`_static/inpage/page.css?v=${settings.version}`, settings.root).href;
  const [response] = await Promise.all([
    fetch(settings.notebook),
    load("link", { href: style, rel: "stylesheet" }),
  ]);
  if (!response.ok) throw new Error(`${settings.notebook}: ${response.status}`);
  return new Page(settings, await response.json());
}
