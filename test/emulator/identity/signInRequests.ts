import type { IdentityCenter } from '../world/identityCenter.js';
import type { ClientRegistration } from './clientRegistrations.js';
import { madeSecret, madeUserCode } from './madeSecret.js';

type Asked = {
  /** Names the request in the page's own form. */
  readonly id: string;
  readonly client: ClientRegistration;
  readonly scopes: readonly string[];
  readonly center: IdentityCenter;
  readonly expiresAtMs: number;
  decision: 'waiting' | 'approved' | 'denied' | 'used';
  /** Who approved it. */
  userName?: string;
};

/** A browser was sent to `/authorize` and waits for its call-back. */
export type BrowserSignIn = Asked & {
  readonly kind: 'browser';
  readonly code: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly codeChallenge: string;
};

/** A device shows a code and asks again and again. */
export type DeviceSignIn = Asked & {
  readonly kind: 'device';
  readonly deviceCode: string;
  /** `ABCD-EFGH` */
  readonly userCode: string;
  lastPollAtMs?: number;
};

export type SignInRequest = BrowserSignIn | DeviceSignIn;
type Made = 'id' | 'decision' | 'userName' | 'kind';

/** The sign-ins that a person has been asked to allow. A test, or the page, decides them. */
export class SignInRequests {
  private readonly all: SignInRequest[] = [];

  addBrowser(asked: Omit<BrowserSignIn, Made | 'code'>): BrowserSignIn {
    const request: BrowserSignIn = {
      ...asked,
      kind: 'browser',
      id: madeSecret('', 12),
      code: madeSecret('eyJraWQi', 60),
      decision: 'waiting',
    };
    this.all.push(request);
    return request;
  }

  addDevice(asked: Omit<DeviceSignIn, Made | 'deviceCode' | 'userCode'>): DeviceSignIn {
    const request: DeviceSignIn = {
      ...asked,
      kind: 'device',
      id: madeSecret('', 12),
      deviceCode: madeSecret('', 60),
      userCode: madeUserCode(),
      decision: 'waiting',
    };
    this.all.push(request);
    return request;
  }

  /** What nobody has decided yet, the oldest first. */
  get waiting(): SignInRequest[] {
    return this.all.filter(({ decision }) => decision === 'waiting');
  }

  /** Allows it as this user, else as the first of the directory. */
  approve(request: SignInRequest, userName = request.center.users[0]?.userName ?? ''): void {
    request.decision = 'approved';
    request.userName = userName;
  }

  deny(request: SignInRequest): void {
    request.decision = 'denied';
  }

  byId(id: unknown): SignInRequest | undefined {
    return this.all.find((request) => request.id === id);
  }

  byCode(code: unknown): BrowserSignIn | undefined {
    return this.all.filter((request) => request.kind === 'browser').find((one) => one.code === code);
  }

  byDeviceCode(deviceCode: unknown): DeviceSignIn | undefined {
    return this.all
      .filter((request) => request.kind === 'device')
      .find((one) => one.deviceCode === deviceCode);
  }

  byUserCode(userCode: unknown): DeviceSignIn | undefined {
    return this.all.filter((request) => request.kind === 'device').find((one) => one.userCode === userCode);
  }
}

/** Where a decided browser goes: back with a code, or with the reason why not. */
export function callBackOf(request: BrowserSignIn): string {
  const url = new URL(request.redirectUri);
  if (request.decision === 'approved') {
    url.searchParams.set('code', request.code);
  } else {
    url.searchParams.set('error', 'access_denied');
    url.searchParams.set('error_description', 'The user denied the request');
  }
  if (request.state !== undefined) url.searchParams.set('state', request.state);
  return url.href;
}
