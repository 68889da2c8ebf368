/** How files are sampled; a test makes it small, so that borders are met. */
export const SAMPLE = {
  /** Of fewer bytes all values are sooner kept. */
  leastBytes: 1 << 25,
  /** So many different values are kept without another thought: eight megabytes, or some more while they are merged. */
  mostKept: 1 << 20,
  /** Evenly over all files, since rows may be in an order; so many that little is missed between them. */
  slices: 512,
  sliceBytes: 1 << 13,
};
