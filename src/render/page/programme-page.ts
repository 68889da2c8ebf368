import type { ProgrammeReport } from '../../report/programme-report.js';
import {
  LEVELS_NOTE,
  maturityRows,
  wordHoldouts,
  wordLevels,
} from '../../report/wording/maturity-wording.js';
import { formatCount, formatLevel } from '../../report/wording/numbers.js';
import {
  BY_TAG_NOTE,
  effectWording,
  RULE_NAMES,
  wordExperiments,
  wordRules,
  wordScale,
  wordShipped,
  wordTag,
  wordTails,
  wordWins,
} from '../../report/wording/programme-wording.js';
import { htmlDocument } from './document.js';
import { element, type Markup, nameOf } from './markup.js';
import { section } from './parts.js';
import { cumulative, effects, trueEffects } from './programme-charts.js';
import { figures, list } from './programme-parts.js';
import { table } from './table.js';

/** The answer of `programme` as a page of one file. */
export function renderProgrammePage(report: ProgrammeReport): string {
  return htmlDocument(
    'Programme · perso-test',
    report,
    verdict(report),
    cumulative(report),
    trueEffects(report),
    effects(report),
    tags(report),
    rules(report),
    maturity(report),
  );
}

function verdict(report: ProgrammeReport): Markup {
  const { shipped } = report;
  const { value } = effectWording(report);
  const isKnown = shipped !== null && shipped.honest !== null && shipped.count > 0;
  const title = isKnown
    ? `${value(shipped.honest!.mean)} shipped, honestly`
    : wordExperiments(report);
  return element(
    'header',
    { class: isKnown && shipped.honest!.lower > 0 ? 'ship' : 'collect' },
    element('p', { class: 'what' }, nameOf(`${wordExperiments(report)}. ${wordScale(report)}`)),
    element('h1', {}, title),
    list([...wordShipped(report), wordTails(report), ...wordWins(report)]),
  );
}

function tags(report: ProgrammeReport): Markup | null {
  if (report.byTag.length === 0) return null;
  const { value, interval } = effectWording(report);
  const parts = report.byTag.flatMap((by) => [
    element('p', {}, nameOf(wordTag(report, by))),
    by.levels.length === 0
      ? null
      : table(
          [{ name: nameOf(by.tag) }, ...figures('effects', 'mean', formatLevel(report.confidence))],
          by.levels.map((level) => [
            level.value === null ? '(without)' : nameOf(level.value),
            formatCount(level.effects),
            value(level.mean.estimate),
            interval(level.mean),
          ]),
        ),
  ]);
  return section(
    'Where effects are larger',
    ...parts,
    element('p', { class: 'aside' }, BY_TAG_NOTE),
  );
}

function rules(report: ProgrammeReport): Markup {
  const { value, interval } = effectWording(report);
  const rows = report.shippingRules
    .filter(({ withThese, expected }) => withThese !== null || expected !== null)
    .map(({ rule, withThese, expected }) => [
      RULE_NAMES[rule],
      withThese === null ? '–' : formatCount(withThese.count),
      withThese?.honest == null ? '–' : value(withThese.honest.mean),
      withThese?.honest == null ? '–' : interval(withThese.honest),
      expected === null ? '–' : value(expected),
    ]);
  return section(
    'What another rule would have earned',
    table(
      [{ name: 'rule' }, ...figures('shipped', 'these results', 'interval', 'on average')],
      rows,
    ),
    element('p', { class: 'aside' }, wordRules(report)),
  );
}

function maturity({ maturity: found }: ProgrammeReport): Markup | null {
  if (found === null) return null;
  return section(
    'How it works',
    table(
      [{ name: 'experiments', isFigure: true }, { name: 'are' }],
      maturityRows(found).map(({ count, what }) => [count, what]),
    ),
    list([...wordHoldouts(found), ...wordLevels(found)]),
    element('p', { class: 'aside' }, LEVELS_NOTE),
  );
}
