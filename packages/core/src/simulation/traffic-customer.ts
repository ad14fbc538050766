import type { Random } from '../training/random.ts';
import type { Concept } from './truth.ts';

/** Where customers come from, and the share of each. */
export const originShares = { web: 0.4, app: 0.3, partner: 0.3 } as const;
export type Origin = keyof typeof originShares;

/** Somebody who has never been predicted. */
export interface NewCustomer {
  /** In the manifest's feature order, as they truly are. */
  readonly values: Float64Array;
  /** Whether the subject becomes a positive in the window after its first prediction, by each concept of the truth. */
  readonly leaves: Readonly<Record<Concept, boolean>>;
}

/** Somebody who has been predicted. */
export interface Customer {
  readonly subject: string;
  readonly values: Float64Array;
  readonly origin: Origin;
  /** The first prediction, Unix milliseconds. */
  readonly firstMs: number;
  /** When the subject becomes a positive, Unix milliseconds; Infinity for one that does not. */
  readonly leavesAtMs: number;
}

export function drawOrigin(random: Random): Origin {
  const at = random();
  if (at < originShares.web) return 'web';
  return at < originShares.web + originShares.app ? 'app' : 'partner';
}
