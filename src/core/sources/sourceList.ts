import * as l10n from '@vscode/l10n';
import { Emitter } from '../base/emitter.js';
import { isAllowed, type Restrictions } from '../base/restrictions.js';
import type { Disposable } from '../base/disposable.js';
import { credentialsName } from './access.js';
import { parseSourceSettings, type Source } from './source.js';

/** A profile of the AWS files that can be a source. */
export interface Profile {
  readonly name: string;
  readonly region: string | undefined;
  /** The SSO sign-in that its credentials come from, by name; undefined where they come from elsewhere. */
  readonly signIn: string | undefined;
  /** Whether its credentials are got with a code from an MFA device. */
  readonly needsCode: boolean;
}

/** What the AWS files and the environment offer, read as the AWS CLI reads them. */
export interface AwsSetup {
  readonly profiles: readonly Profile[];
  /** What the AWS CLI would use when told nothing, or undefined where it would find no credentials. */
  readonly defaultSource: Source | undefined;
  /** The region of the environment, where it names one. */
  readonly region: string | undefined;
  /** A sentence for each file that cannot be read. */
  readonly problems: readonly string[];
}

export interface AwsSetupReader {
  read(): Promise<AwsSetup>;
}

/** The setting `redshiftIdc.sources`: null where nobody has set it. */
export interface SourceSettings {
  read(): unknown;
  write(entries: readonly unknown[]): Promise<void>;
}

/** The sources of an administrator's set-up, and what it allows. */
export interface ManagedSources {
  readonly sources: readonly Source[];
  readonly restrictions: Pick<Restrictions, 'allowedRegions'>;
}

export interface SourcesRead {
  /** An administrator's first. */
  readonly sources: readonly Source[];
  /** Those among them that a person can change. */
  readonly own: readonly Source[];
  readonly setup: AwsSetup;
  /** A sentence for each file that cannot be read, and for each entry of the setting that is no source. */
  readonly problems: readonly string[];
}

/**
 * Which sources there are: those of an administrator's set-up and of the setting; where there are none, the one that the AWS
 * CLI would use. Read at first need.
 */
export class SourceList implements Disposable {
  private reading: Promise<SourcesRead> | undefined;
  private lastRead: SourcesRead | undefined;
  private readonly changed = new Emitter<undefined>();
  /** What was read may say otherwise now. */
  readonly onDidChange = this.changed.event;
  private readonly wasRead = new Emitter<SourcesRead>();
  readonly onDidRead = this.wasRead.event;

  constructor(
    private readonly settings: SourceSettings,
    private readonly reader: AwsSetupReader,
    private readonly managed: ManagedSources,
  ) {}

  /** What was read last, or undefined before the first read. */
  get current(): SourcesRead | undefined {
    return this.lastRead;
  }

  read(): Promise<SourcesRead> {
    if (this.reading !== undefined) return this.reading;
    const reading = this.readNow();
    this.reading = reading;
    // Who reads hears of the failure; the next one tries again.
    reading.catch(() => {
      if (this.reading === reading) this.reading = undefined;
    });
    return reading;
  }

  /** The source with this id, or undefined where it was removed. */
  async find(sourceId: string): Promise<Source | undefined> {
    return (await this.read()).sources.find((source) => source.id === sourceId);
  }

  /** The settings, the files or the environment may say something else now. */
  invalidate(): void {
    this.reading = undefined;
    this.changed.fire(undefined);
  }

  dispose(): void {
    this.wasRead.dispose();
    this.changed.dispose();
  }

  private async readNow(): Promise<SourcesRead> {
    const setup = await this.reader.read();
    const setting = this.settings.read();
    const { sources: managed, restrictions } = this.managed;
    const implicit = setup.defaultSource === undefined || managed.length > 0 ? [] : [setup.defaultSource];
    const { sources: wished, problems } =
      setting === null || setting === undefined
        ? { sources: implicit, problems: [] }
        : parseSourceSettings(setting);
    const isManagedToo = ({ id }: Source): boolean => managed.some((source) => source.id === id);
    const own = wished.filter((source) => !isManagedToo(source));
    const all = [...managed, ...own];
    const forbidden = all.filter(({ region }) => !isAllowed(restrictions.allowedRegions, region));
    const counts = (source: Source): boolean => !forbidden.includes(source);
    this.lastRead = {
      sources: all.filter(counts),
      own: own.filter(counts),
      setup,
      problems: [
        ...setup.problems,
        ...problems,
        ...wished.filter(isManagedToo).map(skippedForManaged),
        ...forbidden.map(skippedForRegion),
      ],
    };
    this.wasRead.fire(this.lastRead);
    return this.lastRead;
  }
}

function skippedForManaged({ credentials, region }: Source): string {
  return l10n.t(
    'Managed by your organisation: it gives the source {0} in {1} itself, so that one counts and yours is skipped.',
    credentialsName(credentials),
    region,
  );
}

function skippedForRegion({ credentials, region }: Source): string {
  return l10n.t(
    'Managed by your organisation: the region {0} is not allowed, so the source {1} is skipped.',
    region,
    credentialsName(credentials),
  );
}
