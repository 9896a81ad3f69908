/* Outputs of cells as the page shows them: like those that stand in the book, and never with a script. */
import DOMPurify from "dompurify";

const KEPT = { ADD_TAGS: ["use"], ADD_ATTR: ["popovertarget", "popover"], FORBID_TAGS: ["iframe", "object", "embed", "base", "meta", "link"] };
const ADDRESSES = ["href", "xlink:href", "src", "srcset", "action", "formaction", "poster", "background", "cite"];
const HARMLESS = /^(?:#|data:image\/(?:png|jpeg|gif|webp|svg\+xml)[;,])/i;
const BOOK = /^(?:\.{0,2}\/|https?:\/\/)/i; // a link that is followed by a click, never by itself
/* What the page's own controls and scripts go by, and where a form goes. */
const ACTING = /^(?:data-ip-.*|data-cell|data-hc-(?:open|edit|own)|action|formaction|method|formmethod|target|form)$/;
const GLOBALS = ["kernelfree", "selfcheck", "filterable", "pagePython"];
const PAINTED = /^(?:fill|stroke|mask|clip-path|filter|cursor|marker|marker-(?:start|mid|end)|values|from|to|by)$/;
const FETCHED = /\\|url\(\s*["']?(?!#)|@import|image-set\(|src\(/i;
const OVER_THE_PAGE = /(?<![-\w])position\s*:\s*(?!static|relative|absolute)/i;

/* Styles that ask for something of another place, or cover the page. */
function unsafeStyle(text) {
  const bare = text.replace(/\/\*[^]*?\*\//g, "");
  return FETCHED.test(bare) || OVER_THE_PAGE.test(bare);
}

/* Nothing that comes from a cell asks for anything of another place. */
DOMPurify.addHook("uponSanitizeAttribute", (node, attribute) => {
  const { attrName: name, attrValue: value } = attribute;
  const acts = ACTING.test(name) || (["id", "name"].includes(name) && GLOBALS.includes(value));
  const asks = (name === "style" && unsafeStyle(value)) || (PAINTED.test(name) && FETCHED.test(value));
  if (acts || asks) attribute.keepAttr = false;
  if (!ADDRESSES.includes(name) || HARMLESS.test(value.trim())) return;
  const followed = name === "href" && node.localName === "a" && BOOK.test(value.trim());
  if (!followed) attribute.keepAttr = false;
});
DOMPurify.addHook("uponSanitizeElement", (node) => {
  if (node.localName === "style" && unsafeStyle(node.textContent)) node.remove();
});

/* A form of an output goes nowhere; the book's own widgets answer for themselves. */
document.addEventListener("submit", (event) => {
  if (event.target.closest?.(".ip-output")) event.preventDefault();
}, true);

/* Clean HTML as nodes, what stands in templates included. */
export function clean(html) {
  return document.importNode(DOMPurify.sanitize(html, { ...KEPT, RETURN_DOM_FRAGMENT: true }), true);
}

function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/* As site/repairs.py does for the outputs of the book. */
function repaired(content) {
  for (const table of content.querySelectorAll("table")) {
    for (const head of table.querySelectorAll("thead th, tbody th, tfoot th")) {
      if (!head.textContent.trim()) head.replaceWith(make("td", ""));
      else if (!head.hasAttribute("scope")) head.scope = head.closest("thead") ? "col" : "row";
    }
  }
  for (const table of content.querySelectorAll("table.dataframe")) {
    table.removeAttribute("border");
    const box = make("div", "pst-scrollable-table-container");
    table.replaceWith(box);
    box.append(table);
  }
  for (const explorer of content.querySelectorAll("[data-kf-explorer]")) tellApart(explorer);
  return content;
}

let copies = 0;

/* The same explorer may stand on the page twice. Its controls then need names of their own, or they move together. */
function tellApart(explorer) {
  if (!document.getElementById(explorer.id)) return;
  copies += 1;
  const old = `${explorer.id}--`;
  for (const element of explorer.querySelectorAll("*")) {
    for (const attribute of ["id", "for", "name", "list", "aria-describedby", "aria-labelledby"]) {
      const value = element.getAttribute(attribute);
      if (value?.startsWith(old)) element.setAttribute(attribute, `${old}${copies}--${value.slice(old.length)}`);
    }
  }
}

function letScroll(element) {
  for (const box of [element, ...element.querySelectorAll(".pst-scrollable-table-container, pre")]) {
    if (box.scrollWidth > box.clientWidth + 1 && !box.querySelector("[tabindex]")) box.tabIndex = 0;
  }
}

const forms = {
  "text/html": (html) => make("div", "output text_html", repaired(clean(html))),
  "image/svg+xml": (svg) => make("div", "output image_svg", clean(svg)),
  "image/png": (data, told) => picture("image/png", data, told),
  "image/jpeg": (data, told) => picture("image/jpeg", data, told),
  "text/markdown": plain,
  "text/latex": plain,
  "text/plain": plain,
};

function picture(type, data, told) {
  const image = document.createElement("img");
  image.src = `data:${type};base64,${data.replace(/\s/g, "")}`;
  image.alt = told ? `Figure: ${told}` : "A figure made by this cell";
  return make("div", "output image_png", image);
}

function plain(text) {
  return make("div", "output text_plain", make("pre", "", text));
}

function shown({ data }) {
  const type = Object.keys(forms).find((one) => typeof data[one] === "string");
  return type ? forms[type](data[type], data["text/plain"]) : null;
}

/* Words with code between `grave accents`. */
function withCode(words) {
  return words.split(/`([^`\n]+)`/).map((part, place) => (place % 2 ? make("code", "", part) : part));
}

/* An error: what happened in plain words, where, what may help, and Python's own report folded. */
function mistake({ ename, evalue, traceback, hint }) {
  const box = make("div", "output ip-error");
  const words = hint?.what || (evalue ? `${ename}: ${evalue}` : ename);
  box.append(make("p", "ip-what", make("strong", "", "This cell stopped."), " ", ...withCode(words)));
  if (hint?.line) {
    const where = make("p", "", `Line ${hint.line}`);
    if (hint.text?.trim()) where.append(": ", make("code", "", hint.text.trim()));
    box.append(where);
  }
  if (hint?.advice) box.append(make("p", "ip-advice", ...withCode(hint.advice)));
  if (traceback?.length) {
    box.append(make("details", "", make("summary", "", "What Python says"), make("pre", "", traceback.join("\n"))));
  }
  return box;
}

/* Where outputs appear, one after another. Pieces of one stream are joined. */
export class Outputs {
  constructor(element) {
    this.element = element;
    this.list = [];
  }

  add(output) {
    const last = this.list.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name) {
      last.text += output.text;
      this.element.lastElementChild.querySelector("pre").append(output.text);
      return;
    }
    const kept = { ...output };
    const element = this.#element(kept);
    this.list.push(kept);
    this.element.append(element || "");
    if (element) letScroll(element);
  }

  /* Outputs that could not be shown leave no element: a stream looks for its own as the last one. */
  #element(output) {
    if (output.output_type === "error") return mistake(output);
    if (output.output_type === "stream") {
      return make("div", `output ${output.name === "stderr" ? "stderr" : "stream"}`, make("pre", "", output.text));
    }
    return shown(output) || make("div", "output text_plain", make("pre", "", "(nothing that a page can show)"));
  }
}

// ---- Widgets in outputs ---------------------------------------------------------------------------------------------

/* What each kind of widget needs: a page that had none before gets it now. */
const WIDGETS = [
  { what: "[data-kf-explorer]", script: "kernelfree/kernelfree.js", style: "kernelfree/kernelfree.css", rouse: () => window.kernelfree?.wake?.() },
  { what: ".sc-quiz", script: "selfcheck/selfcheck.js", style: "selfcheck/selfcheck.css", rouse: () => window.selfcheck?.() },
  { what: ".hc-filterable", script: "filterable/filterable.js", rouse: () => window.filterable?.() },
];
const loading = new Map();

/* Load a script or a style sheet, once. */
export function load(tag, attributes) {
  const address = attributes.src || attributes.href;
  const there = [...document.querySelectorAll(tag)].some((one) => (one.src || one.href || "").split("?")[0] === address);
  if (there) return null;
  if (!loading.has(address)) {
    const element = Object.assign(document.createElement(tag), attributes);
    loading.set(address, new Promise((done, failed) => {
      element.onload = done;
      element.onerror = () => failed(new Error(`${address} did not come.`));
    }));
    document.head.append(element);
  }
  return loading.get(address);
}

/* Wake the widgets that have come onto the page in an output. */
export async function wake(element, { root }) {
  for (const { what, script, style, rouse } of WIDGETS) {
    if (!element.querySelector(what)) continue;
    const at = (file) => new URL(`_static/${file}`, root).href;
    if (style) await load("link", { href: at(style), rel: "stylesheet" });
    await load("script", { src: at(script) });
    rouse();
  }
}
