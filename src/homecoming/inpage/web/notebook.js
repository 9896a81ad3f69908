/* The page as a notebook of nbformat 4: the reader's own to take along, and one that is brought back. */

export class NotANotebook extends Error {}

/* An output as nbformat has it: what is for the page alone is left out. */
function plainOutput(output) {
  const { output_type } = output;
  if (output_type === "stream") return { output_type, name: output.name, text: output.text };
  if (output_type === "error") {
    const { ename, evalue, traceback } = output;
    return { output_type, ename, evalue, traceback };
  }
  const shown = { output_type, data: output.data, metadata: output.metadata || {} };
  return output_type === "execute_result" ? { ...shown, execution_count: output.execution_count } : shown;
}

/* The page's notebook with the reader's cells: `own` is a Map from a cell's id to {source, outputs, count}. */
export function assembled(notebook, own) {
  const cells = notebook.cells.map((cell) => {
    const mine = own.get(cell.id);
    if (!mine) return cell;
    if (cell.cell_type !== "code") return { ...cell, source: mine.source };
    return {
      ...cell,
      source: mine.source,
      outputs: mine.outputs ? mine.outputs.map(plainOutput) : cell.outputs,
      execution_count: mine.outputs ? mine.count : cell.execution_count,
    };
  });
  return { ...notebook, cells };
}

export const text = (source) => (Array.isArray(source) ? source.join("") : source);

/* Read a notebook's file; throws NotANotebook with words for the reader. */
export function read(file) {
  let notebook;
  try {
    notebook = JSON.parse(file);
  } catch {
    throw new NotANotebook("This file is not a notebook. A notebook's name ends in .ipynb.");
  }
  if (!Array.isArray(notebook?.cells) || notebook.nbformat !== 4) {
    throw new NotANotebook("This file is not a notebook of the kind that this page can read (nbformat 4).");
  }
  const code = notebook.cells.filter((cell) => cell?.cell_type === "code");
  const sound = (cell) => typeof text(cell.source) === "string" && Array.isArray(cell.outputs ?? []);
  if (!code.every(sound)) throw new NotANotebook("This notebook is damaged: some of its cells have no text.");
  return code.map((cell) => ({
    id: cell.id,
    source: text(cell.source),
    outputs: (cell.outputs ?? []).map(joined).filter(Boolean),
    count: Number.isInteger(cell.execution_count) ? cell.execution_count : null,
  }));
}

/* The answers in words of a problem set: a Map from the name of a question to its text. */
export function written(file) {
  const named = (cell) => cell?.cell_type === "markdown" && cell.metadata?.nbgrader?.grade_id;
  return new Map(JSON.parse(file).cells.filter(named).map((cell) => [named(cell), String(text(cell.source))]));
}

/* Lists of lines as one text, as Python in the page gives them; null for what no page can show. */
function joined(output) {
  const type = output?.output_type;
  if (type === "stream") return { ...output, text: String(text(output.text)) };
  if (type === "error") return { ...output, traceback: [].concat(output.traceback ?? []).map(String) };
  if (!["display_data", "execute_result"].includes(type) || !output.data) return null;
  const data = Object.entries(output.data).filter(([, value]) => ["string", "object"].includes(typeof value));
  return { ...output, data: Object.fromEntries(data.map(([mime, value]) => [mime, text(value)])) };
}

/* Give the cells of a file to the cells of the page: by name where one half or more of the names fit, else by content,
 * else by order. Returns a Map from a page's cell to a file's cell; throws NotANotebook where it is another page's. */
export function matched(brought, cells) {
  const names = new Map(brought.map((cell) => [cell.id, cell]));
  const result = new Map();
  const fits = cells.filter((cell) => names.get(cell.id)?.source === cell.book).length;
  const alike = cells.filter((cell) => brought.some((one) => one.source === cell.book)).length;
  if (!alike) throw new NotANotebook("None of this page's cells is in the file. Is it the notebook of another page?");
  if (fits * 2 >= alike) {
    for (const cell of cells) if (names.has(cell.id)) result.set(cell, names.get(cell.id));
    return result;
  }
  const left = [...brought];
  for (const cell of cells) {
    const place = left.findIndex((one) => one.source === cell.book);
    if (place >= 0) result.set(cell, left.splice(place, 1)[0]);
  }
  if (brought.length === cells.length) {
    cells.forEach((cell, place) => result.set(cell, brought[place]));
  }
  return result;
}

/* Hand a text to the reader as a file. */
export function save(name, content, type = "application/x-ipynb+json") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
