/** Colours and the launcher's look, as a constructed sheet: no request and no inline style before opening. */

const CSS = `
:host {
  all: initial;
  --_accent: var(--passerelle-accent, #0b5563);
  --_accent-strong: var(--passerelle-accent-strong, #083f4a);
  --_on-accent: var(--passerelle-on-accent, #fff);
  --_focus: var(--passerelle-focus, #b8460b);
  --_surface: var(--passerelle-surface, #fff);
  --_text: var(--passerelle-text, #1b2427);
  font-family: var(--passerelle-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  font-size: medium;
  line-height: 1.5;
  color: var(--_text);
  color-scheme: light dark;
}
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
@media (prefers-color-scheme: dark) {
  :host {
    --_accent: var(--passerelle-accent-dark, #8fd0dc);
    --_accent-strong: var(--passerelle-accent-strong-dark, #b4e2ea);
    --_on-accent: var(--passerelle-on-accent-dark, #06282f);
    --_focus: var(--passerelle-focus-dark, #ffb688);
    --_surface: var(--passerelle-surface-dark, #151c1f);
    --_text: var(--passerelle-text-dark, #e8edee);
  }
}
.icon {
  width: 1.375em; height: 1.375em; flex: none;
  fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round;
}
:focus-visible { outline: 3px solid var(--_focus); outline-offset: 2px; }
.launcher {
  position: fixed; z-index: 2147483000;
  right: max(1rem, env(safe-area-inset-right)); bottom: max(1rem, env(safe-area-inset-bottom));
  display: flex; align-items: center; gap: 0.625em; min-height: 52px; max-width: calc(100vw - 2rem);
  padding: 0.625em 1.25em; border: 2px solid transparent; border-radius: 2em;
  background: var(--_accent); color: var(--_on-accent);
  font: inherit; font-weight: 600; text-align: left; cursor: pointer;
  box-shadow: 0 2px 6px rgb(0 0 0 / 0.2), 0 8px 24px rgb(0 0 0 / 0.16);
}
.launcher:hover { background: var(--_accent-strong); }
.launcher[aria-busy] { cursor: progress; }
.badge:not(:empty) {
  padding: 0.1em 0.6em; border-radius: 1em; background: var(--_on-accent); color: var(--_accent-strong); font-size: 0.875em;
}
.fallback {
  position: fixed; z-index: 2147483000; right: 1rem; bottom: 5rem; max-width: 20em; padding: 1em;
  border: 1px solid currentColor; border-radius: 0.5em; background: var(--_surface);
}
@media print { :host { display: none; } }
`;

/** @returns {CSSStyleSheet} */
export function launcherSheet() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  return sheet;
}
