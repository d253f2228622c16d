import { asFields, asText } from '../core/base/parse.js';

type Next = (args: never) => Promise<{ readonly response: unknown }>;

interface WithMiddleware {
  readonly middlewareStack: {
    add(
      middleware: (next: Next) => Next,
      options: { step: 'deserialize'; name: string; priority: 'low' },
    ): void;
  };
}

/**
 * Passes on the `Date` of every answer that comes from AWS itself, refusals included. A proxy's answer carries
 * no request id, and its clock does not count.
 */
export function learnDates(client: unknown, onServerDate: (ms: number) => void): void {
  // The clients' own types differ by service; what is used here is the same for all.
  (client as WithMiddleware).middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const headers = asFields(asFields(result.response)?.headers);
      const date = Date.parse(asText(headers?.date) ?? '');
      if (asText(headers?.['x-amzn-requestid']) !== undefined && !Number.isNaN(date)) onServerDate(date);
      return result;
    },
    { step: 'deserialize', name: 'learnDates', priority: 'low' },
  );
}
