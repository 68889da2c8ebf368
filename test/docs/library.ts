import { type Exported, exportsOfLibrary } from './exports.js';

/** What the exports of a room are about, and where on the page that stands: from a file to a report, then stats. */
const SUBJECTS: Record<string, string> = {
  read: 'Reading results',
  'read/bytes': 'Bytes',
  'read/plan': 'Plan files',
  'read/journal': 'The journal',
  gate: 'The gate',
  experiment: 'An experiment',
  'experiment/compare': 'Comparisons',
  'experiment/checks': 'Checks',
  'experiment/decision': 'Decisions',
  'experiment/monitoring': 'Looks',
  'experiment/size': 'Plans and sizes',
  'experiment/simulate': 'Simulation',
  report: 'Reports',
  render: 'Formats',
  'render/text': 'Text',
  'render/markdown': 'Markdown',
  'render/junit': 'JUnit',
  sql: 'SQL',
  'stats/tests': 'Tests of two samples, strata and trends',
  'stats/margin': 'Margins and equivalence',
  'stats/sequential': 'Tests that are looked at',
  'stats/power': 'Power and sample size',
  'stats/meta': 'Many experiments together',
  'stats/value': 'What a decision is worth',
  stats: 'Moments and multiplicity',
  'stats/bayes': 'Posteriors',
  'stats/distributions': 'Distributions',
  'stats/random': 'Random numbers',
  '.': 'Errors and options',
};

/** The reference of the library in Markdown, from the exports of src/index.ts and their docstrings. */
export function libraryReference(): string {
  const all = exportsOfLibrary();
  const order = Object.keys(SUBJECTS);
  const rooms = [...new Set(all.map(({ room }) => room))].sort(
    (a, b) => order.indexOf(a) - order.indexOf(b),
  );
  const contents = rooms.map((room) => `[${subjectOf(room)}](#${anchorOf(subjectOf(room))})`);
  const sections = rooms.map((room) => sectionOf(room, all));
  return [`${contents.join(' ·\n')}\n`, ...sections].join('\n');
}

/** The heading of a room; its path, where it has no subject yet. */
function subjectOf(room: string): string {
  return SUBJECTS[room] ?? room;
}

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
}

function sectionOf(room: string, all: readonly Exported[]): string {
  const own = all.filter((one) => one.room === room);
  const values = own.filter(({ signature }) => signature !== null).map(entryOf);
  const types = own.filter(({ signature }) => signature === null);
  return [`## ${subjectOf(room)}\n`, ...values, ...(types.length > 0 ? [tableOf(types)] : [])].join(
    '\n',
  );
}

function entryOf({ name, signature, description, tags }: Exported): string {
  const details = tags.map(tagLine).join('');
  return `### ${name}\n\n\`\`\`ts\n${signature}\n\`\`\`\n\n${escaped(description)}\n${details && `\n${details}`}`;
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
    default:
      return `- ${name}: ${escaped(flat)}\n`;
  }
}

function tableOf(types: readonly Exported[]): string {
  const rows = types.map(({ name, description }) => {
    const flat = description.replace(/\s+/g, ' ').replaceAll('|', '\\|');
    return `| \`${name}\` | ${escaped(flat)} |\n`;
  });
  return `| type | |\n|---|---|\n${rows.join('')}`;
}

/** Prose as Markdown: what could be taken for HTML is no more than text. */
function escaped(text: string): string {
  return text.replace(/<(?=[a-z/!])/gi, '&lt;');
}
