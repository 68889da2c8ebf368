const LINE = '='.repeat(78);

/**
 * THIRD-PARTY-NOTICES.txt: what is bundled of others, each with its version, its licence and the full texts
 * that must go along.
 *
 * @param parts the packages, each with its licence and its copies
 */
export function renderNotices(parts) {
  const ids = [...new Set(parts.flatMap(({ licence, copies }) => [licence, ...copies].map(idOf)))];
  const head = `perso-test is bundled: its package holds code of the projects below, under the licences
below (${ids.sort().join(', ')}), and needs nothing else at run time.
sbom.cdx.json beside this file lists the same for programs.
`;
  return [head, ...parts.map(section)].join(`\n${LINE}\n`);
}

function idOf({ id }) {
  return id;
}

function section({ manifest, part, licence, copies }) {
  const { name, version } = manifest;
  const about = part === null ? [] : [`In use: ${part}.`];
  return `${[
    [`${name} ${version}`, `Licence: ${licence.id}`, ...about].join('\n'),
    ...licence.texts.map(({ text }) => text),
    ...copies.map((copy) => copyIn(name, copy)),
  ].join('\n\n')}\n`;
}

function copyIn(owner, { name, id, at, notices, texts }) {
  const heading = `${owner} holds a copy of ${name}, in ${at}\nLicence: ${id}`;
  const same = texts.length === 0 ? [`The text of ${id} stands above.`] : [];
  return [heading, ...notices, ...texts.map(({ text }) => text), ...same].join('\n\n');
}
