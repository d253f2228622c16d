import type { Disposable } from './disposable.js';

/** Subscribes a listener; dispose of the answer to unsubscribe. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Announces that something changed. Listeners read the state again; they start no work in each other. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    // A wrapper of its own, so that one function can subscribe twice.
    const entry = (value: T): void => listener(value);
    this.listeners.add(entry);
    return { dispose: () => this.listeners.delete(entry) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}
