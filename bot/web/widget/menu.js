/** The menu of the header: a button that shows a list of buttons. */
import { button, h, icon } from "./dom.js";

export class Menu {
  /** @param {string} label @param {{label: string, run: () => void, danger?: boolean}[]} entries */
  constructor(label, entries) {
    this.toggle = h("button", {
      type: "button", class: "button round", "aria-label": label, "aria-expanded": "false",
      "aria-controls": "passerelle-menu", onclick: () => this.show(this.list.hidden),
    }, icon("menu"));
    const items = entries.map(({ label: name, run, danger }) => {
      const pick = () => {
        this.close();
        run();
      };
      return h("li", {}, button(name, pick, { class: `button entry ${danger ? "danger" : ""}` }));
    });
    this.list = h("ul", { id: "passerelle-menu", class: "menu", hidden: true }, ...items);
    const away = (/** @type {FocusEvent} */ { relatedTarget }) => {
      if (!this.element.contains(/** @type {Node | null} */ (relatedTarget))) this.show(false);
    };
    const key = (/** @type {KeyboardEvent} */ event) => this.#key(event);
    this.element = h("div", { class: "menu-frame", onfocusout: away, onkeydown: key }, this.toggle, this.list);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || this.list.hidden) return;
    event.stopPropagation();
    this.close();
  }

  close() {
    this.show(false);
    this.toggle.focus();
  }

  /** @param {boolean} open */
  show(open) {
    this.list.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
  }
}
