/** Where things stand in the scanner's memory, in bytes; the same as in src/scan/memory.ts. */
export const LAYOUT = {
  judged: 0x1100,
  textColumns: 0x1200,
  missingNumbers: 0x1280,
  idColumns: 0x1300,
  idMasks: 0x1380,
  unitId: 0x13c0,
  days: 0x13d0,
  filters: 0x1400,
  valueColumns: 0x2000,
  words: 0x2800,
  comment: 0x4200,
  noIds: 0x4b00,
  parts: 0x5000,
  metrics: 0x6000,
  turns: 0xb000,
  steady: 0xf000,
  cellList: 0x20000,
  arena: 0x60000,
  arenaEnd: 0x400000,
  values: 0x600000,
  codes: 0x680000,
  rowCells: 0x690000,
  input: 0x700000,
  unitHashes: 0x790000,
  unitIds: 0x791000,
};

/** What fits into that memory. */
export const MOST = {
  codes: 256,
  rowsAtOnce: 512,
  segments: 8,
  values: 128,
  metrics: 64,
  measures: 15,
  ids: 16,
  missingNumbers: 16,
  commentBytes: 32,
  setAside: 4096,
  steady: 7,
  filters: 48,
  turns: 1024,
  words: 96,
  wordBytes: 40,
};

/** Bits beside a column of values that a measure is made of; the same as in src/scan/add-rows.ts. */
export const MEASURE = { orZero: 0x100, isMissing: 0x200 };

/** How a column of values is read, and a bit where what is empty is 0; the same as in src/scan/values.ts. */
export const READING = { numbers: 0, labels: 1, counts: 2, emptyIsZero: 4 };

/** What a judged value is, by the figures that src/scan/scanner.ts has for them. */
export const JUDGED = { number: 0, word: 1, missing: 2, bad: 3, label: 4, empty: 5, money: 6 };

/** Bits of what was seen in a column of values: yes and no, other numbers than 0 and 1, numbers of no currency. */
export const SEEN = { words: 1, amounts: 2, plain: 4 };

/** Whether numbers stand in this machine's memory as they do in the scanner's, with their lowest byte first. */
export const IS_SAME_ORDER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
