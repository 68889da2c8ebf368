import { spendingFamily } from '../../stats/sequential/spending-family.js';

/** What a spending function is called, with its parameter. */
export function spendingName(spending: string): string {
  const family = spendingFamily(spending);
  switch (family.name) {
    case 'obrien-fleming':
      return "O'Brien–Fleming";
    case 'pocock':
      return 'Pocock';
    case 'power':
      return `power-family (ρ = ${family.rho})`;
    case 'hwang-shih-decani':
      return `Hwang–Shih–DeCani (γ = ${String(family.gamma).replace('-', '−')})`;
  }
}
