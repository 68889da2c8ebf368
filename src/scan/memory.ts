/*
 * Where things stand in linear memory, in bytes. The reader in src/read/scan writes the settings and
 * the input and reads the cells; its layout.ts holds the same figures.
 */

/** The powers of ten 10^0 … 10^22, as doubles: all that are exact. */
export const POWERS: usize = 0x1000;
/** Where a judged value is left. */
export const JUDGED: usize = 0x1100;
/** Positions of the columns of texts: the variant's first, then the segments'. */
export const TEXT_COLUMNS: usize = 0x1200;
/** Numbers that may be written as what stands for a missing value. */
export const MISSING_NUMBERS: usize = 0x1280;
/** Positions of the columns of ids. */
export const ID_COLUMNS: usize = 0x1300;
/** For each of them: bits of an id's hash that must be 0 for it to be sampled. */
export const ID_MASKS: usize = 0x1380;
/** Where rows go into units: the position of their ids and one, or 0; the most bytes of a text that means there is none. */
export const UNIT_ID: usize = 0x13c0;
/** The place of the days among the columns of texts, and one, or 0. */
export const DAYS: usize = 0x13d0;
/** Filters: position of the column, decimal separator, first of its turns, how many; reach, others; a day. */
export const FILTERS: usize = 0x1400;
/** Columns of values: position, decimal separator and above it that of thousands, kind of reading, what was seen. */
export const VALUE_COLUMNS: usize = 0x2000;
/** Words that filters tell from others: the filter, length and text. */
export const WORDS: usize = 0x2800;
/** What was seen in columns of values before the rows at hand. */
export const SEEN_BEFORE: usize = 0x4000;
/** What a line begins with that is a comment. */
export const COMMENT: usize = 0x4200;
/** By length, 0 … 16: a vector that keeps so many bytes of a text. */
export const MASKS: usize = 0x4800;
/** Vectors that separators are found with. */
export const VECTORS: usize = 0x4a00;
/** By the first byte of an id: whether it may be a text that means there is none. */
export const NO_IDS: usize = 0x4b00;
/** Parts: of each, the columns of texts whose segments tell its cells. */
export const PARTS: usize = 0x5000;
/**
 * Metrics: how many measures, then of what column of values each is made, and how. Of what is counted: 0, then the
 * columns of successes and of units, and whether the successes are labels.
 */
export const METRICS: usize = 0x6000;
/** Of each part a table by variant: of its cells, or of tables by segment. */
export const ROOTS: usize = 0x8000;
/** Numbers at which a filter's verdict turns: the number, the verdict below it and the verdict on it. */
export const TURNS: usize = 0xb000;
/** Of each column that may have one text for each variant: by variant that text's code and 1, 0 where none was met. */
export const STEADY: usize = 0xf000;
/** The texts that were judged once. */
export const DICTIONARY: usize = 0x10000;
/** The cells in order of appearance: address, part and variant as halves of a word, a byte for each segment. */
export const CELL_LIST: usize = 0x20000;
/** The cells themselves, and the tables of them. */
export const ARENA: usize = 0x60000;
/** Where the arena ends, and the separators of the input stand; before them one more. */
export const SEPARATORS: usize = 0x400000;
/** Of the rows at hand: the values, a column after the other, NaN where missing. */
export const VALUES: usize = 0x600000;
/** Of the rows at hand: what their texts stand for, a column after the other. */
export const CODES: usize = 0x680000;
/** Of the rows at hand: their cells. */
export const ROW_CELLS: usize = 0x690000;
/** The rows at hand: the address of the separator that ends the first field of each. */
export const ROWS: usize = 0x6a0000;
/** The input; before it, room for a vector. */
export const INPUT: usize = 0x700000;
/** The texts that filters have given a verdict on. */
export const VERDICTS: usize = 0x750000;
/** Of the rows at hand: hashes of the ids of their units, where these begin, and the ids, each with its end. */
export const UNIT_HASHES: usize = 0x790000;
export const UNIT_STARTS: usize = 0x790800;
export const UNIT_IDS: usize = 0x791000;

/** So many rows are taken at once, a column after the other: what settles a column stays in registers. */
export const ROWS_AT_ONCE: i32 = 512;
/** At most so many variants, and segments of one column, in one piece of a file. */
export const MOST_CODES: i32 = 256;
/** At most so many parts, and segments that tell a cell. */
export const MOST_PARTS: i32 = 8;
/** At most so many cells in one piece: what the list has room for. */
export const MOST_CELLS: i32 = 16384;

/** A row at hand, by its index. */
@inline
export function rowAt(i: i32): usize {
  return <usize>load<u32>(ROWS + (<usize>i << 2));
}

/** The values of a column, of the rows at hand. */
@inline
export function valuesOf(column: i32): usize {
  return VALUES + <usize>(column * ROWS_AT_ONCE * 8);
}

/** The codes of a column, of the rows at hand. */
@inline
export function codesOf(column: i32): usize {
  return CODES + <usize>(column * ROWS_AT_ONCE * 4);
}
