import { dirname } from 'node:path';
import { scoreOf } from './results.mjs';

export function tellMutant({ file, line, column, kind, name }, { status }) {
  console.log(`${file}:${line}:${column} ${status}, ${kind}: ${name}`);
}

export function tellScore(outcomes) {
  const score = scoreOf(outcomes.map(({ status }) => status));
  const { n, killed, hung, survived, unreached, equal } = score;
  console.log(
    `${n} mutants: ${killed} killed, ${hung} hung, ${equal} reviewed as equal, ${survived} survived, ` +
      `${unreached} unreached; told of those that are not equal: ${inPercent(score.ofOthers)}; of all: ${inPercent(score.ofAll)}`,
  );
}

function inPercent({ share, lower, upper }) {
  const percent = (x) => `${(100 * x).toFixed(1)} %`;
  return `${percent(share)} [${percent(lower)}, ${percent(upper)}]`;
}

export function tellByFolder(chosen, outcomeOf) {
  console.log('| folder | mutants | equal | told of the others | survived | unreached |');
  const folderOf = ({ file }) => dirname(file);
  for (const folder of [...new Set(chosen.map(folderOf))].sort()) {
    const these = chosen.filter((mutant) => folderOf(mutant) === folder);
    const score = scoreOf(these.map((one) => outcomeOf(one).status));
    const { n, equal, ofOthers, survived, unreached } = score;
    const share = `${(100 * ofOthers.share).toFixed(1)} %`;
    console.log(`| ${folder} | ${n} | ${equal} | ${share} | ${survived} | ${unreached} |`);
  }
}
