import * as l10n from '@vscode/l10n';
import { UserError } from '../../core/base/userError.js';
import {
  isWorkgroupName,
  parseGivenText,
  type GivenText,
  type GivenWorkgroup,
} from '../../core/sources/givenWorkgroup.js';
import type { Selection } from '../../core/sources/selection.js';
import type { Source } from '../../core/sources/source.js';
import { mustBeOwn } from '../../core/sources/managedSource.js';
import { withGiven } from '../../core/sources/sourceEdits.js';
import type { SourceList, SourceSettings } from '../../core/sources/sourceList.js';
import type { TokenService } from '../../core/tokens/tokenService.js';
import { askText } from '../doors/input.js';
import { pickOne } from '../doors/pick.js';
import { sourceChoice } from './sourceChoice.js';
import { SourceNode, WorkgroupNode } from './treeNode.js';

/** Adds and removes workgroups by hand, for people who may not list them. */
export class GivenCommands {
  constructor(
    private readonly sources: SourceList,
    private readonly settings: SourceSettings,
    private readonly selection: Selection,
    private readonly service: TokenService,
  ) {}

  async add([node]: readonly unknown[]): Promise<void> {
    const title = l10n.t('Add Workgroup');
    const text = await askText({
      title,
      prompt: l10n.t("The workgroup's name, its endpoint, or a JDBC URL"),
      placeholder: 'analytics.123456789012.us-east-1.redshift-serverless.amazonaws.com:5439/dev',
      problem: (typed) =>
        parseGivenText(typed) === undefined
          ? l10n.t(
              'This is no workgroup name (3 to 64 characters, a to z, 0 to 9 and "-"), no endpoint and no JDBC URL.',
            )
          : undefined,
    });
    const given = parseGivenText(text);
    if (given === undefined) return;
    const source = node instanceof SourceNode ? node.source : await this.sourceFor(given, title);
    const name = given.name ?? (await this.askName(title));
    await this.write(source, [...source.given.filter((held) => held.name !== name), { ...given, name }]);
  }

  /** Removes a given workgroup, with its tick and its token. */
  async remove([node]: readonly unknown[]): Promise<void> {
    if (!(node instanceof WorkgroupNode)) return;
    const { workgroup, parent } = node;
    await this.write(
      parent.source,
      parent.source.given.filter(({ name }) => name !== workgroup.name),
    );
    await this.selection.set([workgroup], false);
    await this.service.forget([workgroup]);
  }

  /** The sources of the endpoint's region; where there is only one, that one. */
  private async sourceFor({ region, endpoint }: GivenText, title: string): Promise<Source> {
    const { sources } = await this.sources.read();
    const fitting = sources.filter((source) => region === undefined || source.region === region);
    const [only, ...others] = fitting;
    if (only === undefined) throw noSource(region, endpoint?.host);
    if (others.length === 0) return only;
    return pickOne(fitting.map(sourceChoice), {
      title,
      placeholder: l10n.t('Choose the source that it belongs to'),
    });
  }

  private askName(title: string): Promise<string> {
    return askText({
      title,
      prompt: l10n.t("This endpoint does not tell the workgroup's name. What is it?"),
      placeholder: 'analytics',
      problem: (typed) =>
        isWorkgroupName(typed)
          ? undefined
          : l10n.t('A workgroup name has 3 to 64 characters, a to z, 0 to 9 and "-".'),
    });
  }

  private async write(source: Source, given: readonly GivenWorkgroup[]): Promise<void> {
    mustBeOwn(source);
    const { own } = await this.sources.read();
    await this.settings.write(withGiven(this.settings.read(), own, source.id, given));
  }
}

function noSource(region: string | undefined, host: string | undefined): UserError {
  const message =
    region === undefined
      ? l10n.t(
          'There is no source that the workgroup could belong to. Add an AWS profile and its region first.',
        )
      : l10n.t(
          '{0} is in {1}, and no source is. Add an AWS profile with that region first.',
          host ?? '',
          region,
        );
  return new UserError(message, { kind: 'addSource' });
}
