/* Answers in words: problem sets ask for texts, too, which a person reads.
 *
 * A place for one is <div class="ip-answer" data-cell="ID"> with a button data-ip-do="write". What is written there is
 * kept like the code of a cell, and goes into the notebook that the reader takes along.
 */
import { text } from "./notebook.js";

export class Answer {
  #store;
  #saving = 0;

  constructor({ id, source, metadata }, element, store) {
    this.id = id;
    this.question = metadata.nbgrader?.grade_id;
    this.book = text(source);
    this.source = this.book;
    this.element = element;
    this.name = element.dataset.name;
    this.#store = store;
    this.field = null;
  }

  get edited() {
    return this.source !== this.book;
  }

  /* Give the reader a field to write in. */
  open() {
    if (!this.field) {
      const label = document.createElement("label");
      label.className = "ip-answer-label";
      label.append(`${this.name}, in your words`);
      this.field = document.createElement("textarea");
      this.field.rows = 8;
      this.field.spellcheck = true;
      this.field.addEventListener("input", () => this.#typed());
      label.append(this.field);
      this.element.querySelector("p").replaceWith(label);
      this.element.querySelector('[data-ip-do="write"]').hidden = true;
    }
    this.show();
  }

  show() {
    if (!this.field) return;
    this.field.value = this.edited ? this.source : "";
    this.#count();
  }

  /* Put in place what was not typed just now. */
  put(source) {
    this.source = source || this.book;
    this.#keep();
    if (this.edited) this.open();
    else this.show();
  }

  #typed() {
    this.source = this.field.value.trim() ? this.field.value : this.book;
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#keep(), 300);
    this.#count();
  }

  #keep() {
    clearTimeout(this.#saving);
    if (!this.#store.hold(this)) this.#say("Your browser keeps nothing: download the notebook before you leave.");
  }

  #count() {
    const words = this.edited ? this.source.trim().split(/\s+/).length : 0;
    this.#say(words === 1 ? "1 word" : `${words} words`);
  }

  #say(words) {
    this.element.querySelector(".ip-status").textContent = words;
  }
}
