/** Generated while bundling: every test file of this folder, with the function that loads it. */
declare module 'virtual:integration-tests' {
  export const files: readonly (readonly [name: string, load: () => void])[];
}
