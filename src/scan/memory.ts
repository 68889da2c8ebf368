/*
 * Where things stand in linear memory, in bytes. The reader in src/read/scan writes the settings and
 * the input and reads the cells; its layout.ts holds the same figures, and a test compares the two.
 */

/** The powers of ten 10^0 … 10^22, as doubles: all that are exact. */
export const POWERS: usize = 0x1000;
/** Where a judged value is left. */
export const JUDGED: usize = 0x1100;
/** Columns of texts: the variant's first, then the segments'. */
export const TEXT_COLUMNS: usize = 0x1200;
/** What the texts of a row stand for. */
export const TEXT_CODES: usize = 0x1280;
/** Columns of values: position, decimal separator, kind of reading, and what was seen. */
export const VALUE_COLUMNS: usize = 0x2000;
/** The values of a row, NaN where missing. */
export const VALUES: usize = 0x3000;
/** Metrics: measures, then the value columns of each measure. */
export const METRICS: usize = 0x4000;
/** By length, 0 … 16: a vector that keeps so many bytes of a text. */
export const MASKS: usize = 0x4800;
/** By variant: its cell where there are no segments. */
export const VARIANT_CELLS: usize = 0x5000;
/** By segment column and segment: a table of cells by variant. */
export const SEGMENT_TABLES: usize = 0x8000;
/** The texts that were judged once. */
export const DICTIONARY: usize = 0x10000;
/** The cells in order of appearance: segment column, segment, variant, address. */
export const CELL_LIST: usize = 0x20000;
/** The cells themselves, and the tables of them. */
export const ARENA: usize = 0x60000;
/** Where the arena ends, and where the separators of the input stand. */
export const SEPARATORS: usize = 0x400000;
/** The input; before it one more separator, and room for a vector read from its front. */
export const INPUT: usize = 0x600000;

/** At most so many variants, and segments of one column, in one piece of a file. */
export const MOST_CODES: i32 = 256;
/** At most so many cells in one piece: what the list has room for. */
export const MOST_CELLS: i32 = 16384;
