/**
 * Mutants with a name each, by which a reader knows one in its file and a list can hold it while other lines
 * change: what is declared around it, its line in JavaScript with «what was there», and what becomes of that. A
 * line that stands there twice is numbered.
 */
export function named(mutants, text) {
  const met = new Map();
  return mutants.map(({ from, to, ...mutant }) => {
    const bare = nameOf(mutant, marked(text, from, to));
    const times = (met.get(bare) ?? 0) + 1;
    met.set(bare, times);
    return { ...mutant, name: times === 1 ? bare : `${bare} #${times}` };
  });
}

function nameOf({ of, becomes }, line) {
  const result = becomes === ';' ? 'nothing' : short(becomes);
  return `${of}: ${short(line)} → ${result}`;
}

function marked(text, from, to) {
  const begin = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to);
  return `${text.slice(begin, from)}«${text.slice(from, to)}»${text.slice(to, end < 0 ? undefined : end)}`;
}

/** Without what the translation to CommonJS makes of a name that is imported. */
function short(text) {
  return text
    .replaceAll(/\$tick\(\);/g, '')
    .replaceAll(/\(0, import_\w+\.(\w+)\)/g, '$1')
    .replaceAll(/\bimport_\w+\./g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
