/** An answer that is no operation's output: a page for a browser, a redirect, a plain text. */
export class Page {
  constructor(
    readonly status: number,
    readonly body: string,
    readonly headers: Readonly<Record<string, string>> = { 'Content-Type': 'text/html; charset=utf-8' },
  ) {}

  /** Sends the browser on. */
  static redirect(location: string): Page {
    return new Page(302, '', { Location: location });
  }

  static text(body: string, contentType = 'text/plain'): Page {
    return new Page(200, body, { 'Content-Type': contentType });
  }
}
