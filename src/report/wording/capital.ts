/** A text that was written behind a label, as a sentence by itself; it must not begin with a name, which stays as it is. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
