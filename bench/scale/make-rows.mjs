/*
 * Writes seeded rows of an experiment, one a user, fast enough for 1e8 of them: texts are made once and
 * their bytes put together. Usage: node bench/scale/make-rows.mjs ROWS FILE [METRICS] [SEGMENTS]
 */
import { closeSync, openSync, writeSync } from 'node:fs';

const BUFFER_BYTES = 1 << 22;
/** A row is shorter than this for up to twenty metrics. */
const MOST_ROW_BYTES = 512;
/** What the first segments are called. */
const NAMES = ['new', 'returning', 'vip', 'lapsed'];
/** So many different amounts are drawn from. */
const AMOUNTS = 1 << 16;

/** Random 32-bit integers: xorshift (Marsaglia 2003, Journal of Statistical Software 8(14)). */
function integersFrom(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Amounts of two decimals, lognormal as revenue is, as bytes. */
function amountsFrom(random, mean, sd) {
  return Array.from({ length: AMOUNTS }, () => {
    const [u, v] = [(random() + 1) / 2 ** 32, random() / 2 ** 32];
    const normal = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
    return Buffer.from((Math.round(100 * Math.exp(mean + sd * normal)) / 100).toString());
  });
}

/**
 * Writes a file: user_id, variant, segment, converted, revenue, pre_revenue, and where more metrics are
 * wanted amount_3, amount_4 … Revenue is 0 for nine of ten, as it is where most do not buy.
 */
export function makeRows(path, rows, { metrics = 2, segments = 4, seed = 20261124 } = {}) {
  const random = integersFrom(seed);
  const revenues = amountsFrom(random, 3, 0.8);
  const earlier = amountsFrom(random, 2, 1.2);
  const variants = [Buffer.from('generic'), Buffer.from('personalized')];
  const values = Array.from({ length: segments }, (_, i) =>
    Buffer.from(NAMES[i] ?? `segment ${i}`),
  );
  const zero = Buffer.from('0.0');
  const more = Array.from({ length: metrics - 2 }, (_, i) => `amount_${i + 3}`);
  const header = ['user_id,variant,segment,converted,revenue,pre_revenue', ...more].join(',');
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  const file = openSync(path, 'w');
  let at = buffer.latin1Write(`${header}\n`, 0);
  const put = (bytes, end) => {
    for (let i = 0; i < bytes.length; i++) buffer[at++] = bytes[i];
    buffer[at++] = end;
  };
  const [comma, line] = [0x2c, 0x0a];
  for (let row = 0; row < rows; row++) {
    if (at > BUFFER_BYTES - MOST_ROW_BYTES) at = flushed(file, buffer, at);
    const draw = random();
    const variant = draw & 1;
    const converts = (draw >>> 1) % 1000 < 100 + 4 * variant;
    at = putInteger(buffer, at, row);
    buffer[at++] = comma;
    put(variants[variant], comma);
    put(values[(draw >>> 11) % segments], comma);
    buffer[at++] = converts ? 0x31 : 0x30;
    buffer[at++] = comma;
    const other = random();
    put(converts ? revenues[other & (AMOUNTS - 1)] : zero, comma);
    put((other >>> 16) % 10 < 3 ? earlier[draw >>> 16] : zero, more.length === 0 ? line : comma);
    for (let i = 1; i <= more.length; i++) {
      put(revenues[random() & (AMOUNTS - 1)], i === more.length ? line : comma);
    }
  }
  flushed(file, buffer, at);
  closeSync(file);
}

function flushed(file, buffer, length) {
  for (let at = 0; at < length; ) at += writeSync(file, buffer, at, length - at);
  return 0;
}

/** Writes the digits of a whole number; gives the place after them. */
function putInteger(buffer, at, number) {
  let size = 1;
  for (let left = number; left >= 10; left = Math.floor(left / 10)) size += 1;
  for (let left = number, i = at + size - 1; i >= at; i--) {
    buffer[i] = 0x30 + (left % 10);
    left = Math.floor(left / 10);
  }
  return at + size;
}

if (process.argv[1] === import.meta.filename) {
  const [rows, path, metrics, segments] = process.argv.slice(2);
  makeRows(path, Number(rows), {
    ...(metrics === undefined ? {} : { metrics: Number(metrics) }),
    ...(segments === undefined ? {} : { segments: Number(segments) }),
  });
}
