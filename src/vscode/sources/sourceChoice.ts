import { credentialsName } from '../../core/sources/access.js';
import type { Source } from '../../core/sources/source.js';
import type { Choice } from '../doors/pick.js';

/** A source as a line to choose. */
export function sourceChoice(source: Source): Choice<Source> {
  return { label: credentialsName(source.credentials), description: source.region, value: source };
}
