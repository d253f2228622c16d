import * as l10n from '@vscode/l10n';
import { directTargets } from '../../core/connections/targets/directTargets.js';
import { endpointTargets } from '../../core/connections/targets/endpointTargets.js';
import type { EndpointTarget, Target } from '../../core/connections/targets/target.js';
import { noTargets, type NoTarget } from '../../core/connections/targets/targets.js';
import { lastFirst, type Choice, type Heading } from '../doors/pick.js';

type Choices<T> = readonly (Choice<T> | Heading)[];

/** The clients of a local endpoint, the one used last first. */
export function clientChoices(last: unknown): Choices<EndpointTarget> {
  return ofTargets(endpointTargets(), last);
}

/**
 * Every client and its way, the one used last first within its way.
 *
 * @param canCopyToken whether texts that carry a token may be offered
 * @param hasEndpoints whether local endpoints may be opened
 */
export function textChoices(
  last: unknown,
  { canCopyToken, hasEndpoints }: { canCopyToken: boolean; hasEndpoints: boolean },
): Choices<Target | NoTarget> {
  const endpoint = hasEndpoints
    ? [{ heading: l10n.t('through the local endpoint') }, ...ofTargets(endpointTargets(), last)]
    : [];
  const direct = canCopyToken
    ? [{ heading: l10n.t('with a token for these workgroups alone') }, ...ofTargets(directTargets(), last)]
    : [];
  const isDirectLast = directTargets().some(({ id }) => id === last);
  return [
    ...(isDirectLast ? [...direct, ...endpoint] : [...endpoint, ...direct]),
    { heading: l10n.t('cannot be connected') },
    ...noTargets().map((target) => ({ label: target.label, value: target })),
  ];
}

function ofTargets<T extends Target>(targets: readonly T[], last: unknown): readonly Choice<T>[] {
  const choices = targets.map((target) => ({ label: target.label, detail: target.note, value: target }));
  return lastFirst(choices, last);
}
