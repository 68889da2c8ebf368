import { Chalk, type ChalkInstance } from 'chalk';

/** How text is dressed: whether in colour, and in how many columns. */
export interface Style {
  colour: boolean;
  width: number;
}

/** The palette of a style; without colour, all of it leaves text as it is. */
export function palette({ colour }: Style): ChalkInstance {
  // Level 1, the sixteen colours that every terminal has and lets its user choose.
  return new Chalk({ level: colour ? 1 : 0 });
}
