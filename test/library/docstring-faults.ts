import type { Exported } from '../docs/exports.js';

/** What a docstring of the library lacks, a clause each; empty where it is whole. */
export function docstringFaults(it: Exported, all: readonly Exported[]): string[] {
  const checks = [
    saysWhatItIs,
    saysItByItself,
    saysWhatNumbersMayBe,
    saysThatItThrows,
    saysWhatReplacesIt,
    namesWhatIsThere,
    hasASource,
  ];
  return checks.flatMap((check) => check(it, all) ?? []);
}

type Fault = string | null;

function saysWhatItIs({ description }: Exported): Fault {
  return description.trim() === '' ? 'says nothing' : null;
}

/** On a page of docs/library and in an editor nothing stands above it that it could lean on. */
function saysItByItself({ description }: Exported): Fault {
  return /^(The same|That of|As above)\b/.test(description) ? 'leans on a neighbour' : null;
}

/** A number has a unit or a range, or a word that says it: its name stands in the text, or in a tag. */
function saysWhatNumbersMayBe({ parameters, ...it }: Exported): Fault {
  const untold = parameters
    .filter(({ name, type }) => /\bnumber\b/.test(type) && /^\w+$/.test(name))
    .filter(({ name }) => !new RegExp(`\\b${name}\\b`).test(textOf(it, ['example', 'see'])))
    .map(({ name }) => name);
  return untold.length === 0 ? null : `does not say what ${untold.join(' and ')} may be`;
}

function saysThatItThrows({ throws, tags }: Exported): Fault {
  const isSaid = tags.some(({ name }) => name === 'throws');
  return throws && !isSaid ? 'does not say what it throws' : null;
}

/** Who is told that something goes has to know since when, and where to go. */
function saysWhatReplacesIt({ tags }: Exported): Fault {
  const [goes] = tags.filter(({ name }) => name === 'deprecated');
  if (goes === undefined || /^since \d+\.\d+\b.*\buse \w/s.test(goes.text)) return null;
  return 'is deprecated without "since 1.2: use …"';
}

/** Names as code writes them, beside those of other programs. */
const NAME = /(?<![\w.-])[a-z]+[A-Z]\w*/g;
const OF_OTHERS = ['gsDesign', 'bindingFutility', 'sfHSD', 'sfPower', 'arXiv'];

/** Whoever reads it knows what is exported, and nothing that only the source has. */
function namesWhatIsThere(it: Exported, all: readonly Exported[]): Fault {
  const known = all.map(({ name, signature }) => `${name} ${signature}`).join('\n');
  const missing = (textOf(it, ['example']).match(NAME) ?? [])
    .filter((name) => !OF_OTHERS.includes(name))
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(known));
  return missing.length === 0 ? null : `names ${missing.join(' and ')}, which it does not export`;
}

/** The text without these tags. */
function textOf(
  { description, tags }: Pick<Exported, 'description' | 'tags'>,
  but: readonly string[],
): string {
  const told = tags.filter(({ name }) => !but.includes(name)).map(({ text }) => text);
  return [description, ...told].join('\n');
}

/** A work with its year, a numbered formula of the DLMF, or that there is nothing but a definition. */
const SOURCE = /\((1[6-9]|20)\d\d\b|\bDLMF \d|\b[Bb]y definition\b/;

/** They hold or name, and compute nothing. */
const NO_STATISTICS = [
  'countValue',
  'emptyMoments',
  'independentEffects',
  'noValues',
  'valueCounts',
];

/** A statistic is somebody's: its source names the work, or begins with a function of the library that does. */
function hasASource(it: Exported, all: readonly Exported[]): Fault {
  const isStatistic = it.module.startsWith('stats/') && it.signature.startsWith('function ');
  if (!isStatistic || NO_STATISTICS.includes(it.name)) return null;
  const sources = sourcesOf(it);
  if (sources.length === 0) return 'has no source';
  return leadsToAWork(it, all) ? null : `leads to no work by "${sources.join('; ')}"`;
}

function leadsToAWork(it: Exported, all: readonly Exported[], seen: string[] = []): boolean {
  if (seen.includes(it.name)) return false;
  return sourcesOf(it).some((text) => {
    if (SOURCE.test(text)) return true;
    const next = all.find(({ name }) => name === /^\w+/.exec(text)?.[0]);
    return next !== undefined && leadsToAWork(next, all, [...seen, it.name]);
  });
}

function sourcesOf({ tags }: Exported): string[] {
  return tags.filter(({ name }) => name === 'see').map(({ text }) => text);
}
