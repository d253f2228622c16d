import type { Lease } from './lease.js';
import { noNotes } from './renewalNotes.js';
import type { Token } from './token.js';

/** What a person was asked in this window. A question goes with its window: then the next one may ask it again. */
export class OpenQuestions {
  private readonly ids = new Set<string>();

  add(tokens: readonly Token[]): void {
    for (const { id } of tokens) this.ids.add(id);
  }

  /** @param tokens those that a question is still open about, if it was asked here */
  async withdraw(lease: Lease, tokens: readonly Token[]): Promise<void> {
    const open = new Set(tokens.map(({ id }) => id).filter((id) => this.ids.has(id)));
    if (open.size === 0) return;
    let notes = noNotes;
    const taken = await lease.take((last) => {
      notes = last;
      return last.asked.some((id) => open.has(id));
    });
    if (taken.kind !== 'held') return;
    lease.note({ ...notes, asked: notes.asked.filter((id) => !open.has(id)) });
    await lease.release();
  }
}
