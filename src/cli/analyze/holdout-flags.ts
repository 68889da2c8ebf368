import { UserError } from '../../errors.js';
import type { AnalyzeFlags } from './analyze-flags.js';

/**
 * The flags, with a held-out group for the control.
 *
 * @throws {UserError} when it is said without a ledger, or a ledger without it, or another control is said.
 */
export function withHoldout(flags: AnalyzeFlags): AnalyzeFlags {
  const { holdout, ledger, control, plan, triggered } = flags;
  if (holdout === undefined && ledger === undefined) return flags;
  if (holdout === undefined || ledger === undefined) {
    const [said, other] =
      holdout === undefined
        ? ['--ledger', '--holdout VARIANT']
        : ['--holdout', "--ledger 'experiments/*.jsonl'"];
    throw new UserError(`${said}: a held-out group is held against what journals claim`, {
      hint: `say both: ${other}`,
    });
  }
  if (triggered !== undefined) {
    throw new UserError('--holdout: what was claimed is of all units, not of those who triggered', {
      hint: 'leave out --triggered',
    });
  }
  if (control !== undefined && control.trim() !== holdout.trim()) {
    throw new UserError(
      `--holdout ${holdout}: everyone is compared with that, not with ${control}`,
      {
        hint: 'leave out --control',
      },
    );
  }
  return plan === undefined ? { ...flags, control: holdout } : flags;
}
