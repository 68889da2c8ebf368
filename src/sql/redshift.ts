import type { SqlDialect } from './dialect.js';
import { standard } from './standard.js';

/** Amazon Redshift; not run in our tests. */
export const redshift: SqlDialect = {
  ...standard,
  // Whether a backslash escapes depends on the cluster's settings; CHR(92) is one in any.
  literal: (text) => {
    const parts = text.split('\\').map(standard.literal);
    return parts.length === 1 ? parts[0]! : `(${parts.join(' || CHR(92) || ')})`;
  },
  // VARCHAR alone is VARCHAR(256). Booleans have no text: as variants or segments they need a view.
  asText: (expression) => `CAST(${expression} AS VARCHAR(65535))`,
  // Booleans become integers, but neither text nor doubles.
  proportion: (column) => standard.asDouble(`CAST(${column} AS INTEGER)`),
  // There is no COVAR_SAMP; the values are centred, so nothing is lost. The count is that of pairs.
  covariance: (x, y) =>
    `(SUM((${x}) * (${y})) - SUM(${x}) * SUM(${y}) / COUNT(${x})) / NULLIF(COUNT(${x}) - 1, 0)`,
  longestName: 127,
};
