import { reporters } from 'mocha';

/** Mocha's usual report, and at the end the counts as JSON in the file that TEST_COUNTS_FILE names. */
declare class CountingReporter extends reporters.Spec {}
export = CountingReporter;
