/**
 * Stands for node:child_process in the bundle. Commander asks for it at every start to run
 * subcommands that are programs of their own; we have none, and loading it takes longer than parsing
 * a small file.
 */
export {};
