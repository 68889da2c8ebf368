/* What our own JSON report holds of the moments, as the peers print theirs. */

/** The moments by variant, from the text of a report. */
export function momentsIn(text) {
  const answer = {};
  for (const { metric, segment, control, treatment } of JSON.parse(text).comparisons) {
    if (segment !== null) continue;
    for (const { variant, n, mean, variance } of [control, treatment]) {
      answer[variant] ??= { n };
      answer[variant][metric] = mean;
      answer[variant][`${metric}Variance`] = variance;
    }
  }
  return answer;
}
