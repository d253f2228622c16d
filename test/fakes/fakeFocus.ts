import { Emitter } from '../../src/core/base/emitter.js';
import type { WindowFocus } from '../../src/core/base/windowFocus.js';

/** A window that a person enters and leaves. */
export class FakeFocus implements WindowFocus {
  isFocused = true;
  private readonly focused = new Emitter<undefined>();
  readonly onDidFocus = this.focused.event;

  leave(): void {
    this.isFocused = false;
  }

  enter(): void {
    this.isFocused = true;
    this.focused.fire(undefined);
  }
}
