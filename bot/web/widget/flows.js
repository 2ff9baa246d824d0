/** What the menu leads to: leaving, erasing, the code for another device, the summary to keep. */
import { ApiError } from "./api.js";
import { Dialog } from "./dialogs.js";
import { h } from "./dom.js";
import { linkify } from "./linkify.js";
import { mailForm } from "./mail-form.js";

/**
 * @typedef {{host: HTMLElement, texts: import("./texts.js").Texts, session: import("./session.js").Session}} Place
 */

/** @param {import("./texts.js").Texts} texts @param {unknown} error */
function failureText(texts, error) {
  if (!(error instanceof ApiError)) throw error;
  if (error.status === 429) return texts.get("try_later");
  return texts.get(error.status === 0 ? "failed_offline" : "failed");
}

/** @param {Place} place @param {string} name key of title and text @param {Partial<ConstructorParameters<typeof Dialog>[1]>} [more] */
function ask({ host, texts }, name, more = {}) {
  return new Dialog(host, {
    title: texts.get(`${name}_title`), close: texts.get("cancel"),
    content: [h("p", {}, texts.get(`${name}_text`))],
    failure: (error) => failureText(texts, error), ...more,
  });
}

/** @param {Place} place */
export function leave(place) {
  const { texts, session } = place;
  const run = (/** @type {Dialog} */ dialog) => {
    session.leave();
    dialog.close();
  };
  ask(place, "leave", { actions: [{ label: texts.get("leave_confirm"), kind: "primary", run }] });
}

/** @param {Place} place */
export function erase(place) {
  const { texts, session } = place;
  const run = async (/** @type {Dialog} */ dialog) => {
    const receipt = await session.erase();
    dialog.close();
    showReceipt(place, receipt);
  };
  ask(place, "erase", { actions: [{ label: texts.get("erase_confirm"), kind: "danger", run }] });
}

/** @param {Place} place @param {{erased?: string[], remains?: string[], at?: string}} receipt sentences */
function showReceipt({ host, texts }, { erased = [], remains = [], at }) {
  const list = (/** @type {string[]} */ entries) => h("ul", {}, ...entries.map((entry) => h("li", {}, entry)));
  const when = at ? texts.moment(at, { dateStyle: "long", timeStyle: "short" }) : "";
  const left = remains.length ? [h("h4", {}, texts.get("receipt_remains")), list(remains)] : [h("p", {}, texts.get("receipt_nothing"))];
  const content = [when && h("p", {}, when), erased.length > 0 && h("h4", {}, texts.get("receipt_erased")), erased.length > 0 && list(erased), ...left];
  new Dialog(host, { title: texts.get("receipt_title"), close: texts.get("done"), content });
}

/** @param {Place} place */
export function makeCode(place) {
  const { texts, session } = place;
  const shown = h("div", { class: "code-place", "aria-live": "polite" });
  const run = async (/** @type {Dialog} */ dialog) => {
    const { code, expires_at: until } = await session.makeCode();
    const date = until ? texts.moment(until, { dateStyle: "long" }) : "";
    shown.replaceChildren(h("p", { class: "code" }, code), date && h("p", {}, texts.get("code_until", { date })));
    dialog.buttons[0].remove();
    dialog.buttons[1].textContent = texts.get("done");
  };
  ask(place, "code", {
    content: [h("p", {}, texts.get("code_text")), shown],
    actions: [{ label: texts.get("code_confirm"), kind: "primary", run }],
  });
}

/** @param {Place} place */
export function useCode(place) {
  const { texts, session } = place;
  const input = /** @type {HTMLInputElement} */ (h("input", {
    id: "passerelle-code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
  }));
  const run = async (/** @type {Dialog} */ dialog) => {
    if (!input.value.trim()) return input.focus();
    await session.resume(input.value.trim());
    return dialog.close();
  };
  const wrong = (/** @type {unknown} */ error) => {
    const unknown = error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
    return unknown ? texts.get("resume_wrong") : failureText(texts, error);
  };
  const action = { label: texts.get("resume_confirm"), kind: /** @type {const} */ ("primary"), run };
  const label = h("label", { for: input.id }, texts.get("resume_label"));
  const dialog = ask(place, "resume", {
    content: [h("p", {}, texts.get("resume_text")), label, input], actions: [action], failure: wrong,
  });
  input.addEventListener("keydown", (event) => event.key === "Enter" && dialog.buttons[0].click());
  input.focus();
}

/** @param {Place} place */
export async function summary(place) {
  const { host, texts, session } = place;
  const sheet = h("div", { class: "sheet", "aria-live": "polite", tabindex: 0, role: "region", "aria-label": texts.get("summary_title") }, texts.get("loading"));
  const dialog = new Dialog(host, {
    title: texts.get("summary_title"), close: texts.get("done"), content: [sheet],
    failure: (error) => failureText(texts, error),
    actions: [
      { label: texts.get("summary_print"), kind: "primary", run: () => print(texts, sheet) },
      { label: texts.get("summary_save"), run: () => save(texts, sheet.textContent ?? "") },
      { label: texts.get("summary_calendar"), run: async () => save(texts, await session.calendar(), "ics", "text/calendar") },
    ],
  });
  try {
    const [text, mailable] = await Promise.all([session.summary(), session.mailable()]);
    sheet.replaceChildren(...linkify(text));
    if (mailable) sheet.after(mailForm(place));
  } catch (error) {
    sheet.textContent = failureText(texts, error);
    for (const one of dialog.buttons.slice(0, 3)) one.remove();
  }
}

/** Prints the sheet alone: an empty frame gets a copy of its nodes. @param {import("./texts.js").Texts} texts @param {HTMLElement} sheet */
function print(texts, sheet) {
  const frame = /** @type {HTMLIFrameElement} */ (h("iframe", { hidden: true, title: texts.get("summary_title") }));
  document.body.append(frame);
  const page = /** @type {Document} */ (frame.contentDocument);
  page.documentElement.lang = texts.language;
  page.title = texts.get("summary_title");
  const copy = page.importNode(sheet, true);
  // Styles set through the object model are allowed where style attributes are not.
  Object.assign(copy.style, { whiteSpace: "pre-wrap", font: "12pt/1.5 sans-serif" });
  page.body.append(copy);
  frame.contentWindow?.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow?.print();
}

/** @param {import("./texts.js").Texts} texts @param {string} content */
function save(texts, content, suffix = "txt", type = "text/plain") {
  const href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  h("a", { href, download: `${texts.get("summary_file")}.${suffix}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}
