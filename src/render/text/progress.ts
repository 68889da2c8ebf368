import { formatFixed, formatPercent } from '../../report/wording/numbers.js';

/** How far work on bytes has come. */
export interface Progress {
  /** Bytes. */
  done: number;
  /** Bytes; `null` where nobody knows, as of a pipe. */
  total: number | null;
  seconds: number;
}

/** A longer bar tells no more, and would change its length with the figures in 80 columns. */
const MOST_COLUMNS = 20;

/** One line, shorter than so many columns: `45 % ━━━━╌╌╌╌ 1.2 of 2.6 GB · 240 MB/s · 6 s left`. */
export function renderByteProgress({ done, total, seconds }: Progress, columns: number): string {
  const rate = done / seconds;
  const speed = `${formatBytes(rate)}/s`;
  if (total === null || total === 0) return cut(`${formatBytes(done)} read · ${speed}`, columns);
  // Files may grow while they are read.
  const share = Math.min(1, done / total);
  const left = rate > 0 ? ` · ${formatSeconds(Math.max(0, total - done) / rate)} left` : '';
  const figures = `${formatBytes(done)} of ${formatBytes(total)} · ${speed}${left}`;
  return line(share, figures, columns);
}

/** The same of work of which only the share that is done, 0–1, is known. */
export function renderShareProgress(share: number, seconds: number, columns: number): string {
  return line(share, `${formatSeconds(seconds * (1 / share - 1))} left`, columns);
}

function line(share: number, figures: string, columns: number): string {
  // Rounded down: 100 % is all of it.
  const percent = formatPercent(Math.floor(100 * share) / 100, 0).padStart(5);
  // Two spaces between the parts, and a column free, since a full line makes some terminals wrap.
  const room = columns - percent.length - figures.length - 3;
  return room < 1
    ? cut(`${percent} ${figures}`, columns)
    : `${percent} ${bar(share, Math.min(MOST_COLUMNS, room))} ${figures}`;
}

function bar(share: number, columns: number): string {
  const full = Math.floor(share * columns);
  return '━'.repeat(full) + '╌'.repeat(columns - full);
}

function cut(text: string, columns: number): string {
  return text.slice(0, Math.max(0, columns - 1));
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** Bytes in powers of a thousand, as disks and networks count: "350 MB". */
function formatBytes(bytes: number): string {
  // Rounded to three digits first, so that 999,999 is 1.00 MB and not 1000 kB.
  const rounded = Number(bytes.toPrecision(3));
  const power = rounded < 1 ? 0 : Math.floor(Math.log10(rounded) / 3);
  const unit = Math.min(power, UNITS.length - 1);
  const value = rounded / 1000 ** unit;
  const decimals = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${formatFixed(value, decimals)} ${UNITS[unit]}`;
}

/** "8 s", "2 min 5 s", "1 h 4 min". */
function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${formatFixed(Math.floor(whole / 3600), 0)} h ${Math.floor((whole % 3600) / 60)} min`;
}
