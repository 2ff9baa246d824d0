/** "Send it to me": the summary to one's own mailbox. The address goes into one request and stays nowhere. */
import { ApiError } from "./api.js";
import { button, h } from "./dom.js";

/**
 * Not a form element: on a shared computer the browser would offer the address to the next person.
 * @param {import("./flows.js").Place} place
 */
export function mailForm({ texts, session }) {
  const result = h("p", { id: "passerelle-mail-result", class: "mail-result", role: "status", "aria-live": "polite" });
  const help = h("p", { id: "passerelle-mail-help", class: "mail-help" }, texts.get("mail_help"));
  const input = /** @type {HTMLInputElement} */ (h("input", {
    id: "passerelle-mail", type: "email", autocomplete: "email", maxlength: 254, "aria-required": "true",
    "aria-describedby": `${help.id} ${result.id}`,
  }));
  let busy = false;
  const tell = (/** @type {string} */ key, wrong = false) => {
    result.textContent = texts.get(key);
    result.classList.toggle("wrong", wrong);
  };
  const run = async () => {
    if (busy) return;
    busy = true;
    input.removeAttribute("aria-invalid");
    tell("sending");
    try {
      await session.mail(input.value.trim());
      input.value = "";
      tell("mail_sent");
    } catch (error) {
      tell(failureKey(error), true);
      if (isWrong(error)) {
        input.setAttribute("aria-invalid", "true");
        input.focus();
      }
    } finally {
      busy = false;
    }
  };
  input.addEventListener("keydown", (event) => event.key === "Enter" && run());
  return h("div", { class: "mail", role: "group", "aria-labelledby": "passerelle-mail-title" },
    h("h4", { id: "passerelle-mail-title" }, texts.get("mail_title")),
    h("label", { for: input.id }, texts.get("mail_label")), input, help, button(texts.get("mail_send"), run), result);
}

/** @param {unknown} error */
function isWrong(error) {
  return error instanceof ApiError && error.code === "bad_email";
}

/** @param {unknown} error */
function failureKey(error) {
  if (!(error instanceof ApiError)) throw error;
  if (isWrong(error)) return "mail_wrong";
  if (error.status === 429) return "mail_often";
  return error.status === 0 ? "failed_offline" : "mail_failed";
}
