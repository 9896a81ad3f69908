/* A reader's visit in Firefox. Arguments: the program, and a page's address. Prints JSON: for each step what was seen,
 * or {failed}; what the page complained of; and what it asked of other hosts.
 */
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";

const [executablePath, served] = process.argv.slice(2);
// The packages are in the folder in which this runs.
const { default: puppeteer } = createRequire(path.resolve("package.json"))("puppeteer-core");

// Milliseconds; a guard, not a measure.
const LONG = 60_000;
const PLAIN = 2;
const EXPLORER = 6;
const EXERCISE = 13;

// The network: the pages come through here, until it is taken away.
const wires = new Set();
const network = net.createServer((reader) => {
  const server = net.connect(new URL(served).port, "127.0.0.1");
  for (const [wire, other] of [[reader, server], [server, reader]]) {
    wires.add(wire);
    wire.on("error", () => {}).on("close", () => other.destroy());
    wire.pipe(other);
  }
});
await new Promise((done) => network.listen(0, "127.0.0.1", done).unref());
const address = Object.assign(new URL(served), { port: network.address().port }).href;

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  protocolTimeout: 2 * LONG,
  // No way out: what is not on this machine is asked of a proxy that is not there.
  extraPrefsFirefox: {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
  },
});
const [tab] = await browser.pages();
tab.setDefaultTimeout(LONG);
await tab.setViewport({ width: 1280, height: 900 });

const problems = [];
const elsewhere = [];
tab.on("pageerror", (error) => problems.push(`error: ${error.message}`));
tab.on("console", (message) => {
  if (["error", "warn"].includes(message.type())) problems.push(`console: ${message.text()}`);
});
tab.on("requestfailed", (request) => problems.push(`failed: ${request.url()}`));

tab.on("request", (request) => {
  const { protocol, origin } = new URL(request.url());
  if (protocol.startsWith("http") && origin !== new URL(address).origin) elsewhere.push(request.url());
});

// ---- What a reader does ---------------------------------------------------------------------------------------

const cell = (number) => `#cell-${number}`;
const output = (number) => `${cell(number)} .ip-output-list`;
const press = (selector) => tab.locator(selector).setTimeout(LONG).click();
const text = (selector) => tab.$eval(selector, (one) => one.innerText.trim());
const holds = (selector, pattern) =>
  tab.waitForFunction(
    (selector, pattern) => new RegExp(pattern).test(document.querySelector(selector)?.innerText ?? ""),
    {},
    selector,
    pattern,
  );

/** Begin a run, wait until it has ended, and read what came out. */
async function ran(number, begin) {
  await tab.$eval(cell(number), (one) => one.querySelector(".ip-count")?.remove());
  await begin();
  const done = (selector) =>
    document.querySelector(`${selector} .ip-count`) && !document.querySelector(selector).matches("[aria-busy]");
  await tab.waitForFunction(done, {}, cell(number));
  return text(output(number));
}

const run = (number) => ran(number, () => press(`${cell(number)} [data-ip-do=run]`));

async function together(held, key) {
  await tab.keyboard.down(held);
  await tab.keyboard.press(key);
  await tab.keyboard.up(held);
}

const insert = (source) => tab.evaluate((source) => document.execCommand("insertText", false, source), source);
const type = (source) => tab.keyboard.type(source);

/** Put a source in place of the cell's. */
async function write(number, source, put = insert) {
  const editor = `${cell(number)} .cm-content`;
  if (!(await tab.$(editor))) await press(`${cell(number)} [data-ip-do=edit]`);
  await tab.waitForSelector(editor);
  await tab.focus(editor);
  await together("Control", "a");
  await put(source);
}

async function writeAndRun(number, source, put = insert) {
  await write(number, source, put);
  return ran(number, () => together("Shift", "Enter"));
}

/** Close the editor, and bring the book's source back. */
async function reset(number) {
  await press(`${cell(number)} [data-ip-do=edit]`);
  await press(`${cell(number)} [data-ip-do=reset]`);
}

// ---- The visit ------------------------------------------------------------------------------------------------

