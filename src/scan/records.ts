/*
 * Records by the separators that stand one after the other: where each begins, and what it is by its form.
 */
import { mayBeComment } from './comments';
import { SEPARATORS } from './memory';
import { width } from './rows';
import { lineEnd } from './separators';

const LF: u8 = 0x0a;
const CR: u8 = 0x0d;

/** Where the record begins whose separators stand from `at` on. */
export function recordStart(at: usize): usize {
  return <usize>load<u32>(at - 4) + 1;
}

/** How many rows of the right width follow, of so many that are taken at once. */
export function wholeRows(from: usize, end: usize, limit: usize, most: i32): i32 {
  let at = from;
  let count = 0;
  while (count < most && at + width <= end && recordStart(at) < limit) {
    if (load<u8>(load<u32>(at + width - 4)) != lineEnd) break;
    count += 1;
    at += width;
  }
  return count;
}

/** The same, before a record of another width that goes on as a row of the right one, or that may be a comment. */
export function certainRows(from: usize, end: usize, limit: usize, most: i32): i32 {
  const whole = wholeRows(from, end, limit, most);
  for (let i = 0; i < whole; i++) {
    const at = from + <usize>i * width;
    if (recordPast(at, end) != at + width || mayBeComment(at)) return i;
  }
  return whole;
}

/** The end of the separators of the next record, 0 where it goes on beyond these. */
export function recordPast(from: usize, end: usize): usize {
  for (let at = from; at < end; at += 4) if (load<u8>(load<u32>(at)) == lineEnd) return at + 4;
  return 0;
}

/** Whether the next record is a line with nothing in it at all. */
export function isBlank(at: usize): bool {
  const start = recordStart(at);
  const end = <usize>load<u32>(at);
  if (load<u8>(end) != lineEnd) return false;
  return end == start || (end == start + 1 && load<u8>(start) == CR);
}

export function recordEndsIn(from: usize, end: usize): i32 {
  let count = 0;
  for (let at = from; at < end; at += 4) count += <i32>(load<u8>(load<u32>(at)) == lineEnd);
  return count;
}

/** Passes over whole records; gives the end of the separators that were used up. */
export function passRecords(end: usize, limit: usize): usize {
  let past = SEPARATORS;
  for (let at = SEPARATORS; at < end; at += 4) {
    if (recordStart(past) >= limit) break;
    if (load<u8>(load<u32>(at)) == lineEnd) past = at + 4;
  }
  return past;
}

/** How many line ends stand between two addresses: LF, CRLF, or a CR alone. */
export function lineEndsIn(from: usize, end: usize): i32 {
  let count = 0;
  for (let at = from; at < end; at++) {
    const byte = load<u8>(at);
    count += <i32>(byte == LF || (byte == CR && load<u8>(at + 1) != LF));
  }
  return count;
}
