/** Where things stand in the memory of units, in bytes; the same as in src/scan/units/memory.ts. */
export const UNITS = {
  slots: 0x100,
  slotCount: 0x104,
  count: 0x108,
  first: 0x10c,
  last: 0x110,
  fill: 0x114,
  fillEnd: 0x118,
  top: 0x11c,
  limit: 0x120,
  spare: 0x124,
  numbers: 0x128,
  metrics: 0x12c,
  segments: 0x130,
  cursorExtent: 0x134,
  cursor: 0x138,
  hasVariant: 0x13c,
  texts: 0x140,
  values: 0x144,
  lacking: 0x148,
  named: 0x14c,
  trigger: 0x150,
  metricList: 0x200,
  names: 0x2400,
  used: 0x3800,
  rows: 0x8000,
  /** Where units and their table begin: behind as many rows, columns and ids as the scanner hands on at once. */
  start: 0xd0000,
};

/** What describes a metric takes so many bytes. */
export const METRIC_BYTES = 128;

/** The bytes of a page of WebAssembly's memory. */
export const PAGE = 1 << 16;

/** What an extent of units begins with: the next, and where its last unit ends. */
export const EXTENT_HEAD = 8;

/** Left free at the end of an extent: ids are written by words of eight bytes. */
export const EXTENT_SLACK = 8;

/** Extents are an eighth of what is in use, and no larger than this. */
export const MOST_EXTENT = 1 << 22;

/** In the number of a unit's variant: it was seen in a second one. Variants go up to a thousand. */
export const TWO_VARIANTS = 0x8000;

/** The metric's own value or its denominator was missing in a row: the sum is not known then. */
export const MISSING = 1;
/** One of the metric's own values was neither 0 nor 1. */
export const AMOUNT = 2;

/** Ends an id: no byte of UTF-8 (RFC 3629, §1). */
export const END = 0xff;
