import type { Source } from '../sources/source.js';

/** What a SQL client needs to connect. */
export interface Connection {
  readonly workgroupName: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** The Redshift token, or in a preview what stands in its place. */
  readonly token: string;
}

/** The database that every new namespace begins with. */
export const usualDatabase = 'dev';

/** Asks for the first database of a namespace. */
export interface DatabaseFinder {
  find(source: Source, namespaceName: string): Promise<string | undefined>;
}
