import { version } from '../../../package.json';
import { UserError } from '../../errors.js';
import type { TagAsked } from '../../programme/worth/by-tag.js';
import { type WorthAsked, worthOf } from '../../programme/worth/worth.js';
import { answerFormats } from '../../render/answers.js';
import { renderPrior } from '../../render/prior-file.js';
import { type ProgrammeReport, programmeReport } from '../../report/programme-report.js';
import { checkedFlags } from '../flags/checked-flags.js';
import { filesFor, sourcesOf } from '../input/sources.js';
import type { Io } from '../io.js';
import { outputsFrom } from '../output/outputs.js';
import { writeAnswer } from '../output/rendered.js';
import { sideOutput } from '../output/side-output.js';
import { writeWholeFiles } from '../output/whole-files.js';
import { effectsOfJournals } from './effects-of-journals.js';
import { effectsOfTable } from './effects-of-table.js';
import { PROGRAMME_FLAGS, type ProgrammeFlags } from './programme-flags.js';

/** Puts the effects of many experiments together and writes what they come to. */
export async function programme(
  files: readonly string[],
  given: unknown,
  said: readonly string[],
  io: Io,
): Promise<void> {
  const flags = checkedFlags(PROGRAMME_FLAGS, given);
  const sources = await sourcesOf(files);
  const holdouts = await holdoutFiles(flags);
  const paths = [...sources.map(({ path }) => path), ...holdouts];
  const targets = outputsFrom(flags, answerFormats('programme'), paths);
  const prior = { flag: '--prior-out', output: flags.priorOut, format: 'json' } as const;
  const priorFile = sideOutput(prior, paths, targets);
  const isOfJournals = sources.some(({ path }) => /\.(jsonl|ya?ml|json)$/i.test(path));
  const found = isOfJournals
    ? await effectsOfJournals({ files, holdouts }, flags, said, io)
    : await effectsOfTable(sources, flags, io);
  const asked: WorthAsked = {
    ...judgedBy(flags),
    by: tagsFrom(flags, found.tags),
    numberOf: found.numberOf,
  };
  const worth = worthOf(found.effects, asked);
  const report = programmeReport(worth, asked, { ...found.origin, version });
  if (priorFile !== null) writePrior(report, priorFile);
  await writeAnswer('programme', report, targets, flags, io);
}

async function holdoutFiles({ holdout }: ProgrammeFlags): Promise<string[]> {
  const files: string[] = [];
  for (const pattern of holdout) files.push(...(await filesFor(pattern)));
  return [...new Set(files)];
}

function writePrior(report: ProgrammeReport, path: string): void {
  const text = renderPrior(report);
  if (text === null) {
    throw new UserError(`--prior-out ${path}: one experiment alone tells no prior`, {
      hint: 'two are the least, ten tell something',
    });
  }
  writeWholeFiles([{ path, text }]);
}

function judgedBy({ alpha, power, tails }: ProgrammeFlags): Omit<WorthAsked, 'by' | 'numberOf'> {
  if (power > alpha / 2) return { alpha, power, tails };
  throw new UserError(`--power ${power}: that is no more than chance wins at --alpha ${alpha}`, {
    hint: 'power is the chance to see what a test is sized for, 0.8 as a rule',
  });
}

/** A tag as it is asked for: "tactic", or "strength:number". */
function tagsFrom({ by }: ProgrammeFlags, known: readonly string[]): TagAsked[] {
  const asked = by.map((text) => {
    const [, name = text, numeric] = known.includes(text)
      ? []
      : (/^(.*?)(:number)?$/s.exec(text) ?? []);
    return { tag: tagCalled(name, known), numeric: numeric !== undefined };
  });
  const twice = asked.find(({ tag }, i) => asked.findIndex((one) => one.tag === tag) < i);
  if (twice === undefined) return asked;
  throw new UserError(`--by ${twice.tag} is given twice`, { hint: 'leave out one of them' });
}

function tagCalled(name: string, known: readonly string[]): string {
  const exact = known.find((tag) => tag === name);
  const found = exact ?? known.find((tag) => tag.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new UserError(`--by ${name}: no experiment has that tag`, {
    hint: known.length === 0 ? 'there are no tags' : `tags: ${known.slice(0, 20).join(', ')}`,
  });
}
