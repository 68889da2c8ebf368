/* What no format may hold, whatever things are called. */

/** What steers a terminal: C0 but tab and line end, delete, C1, separators, direction marks. */
export const STEERING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u;

/** What a runner takes for a command, where the format is not made of such commands. */
export const COMMAND = /^\s*::|##\w*\[/m;
