/** What the exit code says. Node itself exits with 1 on a crash, so no verdict may. */
export const EXIT = { done: 0, crash: 1, usage: 2 } as const;
