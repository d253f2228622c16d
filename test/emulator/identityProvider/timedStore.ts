import type { Adapter, AdapterPayload } from 'oidc-provider';

type Entry = { readonly payload: AdapterPayload; readonly expiresAt: number | undefined };

/**
 * What the provider remembers of one kind, by a clock of our own. The provider's library judges by the computer's
 * clock, so each entry is handed to it with as much life left as it has by ours.
 */
export class TimedStore implements Adapter {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly now: () => number) {}

  upsert(id: string, payload: AdapterPayload, expiresInSeconds?: number): Promise<void> {
    const expiresAt = expiresInSeconds === undefined ? undefined : this.now() + expiresInSeconds * 1000;
    this.entries.set(id, { payload, expiresAt });
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.translated(this.entries.get(id)));
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.translated(this.where((payload) => payload.userCode === userCode)));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.translated(this.where((payload) => payload.uid === uid)));
  }

  consume(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (entry !== undefined) {
      const consumed = Math.floor(Date.now() / 1000);
      this.entries.set(id, { ...entry, payload: { ...entry.payload, consumed } });
    }
    return Promise.resolve();
  }

  destroy(id: string): Promise<void> {
    this.entries.delete(id);
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.entries) {
      if (payload.grantId === grantId) this.entries.delete(id);
    }
    return Promise.resolve();
  }

  private where(fits: (payload: AdapterPayload) => boolean): Entry | undefined {
    return [...this.entries.values()].find(({ payload }) => fits(payload));
  }

  private translated(entry: Entry | undefined): AdapterPayload | undefined {
    if (entry?.expiresAt === undefined) return entry?.payload;
    const leftMs = entry.expiresAt - this.now();
    return { ...entry.payload, exp: Math.floor((Date.now() + leftMs) / 1000) };
  }
}
