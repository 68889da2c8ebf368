/** What a metric is: a rate, a mean, a ratio of two means, or a quantile. */
export const METRIC_KINDS = ['proportion', 'mean', 'ratio', 'quantile'] as const;

/** One of METRIC_KINDS. */
export type MetricKind = (typeof METRIC_KINDS)[number];

/** What a metric is there for: the first one decides, a guardrail may forbid. */
export const ROLES = ['primary', 'secondary', 'guardrail'] as const;

/** One of ROLES. */
export type Role = (typeof ROLES)[number];
