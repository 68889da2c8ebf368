/**
 * Colours that people with any kind of colour vision tell apart, on white and on black.
 *
 * @see Okabe & Ito (2008), Color Universal Design.
 */
export const COLOURS = { good: '#0a84c6', bad: '#d55e00', open: '#8a8a8a', other: '#b86fa0' };

export type Tone = keyof typeof COLOURS;
