import { isNoVariant } from './figure-words.js';

/** What programs write for whoever has no id. */
const NO_IDS = new Set([
  ...['anonymous', 'anon', 'anonym', 'guest', 'gast', 'invit\u00e9', 'logged out', 'not logged in'],
  ...['no id', 'no_id', 'not available', 'unbekannt', 'inconnu', 'desconocido'],
]);

/** Whether a text in a column of ids, by itself no missing value, says that there is none. */
export function isNoId(text: string): boolean {
  // The nil UUID (RFC 9562, \u00a75.9), as which phones give the id of who wants none, is digits of 0 and dashes.
  return isNoVariant(text) || NO_IDS.has(text.toLowerCase()) || /^0{8}-[0-]+$/.test(text);
}

/** Whether a text is a number as a spreadsheet shows it that is too long for its column: 1.15E+18. */
export function isRounded(text: string): boolean {
  return /^\d(?:[.,]\d+)?E\+\d{2,}$/.test(text);
}
