import * as l10n from '@vscode/l10n';
import { directTargets } from './directTargets.js';
import { endpointTargets } from './endpointTargets.js';
import type { Target } from './target.js';

/** Every client that can be connected, those with a token of their own first. */
export function targets(): readonly Target[] {
  return [...directTargets(), ...endpointTargets()];
}

/** A client that cannot be connected, and why: said where a person looks for it. */
export interface NoTarget {
  readonly label: string;
  readonly reason: string;
}

/** Clients that people look for. They run on a server of their own, which an endpoint on this machine is not for. */
export function noTargets(): readonly NoTarget[] {
  return [
    {
      label: l10n.t('Grafana, Tableau Server and others on another machine'),
      reason: l10n.t(
        'The token is not a password, and the local endpoint answers this machine alone: a program on another machine can use neither. Let it log in with an identity of its own.',
      ),
    },
  ];
}
