import type { Event } from './emitter.js';

/** Whether the person is in this window. */
export interface WindowFocus {
  readonly isFocused: boolean;
  readonly onDidFocus: Event<undefined>;
}
