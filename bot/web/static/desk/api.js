// Requests of the desk. Every change shows the CSRF token; every error carries words for people.

const csrf = document.getElementById("desk").dataset.csrf;
const language = document.documentElement.lang;

const SESSION_ENDED = 4401;

function signInAgain() {
  location.assign(`/desk/sign-in?lang=${language}`);
}

/** An error that the server described. */
export class DeskError extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} method @param {string} path below /desk/api @param {object} [body]
 * @returns {Promise<any>}
 */
export async function call(method, path, body) {
  const response = await fetch(`/desk/api${path}`, {
    method,
    headers: { "Content-Type": "application/json", "Accept-Language": language, "X-CSRF-Token": csrf },
    body: body ? JSON.stringify(body) : undefined,
  });
  if (response.status === 401) signInAgain();
  const answer = await response.json();
  if (!response.ok) throw new DeskError(response.status, answer.error.message);
  return answer;
}

/**
 * The live line: calls back with each frame and with the state of the line; opens itself again.
 * @param {(frame: any) => void} onFrame @param {(online: boolean) => void} onState
 */
export function live(onFrame, onState) {
  let pause = 500;
  const open = () => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/desk/socket`);
    let opened = false;
    socket.onopen = () => { opened = true; pause = 500; onState(true); };
    socket.onmessage = (message) => onFrame(JSON.parse(message.data));
    socket.onclose = ({ code }) => {
      onState(false);
      if (code === SESSION_ENDED) { signInAgain(); return; }
      // A refused socket does not say why; a request does, and leads to the sign-in page if need be.
      if (!opened) call("GET", "/queue").catch(() => {});
      setTimeout(open, pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, 15000);
    };
  };
  open();
}
