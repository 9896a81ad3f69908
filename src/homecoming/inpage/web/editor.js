/* The editor of a cell: CodeMirror 6, in the colours of the page, with names from the page's own Python. */
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { python, pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";

const WIDE = "(min-width: 768px)";
const KEYS = ["(", ")", "[", "]", "=", '"', "_", ":"]; // far away on the keyboards of phones

/* Kinds of words, as classes; inpage.css gives them the colours of the page. */
const looks = tagHighlighter([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword], class: "ip-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "ip-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "ip-number" },
  { tag: tags.comment, class: "ip-comment" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className), tags.meta], class: "ip-definition" },
]);

const markLine = StateEffect.define();
const marked = StateField.define({
  create: () => Decoration.none,
  update(marks, change) {
    for (const effect of change.effects) {
      if (!effect.is(markLine)) continue;
      const line = effect.value;
      if (!line || line > change.state.doc.lines) return Decoration.none;
      return Decoration.set([Decoration.line({ class: "ip-at-fault" }).range(change.state.doc.line(line).from)]);
    }
    return change.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/* Tab indents; after Escape it leaves, as it does wherever the keyboard goes. */
function tabs() {
  let leaving = false;
  const indent = (change) => (view) => {
    if (leaving) return false;
    if (completionStatus(view.state) === "active" && acceptCompletion(view)) return true;
    if (change === indentMore && view.state.selection.main.empty) {
      view.dispatch(view.state.replaceSelection("    "), { scrollIntoView: true, userEvent: "input" });
      return true;
    }
    return change(view);
  };
  return [
    Prec.highest(EditorView.domEventHandlers({
      keydown(event, view) {
        if (event.key === "Escape") leaving = completionStatus(view.state) === null;
        else if (!["Tab", "Shift"].includes(event.key)) leaving = false;
      },
      blur() {
        leaving = false;
      },
    })),
    Prec.high(keymap.of([{ key: "Tab", run: indent(indentMore), shift: indent(indentLess) }])),
  ];
}

function completions(complete) {
  return async (context) => {
    if (!context.explicit && !context.matchBefore(/[\p{L}_][\p{L}\d_]*$|\.$|\[["']$/u)) return null;
    const found = await complete(context.state.doc.toString(), context.pos);
    if (!found || context.aborted) return null;
    return { from: found.from, options: found.options, validFor: /^[\p{L}\d_]*$/u };
  };
}

/* Make an editor in `holder`.
 *   source, name (for screen readers), complete(source, position), onChange(source), onRun() */
export function edit(holder, { source, name, complete, onChange, onRun }) {
  const run = () => {
    onRun();
    return true;
  };
  const numbers = matchMedia(WIDE).matches ? [lineNumbers()] : [];
  const note = document.createElement("p");
  note.id = `${holder.id}-keys`;
  note.className = "ip-keys-note";
  note.textContent = "Shift+Enter runs the cell. Tab indents. To leave with Tab, press Escape first.";
  const view = new EditorView({
    parent: holder,
    state: EditorState.create({
      doc: source,
      extensions: [
        ...numbers, highlightSpecialChars(), history(), drawSelection(), indentUnit.of("    "), indentOnInput(),
        bracketMatching(), closeBrackets(), python(), syntaxHighlighting(looks), EditorView.lineWrapping, marked,
        tabs(),
        Prec.highest(keymap.of(["Shift-Enter", "Ctrl-Enter", "Mod-Enter"].map((key) => ({ key, run })))),
        autocompletion({ override: [completions(complete)], icons: false }),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
        EditorView.contentAttributes.of({
          "aria-label": name, "aria-describedby": note.id, "data-lm-suppress-shortcuts": "true",
          autocapitalize: "off", autocorrect: "off", spellcheck: "false",
        }),
      ],
    }),
  });
  holder.append(keys(view), note);
  return {
    focus: () => view.focus(),
    get source() {
      return view.state.doc.toString();
    },
    replace: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    mark: (line) => view.dispatch({ effects: markLine.of(line) }),
    close: () => view.destroy(),
  };
}

/* A row of keys for thumbs; inpage.css shows it where the pointer is coarse. */
function keys(view) {
  const row = document.createElement("div");
  row.className = "ip-keys";
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "Keys");
  const key = (words, label, press) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    if (label) button.setAttribute("aria-label", label);
    button.addEventListener("pointerdown", (event) => event.preventDefault()); // the phone's keyboard stays
    button.addEventListener("click", () => {
      press();
      view.focus();
    });
    row.append(button);
  };
  for (const sign of KEYS) key(sign, "", () => view.dispatch(view.state.replaceSelection(sign)));
  key("Tab", "", () => view.dispatch(view.state.replaceSelection("    ")));
  return row;
}

/* The lines of a source in colours, for cells that are not being edited; one line may be marked. */
export function painted(source, faulty = null) {
  const lines = [];
  let line = null;
  const begin = () => {
    line = document.createElement("span");
    line.className = "ip-line";
    lines.push(line);
    line.classList.toggle("ip-at-fault", lines.length === faulty);
  };
  begin();
  highlightCode(source, pythonLanguage.parser.parse(source), looks, (text, classes) => {
    const word = document.createElement("span");
    word.textContent = text;
    if (classes) word.className = classes;
    line.append(word);
  }, () => {
    line.append("\n");
    begin();
  });
  return lines;
}
