/** Moves the focus to the next or previous pane (rail, bar, content, peek), as F6 does. */
export function walkPanes(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  if (panes.length === 0) return;
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = current < 0 ? 0 : (current + step + panes.length) % panes.length;
  panes[next]?.focus();
}
