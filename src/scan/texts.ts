import { bytesOfDay, columnOfDay, isOfDays, timeBehind } from './days';
import { codeOf, entryOf, remember } from './dictionary';
import { fieldEnd, fieldStart } from './fields';
import { codesOf, DICTIONARY, ROWS, TEXT_COLUMNS } from './memory';

/** The code of a text in a text column, from 0; −1 where its row needs judgement. */
declare function codeOfText(column: i32, text: usize, length: i32): i32;

/** Reads what a column's texts stand for in the rows at hand; how many of them, before one that needs judgement. */
export function readTexts(column: i32, count: i32, width: usize): i32 {
  const offset = <usize>load<i32>(TEXT_COLUMNS + (<usize>column << 2)) << 2;
  const last = offset == width - 4;
  const end = codesOf(column) + (<usize>count << 2);
  const ofDays = isOfDays(column);
  let at = ROWS;
  for (let out = codesOf(column); out < end; out += 4) {
    const row = <usize>load<u32>(at);
    const start = fieldStart(row, offset);
    const length = <i32>(fieldEnd(row, offset, start, last) - start);
    // Of times on one day few are the same, and all stand for that day.
    const time = ofDays ? timeBehind(start, length) : 0;
    const known = entryOf(DICTIONARY, columnOfDay(column, time), start, bytesOfDay(length, time));
    const code = known != 0 ? codeOf(known) : newCode(column, start, length, time);
    if (code < 0) return <i32>((out - codesOf(column)) >> 2);
    store<i32>(out, code);
    at += 4;
  }
  return count;
}

function newCode(column: i32, start: usize, length: i32, time: i32): i32 {
  const code = codeOfText(column, start, length);
  const bytes = bytesOfDay(length, time);
  if (code >= 0) remember(DICTIONARY, columnOfDay(column, time), start, bytes, code, 0);
  return code;
}
