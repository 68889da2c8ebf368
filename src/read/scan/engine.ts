import { classifierFor, type FieldClassifier } from './field-classifier.js';
import { LAYOUT } from './layout.js';
import type { ScanLayout } from './scan-layout.js';
import { exportsOf, type WasmMemory, type WasmModule } from './web-assembly.js';

/** What the WebAssembly of src/scan exports. */
interface ScannerExports {
  memory: WasmMemory;
  configure: (
    columns: number,
    delimiter: number,
    hasVariant: number,
    texts: number,
    values: number,
    ids: number,
  ) => void;
  /** Which bits of an id's hash must be 0 for it to be handed on. */
  sampleIds: (bits: number) => void;
  begin: (metrics: number) => void;
  /** How many of so many bytes of input were taken, in records that begin before a limit. */
  scan: (length: number, limit: number) => number;
  /** How many cells there are, all merged. */
  cells: () => number;
  rowCount: () => number;
  blankCount: () => number;
  lineEndCount: () => number;
  needsJudgement: () => number;
  isDoubtful: () => number;
  hasBeyondAscii: () => number;
}

/** A scanner that knows the columns of a file, with its memory. */
export interface Engine {
  plan: ScanLayout;
  scanner: ScannerExports;
  bytes: Buffer;
  view: DataView;
  /** Renewed for each piece. */
  judge: FieldClassifier;
  /** Of an id's hash, how many bits must be 0 for it to be sampled. */
  idLevel: number;
}

/** A scanner for files read by this plan; `null` where there is no memory for one. */
export function engineFor(module: WasmModule, plan: ScanLayout): Engine | null {
  // The scanner asks only once it scans, and by then the engine is there.
  const scanner = exportsOf(
    module,
    judgements(() => engine),
  ) as ScannerExports | null;
  if (scanner === null) return null;
  const { buffer } = scanner.memory;
  const [bytes, view] = [Buffer.from(buffer), new DataView(buffer)];
  const { idLevel } = plan;
  const engine: Engine = { plan, scanner, bytes, view, judge: classifierFor(plan), idLevel };
  describe(plan, view);
  const { columns, delimiter, variantColumn, texts, values, ids } = plan;
  const hasVariant = variantColumn ? 1 : 0;
  scanner.configure(
    columns,
    delimiter.charCodeAt(0),
    hasVariant,
    texts.length,
    values.length,
    ids.length,
  );
  return engine;
}

/** What the scanner asks: what texts stand for that it meets for the first time. */
function judgements(engine: () => Engine) {
  const textAt = (from: number, length: number) =>
    engine().bytes.toString('utf8', from, from + length);
  const codeOfText = (column = 0, from = 0, length = 0) =>
    engine().judge.codeOf(column, textAt(from, length));
  const judgeValue = (column = 0, from = 0, length = 0) => {
    const { kind, value } = engine().judge.valueOf(column, textAt(from, length));
    engine().view.setFloat64(LAYOUT.judged, value, true);
    return kind;
  };
  // Each by the file of src/scan that declares it.
  const keepId = (column = 0, from = 0, length = 0) => {
    engine().judge.keepId(column, textAt(from, length));
    return 0;
  };
  return { texts: { codeOfText }, values: { judgeValue }, ids: { keepId } };
}

/** Writes into the scanner's memory which columns it needs and what for. */
function describe({ texts, values, metrics, ids }: ScanLayout, view: DataView): void {
  const setAll = (at: number, figures: number[]) => {
    figures.forEach((figure, i) => {
      view.setInt32(at + 4 * i, figure, true);
    });
  };
  setAll(LAYOUT.textColumns, texts);
  setAll(
    LAYOUT.idColumns,
    ids.map(({ column }) => column),
  );
  values.forEach(({ column, format, success }, i) => {
    const isLabel = success === null ? 0 : 1;
    setAll(LAYOUT.valueColumns + 16 * i, [column, format.decimal.charCodeAt(0), isLabel, 0]);
  });
  metrics.forEach((measures, i) => {
    setAll(LAYOUT.metrics + 64 * i, [measures.length, ...measures]);
  });
}
