import type { Style } from './text/style.js';

/** An answer as a file or a screen of one format. */
export type Render<A> = (answer: A, style: Style, asked: Asked) => string;

/** How much of it is wanted. */
interface Asked {
  /** Of text, every comparison in full, however many there are. */
  details?: boolean | undefined;
  /** How that is asked for. */
  detailsOption?: string;
}

/** A format of an answer. */
export interface Format<A> {
  /** Loads the renderer, and with it whatever only this format needs. */
  load: () => Promise<Render<A>>;
  /** The verdict alone, for `--quiet`; left out where the format is always whole. */
  loadVerdict?: () => Promise<Render<A>>;
  /** With effects drawn in place of figures, for `--plot`; left out where the format has them anyway, or cannot. */
  loadPlot?: () => Promise<Render<A>>;
  /** Whether there is more of it, for `--details`. */
  hasDetails?: boolean;
  /** Whether it shows the hashes of the files, which would else not be made. */
  showsHashes?: boolean;
  /** Whether it has all that a report tells, and not only the comparisons and the verdict. */
  isWhole?: boolean;
}

/** How an answer is to be rendered: dressed so, and so much of it. */
export interface Rendering extends Asked {
  style: Style;
  /** Only the verdict, where the format can. */
  quiet?: boolean | undefined;
  /** Drawn, where the format can. */
  plot?: boolean | undefined;
}

/** An answer in a format. */
export async function inFormat<A>(
  { load, loadVerdict = load, loadPlot = load }: Format<A>,
  answer: A,
  { style, quiet = false, plot = false, ...asked }: Rendering,
): Promise<string> {
  const render = await (quiet ? loadVerdict() : plot ? loadPlot() : load());
  return render(answer, style, asked);
}
