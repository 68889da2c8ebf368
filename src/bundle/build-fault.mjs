/** What forbids to ship this bundle, in one line that says what to do. */
export class BuildFault extends Error {}
