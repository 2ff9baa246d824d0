/** A modal question over the chat: title, words, buttons, one place for an error. */
import { button, h } from "./dom.js";

let dialogs = 0;

/**
 * @typedef {{label: string, run?: (dialog: Dialog) => unknown, kind?: "primary"|"danger"}} Action
 *   without `run` the button closes; a rejected `run` shows `failure(error)` and leaves the dialog open
 */

export class Dialog {
  /**
   * @param {HTMLElement} host
   * @param {{title: string, close: string, content: import("./dom.js").Child[], actions?: Action[],
   *   failure?: (error: unknown) => string, closed?: () => void}} options
   */
  constructor(host, { title, close, content, actions = [], failure = () => "", closed }) {
    const id = `passerelle-dialog-${(dialogs += 1)}`;
    this.failure = failure;
    this.problem = h("p", { class: "problem", role: "alert" });
    this.buttons = [...actions, { label: close }].map((action) => this.#button(action));
    this.element = /** @type {HTMLDialogElement} */ (h("dialog", { "aria-labelledby": id },
      h("h3", { id }, title), h("div", { class: "dialog-body" }, ...content), this.problem,
      h("div", { class: "dialog-buttons" }, ...this.buttons)));
    // Escape must close this dialog only, not the chat under it.
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
    this.element.addEventListener("close", () => {
      this.element.remove();
      closed?.();
    });
    host.append(this.element);
    this.element.showModal();
  }

  /** @param {Action} action */
  #button({ label, run, kind }) {
    return button(label, () => (run ? this.#run(run) : this.close()), { class: `button ${kind ?? ""}` });
  }

  /** @param {(dialog: Dialog) => unknown} run */
  async #run(run) {
    this.problem.textContent = "";
    this.#enable(false);
    try {
      await run(this);
    } catch (error) {
      this.problem.textContent = this.failure(error);
    }
    this.#enable(true);
  }

  /** @param {boolean} on */
  #enable(on) {
    for (const one of this.buttons) /** @type {HTMLButtonElement} */ (one).disabled = !on;
  }

  close() {
    this.element.close();
  }
}
