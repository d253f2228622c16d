/** Something that holds a resource until it is let go. */
export interface Disposable {
  dispose(): void;
}

/** Holds disposables and lets them go together, last one first. */
export class Owner implements Disposable {
  private readonly owned: Disposable[] = [];

  add<T extends Disposable>(disposable: T): T {
    this.owned.push(disposable);
    return disposable;
  }

  dispose(): void {
    for (const disposable of this.owned.splice(0).reverse()) disposable.dispose();
  }
}
