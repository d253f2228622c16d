import type { FaultStage } from './faultStage.js';

/** One thing that goes wrong, and what comes of it: what the person sees, and what is held after it. */
export interface FaultRow {
  readonly name: string;
  /** How the stage differs from the usual one. */
  readonly options?: Parameters<typeof FaultStage.open>[0];
  run(stage: FaultStage): Promise<void>;
  readonly sees: readonly string[];
  readonly holds: string;
}
