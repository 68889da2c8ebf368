/** How many line ends a text has: LF, CRLF or CR, as a CSV reader takes them. */
export function lineEnds(text: string): number {
  let ends = count(text, '\n');
  // Lone CRs are rare, so the common file is looked through only once more.
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1)) {
    if (text[at + 1] !== '\n') ends += 1;
  }
  return ends;
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) {
    found += 1;
  }
  return found;
}
