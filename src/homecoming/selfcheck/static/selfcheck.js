/* Self-checks answer back in the browser. Progress stays in this browser's storage and is sent nowhere. */
(() => {
  "use strict";
  if (window.selfcheck) return window.selfcheck();

  const all = (node, what) => [...node.querySelectorAll(what)];
  const address = (quiz) => `selfcheck:${location.pathname}#${quiz.dataset.sc}`;

  function remembered(quiz) {
    try {
      return JSON.parse(localStorage.getItem(address(quiz))) || {};
    } catch {
      return {};
    }
  }

  function remember(quiz, answers) {
    try {
      if (Object.keys(answers).length) localStorage.setItem(address(quiz), JSON.stringify(answers));
      else localStorage.removeItem(address(quiz));
    } catch {
      /* Private windows may refuse storage: progress then lasts as long as the page. */
    }
  }

  function count(quiz) {
    const forms = all(quiz, ".sc-question");
    const done = forms.filter((form) => form.dataset.scState === "right").length;
    const text = `${done} of ${forms.length} done`;
    const output = quiz.querySelector(".sc-done");
    if (output.textContent !== text) output.textContent = text;
    quiz.querySelector("progress").value = done;
    quiz.querySelector(".sc-again").hidden = !forms.some((form) => form.dataset.scState);
  }

  /* One line of feedback: a word, so that colour alone carries nothing, then the explanation. */
  function line(right, lead, template) {
    const row = document.createElement("p");
    row.className = right ? "sc-right" : "sc-wrong";
    const word = document.createElement("strong");
    word.textContent = lead;
    row.append(word, " ");
    if (template) row.append(template.content.cloneNode(true));
    return row;
  }

  function answerOf(form) {
    if (form.dataset.scKind === "number") return form.querySelector("input").value.trim();
    return all(form, "input").filter((box) => box.checked).map((box) => box.value);
  }

  function markNumber(form, text) {
    const field = form.querySelector("input");
    const plain = text.replace(/[\s%\u00a0\u202f]/g, "").replace(/[\u2212\u2013]/g, "-").replace(",", ".");
    const valid = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain);
    field.toggleAttribute("aria-invalid", false);
    if (!valid) {
      field.setAttribute("aria-invalid", "true");
      return { rows: [line(false, "Type a number, such as 12.5.")] };
    }
    const value = Number(plain);
    const near = (template) => Math.abs(value - template.dataset.scValue) <= Number(template.dataset.scWithin) + 1e-9;
    const templates = all(form, "template");
    const met = templates.find((template) => "scValue" in template.dataset && near(template));
    if (met) {
      const right = met.dataset.scRight === "true";
      return { right, rows: [line(right, right ? "Right." : "Not quite.", met)] };
    }
    const side = value > Number(templates[0].dataset.scValue) ? "Too high." : "Too low.";
    return { right: false, rows: [line(false, side, templates.at(-1))] };
  }

  function markOptions(form) {
    const boxes = all(form, "input");
    const chosen = boxes.filter((box) => box.checked);
    if (!chosen.length) return { rows: [line(false, "Choose an answer first.")] };
    const templateOf = (box) => box.closest(".sc-option").querySelector("template");
    const holds = (box) => templateOf(box).dataset.scRight === "true";
    if (form.dataset.scKind === "single") {
      const right = holds(chosen[0]);
      return { right, rows: [line(right, right ? "Right." : "Not quite.", templateOf(chosen[0]))] };
    }
    const missing = boxes.filter((box) => !box.checked && holds(box)).length;
    const wrong = chosen.filter((box) => !holds(box)).length;
    const right = !missing && !wrong;
    const parts = [[chosen.length - wrong, "right"], [missing, "missing"], [wrong, "too many"]];
    const found = parts.filter(([size]) => size).map(([size, word]) => `${size} ${word}`);
    const summary = right ? "Right, all of them." : `So far: ${found.join(", ")}.`;
    const rows = chosen.map((box) => line(holds(box), `${box.parentElement.textContent.trim()}:`, templateOf(box)));
    return { right, rows: [line(right, summary), ...rows] };
  }

  function answer(form, keep = true) {
    const quiz = form.closest(".sc-quiz");
    const given = answerOf(form);
    const verdict = form.dataset.scKind === "number" ? markNumber(form, given) : markOptions(form);
    form.querySelector(".sc-feedback").replaceChildren(...verdict.rows);
    if (verdict.right === undefined) delete form.dataset.scState;
    else form.dataset.scState = verdict.right ? "right" : "wrong";
    count(quiz);
    if (!keep) return;
    const answers = remembered(quiz);
    if (verdict.right === undefined) delete answers[form.dataset.scKey];
    else answers[form.dataset.scKey] = given;
    remember(quiz, answers);
  }

  function restore(quiz) {
    if (quiz.dataset.scReady) return;
    quiz.dataset.scReady = "true";
    const answers = remembered(quiz);
    for (const form of all(quiz, ".sc-question")) {
      const given = answers[form.dataset.scKey];
      if (given === undefined) continue;
      if (form.dataset.scKind === "number") form.querySelector("input").value = given;
      else for (const box of all(form, "input")) box.checked = given.includes(box.value);
      answer(form, false);
    }
    count(quiz);
  }

  function startAgain(quiz) {
    for (const form of all(quiz, ".sc-question")) {
      form.reset();
      delete form.dataset.scState;
      form.querySelector(".sc-feedback").replaceChildren();
      for (const field of all(form, "[aria-invalid]")) field.removeAttribute("aria-invalid");
    }
    remember(quiz, {});
    quiz.querySelector("input").focus();
    count(quiz);
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest?.(".sc-question");
    if (form?.dataset.scKind === "single") answer(form);
  });
  /* JupyterLab keeps Enter from submitting a form, so ask for it. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.(".sc-number input")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest(".sc-question");
    if (!form) return;
    event.preventDefault();
    answer(form);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".sc-again");
    if (button) startAgain(button.closest(".sc-quiz"));
  });

  /* Notebooks add their outputs late and after the script ran; a page of the book has them all at once. */
  const start = () => all(document, ".sc-quiz").forEach(restore);
  window.selfcheck = start;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  if (document.querySelector("body[data-jp-theme-light], .jp-Notebook"))
    new MutationObserver(start).observe(document.body, { childList: true, subtree: true });
})();
