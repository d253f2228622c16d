import { Emitter } from '../base/emitter.js';
import type { Disposable } from '../base/disposable.js';
import { parseSourceSettings, type Source } from './source.js';

/** A profile of the AWS files that can be a source. */
export interface Profile {
  readonly name: string;
  readonly region: string | undefined;
  /** The SSO sign-in that its credentials come from, by name; undefined where they come from elsewhere. */
  readonly signIn: string | undefined;
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

export interface SourcesRead {
  readonly sources: readonly Source[];
  readonly setup: AwsSetup;
  /** A sentence for each file that cannot be read, and for each entry of the setting that is no source. */
  readonly problems: readonly string[];
}

/** Which sources there are: those of the setting, else the one the AWS CLI would use. Read at first need. */
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
    const implicit = setup.defaultSource === undefined ? [] : [setup.defaultSource];
    const { sources, problems } =
      setting === null || setting === undefined
        ? { sources: implicit, problems: [] }
        : parseSourceSettings(setting);
    this.lastRead = { sources, setup, problems: [...setup.problems, ...problems] };
    this.wasRead.fire(this.lastRead);
    return this.lastRead;
  }
}
