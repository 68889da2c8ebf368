/** A field of CSV that is read back as it was, in quotes where it could be taken apart. */
export function exactField(text: string): string {
  return /[",;\t|\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
