/** Rows drawn beyond each edge of what is visible, so that scrolling finds them there. */
const overscan = 6;

export interface RowRange {
  /** Index of the first row to draw. */
  readonly first: number;
  /** Index after the last row to draw. */
  readonly end: number;
}

/** The rows of a long list that must exist for what is on the screen. Lengths in px. */
export function visibleRows(
  scrollTop: number,
  viewport: number,
  rowHeight: number,
  count: number,
): RowRange {
  const first = Math.floor(scrollTop / rowHeight) - overscan;
  const end = Math.ceil((scrollTop + viewport) / rowHeight) + overscan;
  return { first: clamp(first, count), end: clamp(end, count) };
}

/** The scroll position that brings a row into view with the least movement. Lengths in px. */
export function scrollToShow(
  index: number,
  scrollTop: number,
  viewport: number,
  rowHeight: number,
): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewport);
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
