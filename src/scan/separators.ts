import { INPUT, SEPARATORS, VECTORS } from './memory';

/** Whether the structure is one that only the CSV parser can judge. */
export let doubtful = false;
/** Whether bytes beyond ASCII were met. */
export let beyondAscii = false;
/** Line ends within quotes. */
export let quotedLineEnds: i32 = 0;
/** Line ends that end a record. */
export let recordEnds: i32 = 0;

/** The byte that ends a line. */
export let lineEnd: i32 = 0x0a;

const QUOTE: i8 = 0x22;
const CR: i8 = 0x0d;
const LF: i8 = 0x0a;

/* What the last vectors left for the next: 1 where their last byte was such a one. */
let afterSeparator: u64 = 0;
let afterClose: u64 = 0;
let afterReturn: u64 = 0;
let afterQuotedReturn: u64 = 0;
/** All ones within quotes. */
let within: u64 = 0;

/**
 * Writes down the vectors that separators are found with. Loaded from there they stay in registers for a
 * whole chunk; as constants V8 would make them anew at each use.
 */
export function fillVectors(delimiter: i32, lineEndByte: i32): void {
  lineEnd = lineEndByte;
  v128.store(VECTORS, i8x16.splat(<i8>delimiter));
  v128.store(VECTORS, i8x16.splat(<i8>lineEnd), 16);
  v128.store(VECTORS, i8x16.splat(15), 32);
  // By the low half of a byte: the quote, NUL, and of CR and LF what ends no line, that has it; else what has another.
  const special = i8x16(0, -1, QUOTE, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0);
  const other = lineEnd == LF ? CR : LF;
  v128.store(VECTORS, special, 48);
  store<i8>(VECTORS + 48 + <usize>other, other);
}

/**
 * The address after the last of the separators (delimiters and line ends outside quotes) of `length`
 * bytes of input that begin with a record; their addresses are listed from SEPARATORS on.
 *
 * 64 bytes become a bit each, as in simdjson (Langdale & Lemire 2019, VLDB Journal 28, 941–960, §3.1).
 */
export function listSeparators(length: i32): usize {
  doubtful = beyondAscii = false;
  quotedLineEnds = recordEnds = 0;
  afterSeparator = 1;
  afterClose = afterReturn = afterQuotedReturn = within = 0;
  let out = SEPARATORS;
  const end = INPUT + length;
  const delimiters = v128.load(VECTORS);
  const lineEnds = v128.load(VECTORS, 16);
  const low = v128.load(VECTORS, 32);
  const telling = v128.load(VECTORS, 48);
  for (let at = INPUT; at < end; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const isA = i8x16.eq(a, lineEnds);
    const isB = i8x16.eq(b, lineEnds);
    const isC = i8x16.eq(c, lineEnds);
    const isD = i8x16.eq(d, lineEnds);
    const ends = bits(isA, isB, isC, isD);
    const all = bits(
      v128.or(isA, i8x16.eq(a, delimiters)),
      v128.or(isB, i8x16.eq(b, delimiters)),
      v128.or(isC, i8x16.eq(c, delimiters)),
      v128.or(isD, i8x16.eq(d, delimiters)),
    );
    if (i8x16.bitmask(v128.or(v128.or(a, b), v128.or(c, d))) != 0) beyondAscii = true;
    const special = v128.or(
      v128.or(specials(a, telling, low), specials(b, telling, low)),
      v128.or(specials(c, telling, low), specials(d, telling, low)),
    );
    const left = end - at;
    const valid: u64 = left >= 64 ? -1 : ((<u64>1) << left) - 1;
    if (v128.any_true(special) || (within | afterClose | afterReturn | afterQuotedReturn) != 0 || left < 64) {
      const real = judged(at, all & valid, ends & valid, valid);
      recordEnds += <i32>popcnt(ends & real);
      out = listed(out, at, real);
    } else {
      recordEnds += <i32>popcnt(ends);
      afterSeparator = all >> 63;
      out = listed(out, at, all);
    }
  }
  return out;
}

/** The separators outside quotes; `doubtful` where quotes, CRs or NULs stand where they must not. */
function judged(at: usize, all: u64, ends: u64, valid: u64): u64 {
  const quotes = bitsOf(at, QUOTE) & valid;
  const returns = lineEnd == LF ? bitsOf(at, CR) & valid : 0;
  const inside = parity(quotes) ^ within;
  const opening = quotes & inside;
  const closing = quotes & ~inside;
  const real = all & ~inside;
  const closed = (closing << 1) | afterClose;
  const begun = (real << 1) | afterSeparator | closed;
  const quotedReturns = returns & inside;
  const returned = ((returns ^ quotedReturns) << 1) | afterReturn;
  const quotedReturned = (quotedReturns << 1) | afterQuotedReturn;
  const wrong =
    (opening & ~begun) |
    (closed & valid & ~(real | returns | opening)) |
    (returned & valid & ~ends) |
    (lineEnd == LF ? 0 : bitsOf(at, LF) & valid & ~inside) |
    (bitsOf(at, 0) & valid);
  if (wrong != 0) doubtful = true;
  // Within quotes a CR that no LF follows is a line end, too.
  quotedLineEnds += <i32>popcnt((ends & inside) | (quotedReturned & valid & ~ends));
  afterSeparator = real >> 63;
  afterClose = closing >> 63;
  afterReturn = (returns ^ quotedReturns) >> 63;
  afterQuotedReturn = quotedReturns >> 63;
  within = <u64>((<i64>inside) >> 63);
  return real;
}

/** For each bit whether the number of bits up to it, itself included, is odd. */
function parity(quotes: u64): u64 {
  let odd = quotes ^ (quotes << 1);
  odd ^= odd << 2;
  odd ^= odd << 4;
  odd ^= odd << 8;
  odd ^= odd << 16;
  return odd ^ (odd << 32);
}

/** Adds the addresses of the bits set to the list; unrolled, since 64 bytes rarely have more than 16. */
@inline
function listed(list: usize, at: usize, mask: u64): usize {
  const next = list + ((<usize>popcnt(mask)) << 2);
  let out = list;
  let left = mask;
  do {
    for (let i = 0; i < 4; i++) {
      store<u32>(out, <u32>at + <u32>ctz(left));
      left &= left - 1;
      out += 4;
    }
  } while (out < next);
  return next;
}

/** Where a vector has a quote, CR or NUL: the byte that its low half selects is the byte itself. */
@inline
function specials(v: v128, telling: v128, low: v128): v128 {
  return i8x16.eq(v128.swizzle(telling, v128.and(v, low)), v);
}

function bitsOf(at: usize, byte: i8): u64 {
  const wanted = i8x16.splat(byte);
  return bits(
    i8x16.eq(v128.load(at), wanted),
    i8x16.eq(v128.load(at, 16), wanted),
    i8x16.eq(v128.load(at, 32), wanted),
    i8x16.eq(v128.load(at, 48), wanted),
  );
}

@inline
function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    (<u64>(<u32>i8x16.bitmask(a) | (<u32>i8x16.bitmask(b) << 16))) |
    (<u64>(<u32>i8x16.bitmask(c) | (<u32>i8x16.bitmask(d) << 16)) << 32)
  );
}
