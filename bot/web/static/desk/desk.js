// The desk: a live queue on the left, one conversation on the right.
import { live } from "./api.js";
import { ConversationView } from "./conversation.js";
import { lasted, make, readable, say } from "./dom.js";

const list = document.getElementById("queue");
const empty = document.getElementById("queue-empty");
const line = document.getElementById("line");
const announce = document.getElementById("announce");
const view = new ConversationView(document.getElementById("conversation"));
/** @type {Set<string>} */
let waiting = new Set();

/** @param {any} row */
function stateWord(row) {
  if (row.mine) return say("state_mine");
  return say(`state_${row.state}`, { name: row.counsellor ?? "" });
}

/** @param {any} row */
function entry(row) {
  const button = make("button", {
    class: `entry ${row.state}${row.alarmed ? " alarmed" : ""}`,
    "aria-current": row.id === view.id ? "true" : null,
    "data-id": row.id,
    onclick: async () => { await view.open(row.id); mark(); },
  },
  make("span", { class: "state" }, [row.alarmed ? say("alarm") : "", stateWord(row)].filter(Boolean).join(" · ")),
  make("span", { class: "since" }, `${say(`language_${row.language}`)} · ${lasted(row.since)}`),
  make("span", { class: "words", lang: row.language }, readable(row.last_words ?? "")));
  return make("li", {}, button);
}

function mark() {
  for (const button of list.querySelectorAll("button")) {
    if (button.dataset.id === view.id) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

/**
 * Said to a screen reader, again too; it stays while somebody waits, since the next frame may come
 * before it was read.
 * @param {string} words
 */
function tell(words) {
  announce.textContent = "";
  requestAnimationFrame(() => { announce.textContent = words; });
}

/** @param {{queue: any[]}} frame */
function show({ queue }) {
  const focused = document.activeElement?.closest?.("#queue button")?.dataset.id;
  list.replaceChildren(...queue.map(entry));
  list.querySelector(`button[data-id="${CSS.escape(focused ?? "")}"]`)?.focus();
  empty.hidden = queue.length > 0;
  const now = new Set(queue.filter((row) => row.state === "waiting").map((row) => row.id));
  if ([...now].some((id) => !waiting.has(id))) tell(say("new_request"));
  else if (!now.size) announce.textContent = "";
  waiting = now;
  document.title = `${now.size ? `(${now.size}) ` : ""}${say("desk_title")} – Passerelle`;
  view.refresh();
}

live(show, (online) => {
  line.dataset.state = online ? "online" : "offline";
  line.textContent = say(online ? "online" : "offline");
});
