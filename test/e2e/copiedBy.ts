import type { Workbench } from './workbench.js';

/** What a step puts into the person's clipboard, which is emptied before it: nothing older counts. */
export async function copiedBy(workbench: Workbench, step: () => Promise<void>): Promise<string> {
  await workbench.page.evaluate(`navigator.clipboard.writeText('')`);
  await step();
  for (let attempt = 0; attempt < 100; attempt++) {
    const text = await workbench.clipboard();
    if (text !== '') return text;
    await workbench.page.waitForTimeout(100);
  }
  throw new Error('Nothing was copied.');
}
