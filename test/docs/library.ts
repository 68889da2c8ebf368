import { AREAS, type Area, areaOf } from './areas.js';
import { type NamesOfLibrary, wholeExample } from './examples.js';
import { type Exported, exportsOfLibrary } from './exports.js';

/** The published JSON Schemas that types of the library are made from, by the name of the zod schema. */
const SCHEMAS: readonly [schema: RegExp, file: string][] = [
  [/typeof (reportSchema|comparison|heterogeneity|trend|untested)\b/, 'report'],
  [/typeof planReportSchema\b/, 'plan-report'],
  [/typeof powerSchema\b/, 'power'],
  [/typeof marginSchema\b/, 'margin'],
  [/typeof simulationSchema\b/, 'simulation'],
  [/typeof (lookSchema|lookSchemaV1|closeSchema|arm|comparison)\b/, 'journal'],
];

/** The generated part of each page of docs/library, by its path, from the exports of src/index.ts. */
export function libraryPages(): Map<string, string> {
  const all = exportsOfLibrary();
  const pages = AREAS.map((area) => ({
    area,
    own: all.filter(({ module }) => areaOf(module) === area),
  })).filter(({ own }) => own.length > 0);
  return new Map([
    ['docs/library/README.md', pages.map(({ area, own }) => indexOf(area, own)).join('\n')],
    ...pages.map(({ area, own }): [string, string] => [pathOf(area), pageOf(own, namesOf(all))]),
  ]);
}

function pathOf({ page }: Area): string {
  return `docs/library/${page}.md`;
}

/** What the index says of a page: its names, each a link. */
function indexOf({ page, title }: Area, own: readonly Exported[]): string {
  const types = own.filter(({ isType }) => isType);
  const values = own.filter(({ isType }) => !isType);
  const functions = new Set(values.map(({ name }) => name.toLowerCase()));
  const linksTo = (names: readonly Exported[]) =>
    names
      .map(({ name, isType }) => {
        const anchor = name.toLowerCase();
        // Types stand below functions, and GitHub numbers a heading that is there already.
        return `[${name}](${page}.md#${anchor}${isType && functions.has(anchor) ? '-1' : ''})`;
      })
      .join(',\n');
  const lists = [values, types].filter((names) => names.length > 0).map(linksTo);
  return `### [${title}](${page}.md)\n\n${lists.join('\n\nTypes: ')}\n`;
}

function namesOf(all: readonly Exported[]): NamesOfLibrary {
  const of = (areTypes: boolean) =>
    all.filter(({ isType }) => isType === areTypes).map(({ name }) => name);
  return { values: of(false), types: of(true) };
}

function pageOf(own: readonly Exported[], names: NamesOfLibrary): string {
  const entriesOf = (areTypes: boolean) =>
    own.filter(({ isType }) => isType === areTypes).map((exported) => entryOf(exported, names));
  const [values, types] = [entriesOf(false), entriesOf(true)];
  const parts: [string, string[]][] = [
    ['Functions', values],
    ['Types', types],
  ];
  return parts
    .filter(([, entries]) => entries.length > 0)
    .map(([heading, entries]) => `## ${heading}\n\n${entries.join('\n')}`)
    .join('\n');
}

function entryOf(exported: Exported, names: NamesOfLibrary): string {
  const { name, description, tags } = exported;
  const details = tags.filter((tag) => tag.name !== 'example').map(tagLine);
  const examples = tags
    .filter((tag) => tag.name === 'example')
    .map(({ text }) => fenced(wholeExample(text, names)));
  const list = details.length > 0 ? [`${details.join('')}`] : [];
  const parts = [declarationOf(exported), `${escaped(description)}\n`, ...list, ...examples];
  return `### ${name}\n\n${parts.join('\n')}`;
}

function declarationOf({ module, signature }: Exported): string {
  if (!/z\.output</.test(signature)) return fenced(signature);
  const isOfJournal = module.startsWith('read/journal/');
  const fitting = SCHEMAS.filter(([schema]) => schema.test(signature)).map(([, file]) => file);
  const file = isOfJournal ? fitting.at(-1) : fitting[0];
  if (file === undefined) throw new Error(`SCHEMAS of test/docs/library.ts lacks ${signature}`);
  return `As JSON it is held to [${file}.schema.json](../../schemas/${file}.schema.json).\n`;
}

function fenced(code: string): string {
  return `\`\`\`ts\n${code.trim()}\n\`\`\`\n`;
}

function tagLine({ name, text }: Exported['tags'][number]): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const [, parameter, rest] = /^(\S+)\s*(.*)$/.exec(flat)!;
  switch (name) {
    case 'param':
      return `- \`${parameter}\`: ${escaped(rest!)}\n`;
    case 'throws':
      return `- Throws ${escaped(flat.replace(/^\{(\w+)\}/, '`$1`'))}\n`;
    case 'returns':
      return `- Returns ${escaped(flat)}\n`;
    case 'see':
      // The compiler takes the first word for a link, and parts it from what follows.
      return `- Source: ${escaped(flat.replace(/^(\S+) ([,:;.])/, '$1$2'))}\n`;
    case 'deprecated':
      return `- **Deprecated**: ${escaped(flat)}\n`;
    default:
      return `- ${name}: ${escaped(flat)}\n`;
  }
}

/** Prose as Markdown: what could be taken for HTML is no more than text. */
function escaped(text: string): string {
  return text.replace(/<(?=[a-z/!])/gi, '&lt;');
}