const steps = {
  async start() {
    const printed = await text(`${cell(PLAIN)} > .cell_output`);
    const shown = await run(PLAIN);
    return { printed, shown, how: await tab.evaluate(async () => (await pagePython()).start()) };
  },

  edited: () => writeAndRun(PLAIN, "sum([40, 2])", type),

  error: async () => ({
    told: await writeAndRun(PLAIN, "figure = 3\nprint(figur)"),
    marked: await text(`${cell(PLAIN)} .cm-line.ip-at-fault`),
  }),

  async exercise() {
    await reset(PLAIN);
    const wrong = await writeAndRun(EXERCISE, 'answer = 3\ncheck("job-match-1", answer)');
    const right = await writeAndRun(
      EXERCISE,
      'shares = published.load("kyrgyzstan-2024/table-2").percentages()\n' +
        'gap = shares["Male"] - shares["Female"]\n' +
        'check("job-match-1", 100 * gap["Yes"] / (gap["Yes"] + gap["Mostly yes"]))',
    );
    return { wrong, right };
  },

  async stopped() {
    await write(PLAIN, "while True:\n    pass");
    await together("Control", "Enter");
    await press(`${cell(PLAIN)} [data-ip-do=stop]`);
    await holds(`${cell(PLAIN)} .ip-status`, "is gone");
    const told = await text(`${cell(PLAIN)} .ip-status`);
    await reset(PLAIN);
    return { told, again: await run(PLAIN) };
  },

  async slider() {
    await writeAndRun(
      EXERCISE,
      "from homecoming.kernelfree import interact\n" +
        'interact(lambda n: f"{n * n} in all", name="squares", n=[1, 2, 9])',
    );
    const before = await text(`${output(EXERCISE)} .kf-result`);
    await tab.focus(`${output(EXERCISE)} input[type=range]`);
    for (let time = 0; time < 4; time++) await tab.keyboard.press("ArrowRight");
    await holds(`${output(EXERCISE)} .kf-result`, "^25 in all$");
    return { before, after: await text(`${output(EXERCISE)} .kf-result`) };
  },

  async explorer() {
    await run(EXPLORER);
    await press(`${output(EXPLORER)} label ::-p-text(Chart)`);
    await tab.waitForSelector(`${output(EXPLORER)} .kf-result svg`);
    return tab.$$eval(`${output(EXPLORER)} .kf-result svg`, (all) => `${all.length} chart`);
  },

  async table() {
    await press("[data-hc-edit] [data-hc-open]");
    await tab.waitForSelector(".hc-people", { visible: true });
    const field = ".hc-field input";
    const printed = await tab.$eval(field, (one) => one.value);
    await tab.focus(field);
    await together("Control", "a");
    await type("99.9");
    await tab.waitForSelector(".hc-judged .hc-findings .hc-tag");
    const changed = await text("td.hc-changed");
    return { printed, changed, findings: await text(".hc-judged .hc-findings") };
  },

  async reloaded() {
    await write(EXERCISE, "answer = 7  # mine");
    await tab.waitForFunction(() => Object.values(localStorage).some((kept) => kept.includes("mine")));
    await tab.reload();
    await tab.waitForSelector(`${cell(EXERCISE)} .ip-comment`);
    return tab.$eval(`${cell(EXERCISE)} .cell_input pre`, (one) => one.textContent.trim());
  },

  async offline() {
    await run(PLAIN);
    await tab.waitForFunction(() => /are kept in this browser/.test(document.querySelector(".ip-kept")?.textContent));
    network.close();
    for (const wire of wires) wire.destroy();
    await tab.goto(new URL("study.html", address).href);
    return writeAndRun(1, "6 * 7", type);
  },
};

const seen = {};
await tab.goto(address, { waitUntil: "load" });
for (const [name, step] of Object.entries(steps)) {
  try {
    seen[name] = await step();
  } catch (error) {
    seen[name] = { failed: String(error?.stack ?? error) };
  }
}
console.log(JSON.stringify({ seen, problems, elsewhere }));
await browser.close();
