import type { DescriptionReport } from '../report/description-report.js';
import type { LedgerReport } from '../report/ledger-report.js';
import type { LifetimeReport } from '../report/lifetime-report.js';
import type { MarginReport } from '../report/margin-report.js';
import type { PlanReport } from '../report/plan-report.js';
import type { PowerReport } from '../report/power-report.js';
import type { PriorityReport } from '../report/priority-report.js';
import type { ProgrammeReport } from '../report/programme-report.js';
import type { Report } from '../report/report.js';
import type { RulesReport } from '../report/rules-report.js';
import type { AnswerSchema } from '../report/schemas/fault.js';
import type { SimulationReport } from '../report/simulation-report.js';
import type { SurrogateReport } from '../report/surrogate-report.js';
import type { Verification } from '../report/verification-report.js';
import { type Format, inFormat, type Rendering } from './format.js';
import { REPORT_FORMATS } from './report-formats.js';

/** What the tool answers, kind by kind. */
export interface Answers {
  analysis: Report;
  plan: PlanReport;
  power: PowerReport;
  margin: MarginReport;
  simulation: SimulationReport;
  description: DescriptionReport;
  verification: Verification;
  ledger: LedgerReport;
  programme: ProgrammeReport;
  lifetime: LifetimeReport;
  rules: RulesReport;
  priority: PriorityReport;
  surrogate: SurrogateReport;
}

/** The name of a kind of answer. */
export type AnswerKind = keyof Answers;

/** A kind of answer: what it is called, how a saved one is known again, and the formats that it comes in. */
interface Kind<A> {
  /** What it is, in a message: "answer of power". */
  what: string;
  /** A key that the JSON of each such answer has, and that of no other. */
  key: string;
  /** Loads the contract of its JSON, by which a saved one is read. */
  loadSchema: () => Promise<AnswerSchema>;
  /** By their names, the usual one first: whatever else there is, text and JSON. */
  formats: { text: Format<A>; json: Format<A> } & Readonly<Record<string, Format<A>>>;
}

const json = { load: async () => (await import('./json.js')).renderJson };

/**
 * What is known of each kind. An entry here, and its type above, is all that a new kind needs beside its contract and
 * its renderers: `--format` of its command, completion, `report` and the tests follow this list.
 */
