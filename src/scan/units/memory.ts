/*
 * Where things stand in the memory of units, in bytes; src/read/units/layout.ts has the same. Addresses and counts are
 * words of 32 bits without a sign.
 */

/** The table of units: where it stands, and how many slots it has. */
export const SLOTS: usize = 0x100;
export const SLOT_COUNT: usize = 0x104;
/** How many units there are. */
export const COUNT: usize = 0x108;
/** The first extent of units and the last, where in that the next one belongs, and where it ends. */
export const FIRST: usize = 0x10c;
export const LAST: usize = 0x110;
export const FILL: usize = 0x114;
export const FILL_END: usize = 0x118;
/** Where what is in use ends, and how far that may go. */
export const TOP: usize = 0x11c;
export const LIMIT: usize = 0x120;
/** The first of the extents that may be used again; 0 for none. */
export const SPARE: usize = 0x124;
/** How many numbers a unit has, metrics and columns of segments. */
export const NUMBERS: usize = 0x128;
export const METRICS: usize = 0x12c;
export const SEGMENTS: usize = 0x130;
/** The next unit to be read: its extent, and where in that. */
export const CURSOR_EXTENT: usize = 0x134;
export const CURSOR: usize = 0x138;
/** Of the rows at hand: whether the first column of texts has their variants, or else the number of the one. */
export const HAS_VARIANT: usize = 0x13c;
export const NAMED: usize = 0x14c;
/** How many columns of texts and of values they have. */
export const TEXTS: usize = 0x140;
export const VALUES: usize = 0x144;
/** How many bytes there would have to be, where there was no room for them, in pages of 64 KiB. */
export const LACKING: usize = 0x148;
/** Whether the first column of segments says who could see a difference: any row may say that its unit could. */
export const TRIGGER: usize = 0x150;
/** Metrics: where their numbers begin, how many are summed, how many there are, if a rate, and the columns of each. */
export const METRIC_LIST: usize = 0x200;
/** Of each column of texts: by its codes in the rows at hand, the numbers of what they stand for. */
export const NAMES: usize = 0x2400;
/** Of each column of segments: by number, whether a new unit has it. */
export const USED: usize = 0x3800;
/** Of the rows at hand: their units, and which of them are those of new units. */
export const ROW_UNITS: usize = 0x4000;
export const NEW_ROWS: usize = 0x4800;
/** The rows at hand: hashes, where ids begin, columns of codes, columns of values, ids. */
export const ROWS: usize = 0x8000;

export const ROWS_AT_ONCE: usize = 512;

/** A unit that has been seen in a second variant, beside the number of its first. */
export const TWO_VARIANTS: u32 = 0x8000;
/** The metric's own value or its denominator was missing in a row: the sum is not known then. */
export const MISSING: u32 = 1;
/** One of the metric's own values was neither 0 nor 1. */
export const AMOUNT: u32 = 2;

/* A unit: its numbers, its variant in two bytes, a byte of flags for each metric, one for each segment, and its id. */

@inline
export function word(at: usize): usize {
  return <usize>load<u32>(at);
}

@inline
export function setWord(at: usize, value: usize): void {
  store<u32>(at, <u32>value);
}

/** Where in a unit its variant stands. */
@inline
export function variantAt(): usize {
  return word(NUMBERS) << 3;
}

/** Where in a unit its id begins. */
@inline
export function idAt(): usize {
  return variantAt() + 2 + word(METRICS) + word(SEGMENTS);
}

@inline
export function metricAt(i: usize): usize {
  return METRIC_LIST + (i << 7);
}

/** The codes of a column of texts, of the rows at hand. */
@inline
export function codesOf(column: usize): usize {
  return ROWS + ((2 + column) << 11);
}

/** Where the ids of the rows at hand begin, from the first on. */
@inline
export function idStarts(): usize {
  return ROWS + (ROWS_AT_ONCE << 2);
}

/** The values of a column, of the rows at hand. */
@inline
export function valuesOf(column: usize): usize {
  return codesOf(word(TEXTS)) + (column << 12);
}

/** The ids of the rows at hand. */
@inline
export function ids(): usize {
  return valuesOf(word(VALUES));
}
