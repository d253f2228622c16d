import { trustingFetch } from './trustingFetch.js';

/** Where a browser came to rest. */
export type BrowserPage = { readonly url: URL; readonly status: number; readonly text: string };

const maxRedirects = 20;

/** A browser without a person: keeps cookies, follows redirects to any listener, and submits forms. */
export class ScriptedBrowser {
  private readonly cookies = new Map<string, string>();
  private readonly fetch: ReturnType<typeof trustingFetch>;

  /** @param certificatePem an authority to trust */
  constructor(certificatePem: string) {
    this.fetch = trustingFetch(certificatePem);
  }

  open(url: URL | string): Promise<BrowserPage> {
    return this.go('GET', new URL(url));
  }

  /** Submits the page's form, which leads to `action` or to the page itself. */
  submit(page: BrowserPage, fields: Readonly<Record<string, string>>, action = ''): Promise<BrowserPage> {
    return this.go('POST', new URL(action, page.url), new URLSearchParams(fields));
  }

  private async go(method: string, start: URL, form?: URLSearchParams): Promise<BrowserPage> {
    let url = start;
    let answer = await this.ask(method, url, form);
    for (let hops = 0; hops < maxRedirects && answer.headers.has('location'); hops += 1) {
      url = new URL(answer.headers.get('location') ?? '', url);
      answer = await this.ask('GET', url);
    }
    return { url, status: answer.status, text: await answer.text() };
  }

  private async ask(method: string, url: URL, form?: URLSearchParams): Promise<Response> {
    const answer = await this.fetch(url.href, {
      method,
      headers: {
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body: form,
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined && value !== undefined) this.cookies.set(name, value);
    }
    return answer;
  }
}
