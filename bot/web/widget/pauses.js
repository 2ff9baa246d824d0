/** Waiting: growing pauses with jitter, and a sleep that can be cut short. */

/**
 * @param {number} failures how many in a row, from 1
 * @param {number} first pause after the first failure, ms
 * @param {number} longest ms
 */
export function backoff(failures, first, longest) {
  const pause = Math.min(longest, first * 2 ** Math.min(failures - 1, 10));
  return pause * (0.5 + Math.random() / 2);
}

export class Sleeper {
  /** @param {number} ms @returns {Promise<void>} resolves after *ms*, or at once on wake() */
  sleep(ms) {
    return new Promise((resolve) => {
      this.wake();
      const timer = setTimeout(resolve, ms);
      this.cut = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  wake() {
    this.cut?.();
    this.cut = undefined;
  }
}
