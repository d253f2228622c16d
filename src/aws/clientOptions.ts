/** A connection that is not made in this time will not be made. */
const connectionTimeoutMs = 5000;

/** What every client of the SDK is made with: a name by which AWS's records know us, and limits to its waiting. */
export function clientOptions(version: string, requestTimeoutMs: number) {
  return {
    customUserAgent: [['redshift-identity-center', version]] as [string, string][],
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  };
}
