/** Keeps small JSON values per site key; falls back to memory when the browser refuses storage. */

/** @returns {Storage | null} null where reading the property itself is forbidden */
function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export class Store {
  /** @param {string} scope keeps two installations on one host page apart */
  constructor(scope) {
    this.prefix = `passerelle:${scope}:`;
    this.storage = browserStorage();
    /** @type {Map<string, string>} */
    this.memory = new Map();
  }

  /** @param {string} key @returns {any} null when absent or unreadable */
  get(key) {
    const name = this.prefix + key;
    try {
      return JSON.parse(this.memory.get(name) ?? this.storage?.getItem(name) ?? "null");
    } catch {
      return null;
    }
  }

  /** @param {string} key @param {unknown} value */
  set(key, value) {
    const name = this.prefix + key;
    const text = JSON.stringify(value);
    try {
      if (!this.storage) throw new Error("no storage");
      this.storage.setItem(name, text);
      this.memory.delete(name);
    } catch {
      this.memory.set(name, text);
    }
  }

  /** @param {string} key */
  remove(key) {
    this.memory.delete(this.prefix + key);
    try {
      this.storage?.removeItem(this.prefix + key);
    } catch {
      // Storage that cannot be written holds nothing of ours.
    }
  }

  /** @param {string} start @returns {string[]} keys beginning with *start* */
  keys(start) {
    const names = new Set(this.memory.keys());
    try {
      for (let i = 0; i < (this.storage?.length ?? 0); i += 1) names.add(this.storage?.key(i) ?? "");
    } catch {
      // Memory alone then.
    }
    const full = this.prefix + start;
    return [...names].filter((name) => name.startsWith(full)).map((name) => name.slice(this.prefix.length));
  }

  /**
   * Tells what another tab did to one key.
   * @param {string} key
   * @param {() => void} listener
   */
  watch(key, listener) {
    window.addEventListener("storage", (event) => {
      if (event.key === this.prefix + key || event.key === null) listener();
    });
  }

  clear() {
    for (const key of this.keys("")) this.remove(key);
  }
}
