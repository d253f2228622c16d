/** SHA-256 over UTF-8: enough of a secret to know it again, not enough to use it. */
export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}
