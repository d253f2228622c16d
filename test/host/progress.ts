/** Runs one piece of slow work between two lines, so that a person sees what is waited for and how long it took. */
export async function progress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  console.log(`… ${what}`);
  try {
    const result = await work();
    console.log(`✓ ${what} (${seconds(start)})`);
    return result;
  } catch (error) {
    console.log(`✗ ${what} (${seconds(start)})`);
    throw error;
  }
}

/** The time since `start` (of `performance.now()`), as text. */
export function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
