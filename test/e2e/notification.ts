import type { Locator } from 'playwright-core';

/** Toasts and quick picks fade in; a picture waits until they are there. */
export const animationsMs = 500;

/** A message with its buttons. */
export class Notification {
  constructor(private readonly element: Locator) {}

  async appears(timeoutMs = 30_000): Promise<void> {
    await this.element.waitFor({ timeout: timeoutMs });
  }

  async text(): Promise<string> {
    return (await this.element.locator('.notification-list-item-message').innerText()).trim();
  }

  async press(button: string): Promise<void> {
    // A toast that is still moving puts other buttons, and their hovers, under the pointer.
    await this.element.page().waitForTimeout(animationsMs);
    await this.element.getByRole('button', { name: button, exact: true }).click();
  }
}