const KINDS = {
  analysis: {
    what: 'report of an analysis',
    key: 'verdict',
    loadSchema: async () => (await import('../report/schemas/whole-report.js')).wholeReport,
    formats: REPORT_FORMATS,
  },
  plan: {
    what: 'answer of plan',
    key: 'rules',
    loadSchema: async () =>
      (await import('../report/schemas/plan-report-schema.js')).planReportSchema,
    formats: {
      text: { load: async () => (await import('./text/plan-text.js')).renderPlan },
      json,
      html: { load: async () => (await import('./page/plan/plan.js')).renderPlanPage },
    },
  },
  power: {
    what: 'answer of power',
    key: 'alphaPerComparison',
    loadSchema: async () => (await import('../report/schemas/power-schema.js')).powerSchema,
    formats: {
      text: { load: async () => (await import('./text/power-text.js')).renderPower },
      json,
      html: { load: async () => (await import('./page/power/power.js')).renderPowerPage },
    },
  },
  margin: {
    what: 'answer of power about a margin',
    key: 'assumedEffect',
    loadSchema: async () => (await import('../report/schemas/margin-schema.js')).marginSchema,
    formats: {
      text: { load: async () => (await import('./text/margin-text.js')).renderMargin },
      json,
      html: { load: async () => (await import('./page/power/margin.js')).renderMarginPage },
    },
  },
  simulation: {
    what: 'answer of simulate',
    key: 'scenarios',
    loadSchema: async () =>
      (await import('../report/schemas/simulation-schema.js')).simulationSchema,
    formats: {
      text: { load: async () => (await import('./text/simulation-text.js')).renderSimulation },
      json,
      html: {
        load: async () => (await import('./page/simulation/simulation.js')).renderSimulationPage,
      },
    },
  },
  description: {
    what: 'answer of describe',
    key: 'columns',
    loadSchema: async () =>
      (await import('../report/schemas/description-schema.js')).descriptionSchema,
    formats: {
      text: { load: async () => (await import('./text/description-text.js')).renderDescription },
      json,
    },
  },
  verification: {
    what: 'answer of verify',
    key: 'environment',
    loadSchema: async () =>
      (await import('../report/schemas/verification-schema.js')).verificationSchema,
    formats: {
      text: { load: async () => (await import('./text/verification-text.js')).renderVerification },
      json,
      junit: {
        load: async () => (await import('./junit/verification-junit.js')).renderVerificationJunit,
      },
      html: {
        load: async () => (await import('./page/verification-page.js')).renderVerificationPage,
      },
    },
  },
  ledger: {
    what: 'answer of ledger',
    key: 'ledger',
    loadSchema: async () => (await import('../report/schemas/ledger-schema.js')).ledgerSchema,
    formats: {
      text: { load: async () => (await import('./text/ledger-text.js')).renderLedger },
      json,
      markdown: {
        load: async () => (await import('./markdown/ledger-markdown.js')).renderLedgerMarkdown,
      },
      csv: { load: async () => (await import('./ledger-csv.js')).renderLedgerCsv },
      tsv: { load: async () => (await import('./ledger-csv.js')).renderLedgerTsv },
      html: {
        load: async () => (await import('./page/ledger/ledger-page.js')).renderLedgerPage,
      },
    },
  },
  programme: {
    what: 'answer of programme',
    key: 'positiveShare',
    loadSchema: async () => (await import('../report/schemas/programme-schema.js')).programmeSchema,
    formats: {
      text: {
        load: async () => (await import('./text/programme-text.js')).renderProgramme,
        hasDetails: true,
      },
      json,
      csv: { load: async () => (await import('./programme-csv.js')).renderProgrammeCsv },
      html: {
        load: async () => (await import('./page/programme-page.js')).renderProgrammePage,
      },
    },
  },
  lifetime: {
    what: 'answer of clv',
    key: 'lifetime',
    loadSchema: async () => (await import('../report/schemas/lifetime-schema.js')).lifetimeSchema,
    formats: {
      text: { load: async () => (await import('./text/lifetime-text.js')).renderLifetime },
      json,
      csv: { load: async () => (await import('./lifetime-csv.js')).renderLifetimeCsv },
      html: { load: async () => (await import('./page/lifetime-page.js')).renderLifetimePage },
    },
  },
  rules: {
    what: 'answer of ledger about rules',
    key: 'findings',
    loadSchema: async () =>
      (await import('../report/schemas/rules-report-schema.js')).rulesReportSchema,
    formats: {
      text: { load: async () => (await import('./text/rules-text.js')).renderRules },
      json,
      markdown: {
        load: async () => (await import('./markdown/rules-markdown.js')).renderRulesMarkdown,
      },
    },
  },
  priority: {
    what: 'answer of prioritize',
    key: 'backlog',
    loadSchema: async () => (await import('../report/schemas/priority-schema.js')).prioritySchema,
    formats: {
      text: { load: async () => (await import('./text/priority-text.js')).renderPriority },
      json,
      csv: { load: async () => (await import('./priority-csv.js')).renderPriorityCsv },
      tsv: { load: async () => (await import('./priority-csv.js')).renderPriorityTsv },
      html: { load: async () => (await import('./page/priority-page.js')).renderPriorityPage },
    },
  },
  surrogate: {
    what: 'answer of surrogate',
    key: 'surrogacy',
    loadSchema: async () => (await import('../report/schemas/surrogate-schema.js')).surrogateSchema,
    formats: {
      text: { load: async () => (await import('./text/surrogate-text.js')).renderSurrogate },
      json,
      csv: { load: async () => (await import('./surrogate-csv.js')).renderSurrogateCsv },
      html: { load: async () => (await import('./page/surrogate-page.js')).renderSurrogatePage },
    },
  },
} satisfies { [K in AnswerKind]: Kind<Answers[K]> };

/** The same by what they have in common. */
const ANSWERS: { readonly [K in AnswerKind]: Kind<Answers[K]> } = KINDS;

/** The formats that an answer of this kind comes in. */
export type AnswerFormat<K extends AnswerKind> = keyof (typeof KINDS)[K]['formats'] & string;

/** The kinds of answers. */
export const ANSWER_KINDS = Object.keys(KINDS) as AnswerKind[];

/** What is known of a kind of answer. */
export function answerKind<K extends AnswerKind>(kind: K): Kind<Answers[K]> {
  return ANSWERS[kind];
}

/** The formats of a kind of answer by their names, the usual one first. */
export function answerFormats<K extends AnswerKind>(kind: K): AnswerFormat<K>[] {
  return Object.keys(KINDS[kind].formats) as AnswerFormat<K>[];
}

/** An answer in one of its formats. */
export function renderedAnswer<K extends AnswerKind>(
  kind: K,
  answer: Answers[K],
  format: string,
  rendering: Rendering,
): Promise<string> {
  return inFormat(answerKind(kind).formats[format]!, answer, rendering);
}
