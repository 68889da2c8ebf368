import type { Report } from '../../report/report.js';
import { sourceName } from '../../report/wording/source-name.js';
import { casesOf } from './cases.js';
import { suiteXml } from './suite.js';

/**
 * The report as JUnit XML, one test case a rule, which every CI shows. What a rule came to:
 * passed, it holds · failure, it is broken · skipped, it is not decided yet · error, it cannot be judged.
 * Nothing fails and nothing errs exactly when nothing speaks against shipping.
 * @example
 * const read = await readPlan('fixtures/plan.yaml');
 * const sources = [{ path: 'fixtures/homepage-hero.csv', variant: null }];
 * const found = await readAggregates(sources, planReadOptions(read.plan), process);
 * const data = hashOfLook(found.files, sources);
 * const analysis = decideUnrecorded({ read, aggregates: found.aggregates, data, time: new Date() });
 * const report = buildReport(analysis, inputReport(found), '1.0.0');
 * renderJunit(report).split('\n')[1];
 * // => '<testsuites name="perso-test" tests="7" failures="0" errors="0" skipped="2" time="0">'
 */
export function renderJunit(report: Report): string {
  const name = report.plan?.experiment ?? report.input.files.map(sourceName).join(', ');
  return suiteXml({ name, properties: propertiesOf(report), cases: casesOf(report) });
}

function propertiesOf({ verdict, plan, look, tool }: Report): [string, string][] {
  const { decision, variant } = verdict;
  const known: [string, string | number | null | undefined][] = [
    ['decision', decision],
    ['variant', variant],
    ['plan', plan?.path],
    ['planSha256', plan?.sha256],
    ['look', look?.number],
    ['informationFraction', look?.informationFraction],
    ['version', tool.version],
  ];
  return known.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  );
}
