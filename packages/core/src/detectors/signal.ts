/** What a detector says after a value. WARNING: a change may be under way; it may also pass. */
export type Signal = 'STABLE' | 'WARNING' | 'DRIFT';
