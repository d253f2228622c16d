import { madeSecret } from '../../identity/madeSecret.js';
import { Page } from '../../protocols/page.js';
import type { OpenCall } from '../operation.js';
import { machineCredentials } from './machineSession.js';

const prefix = '/latest/meta-data/iam/security-credentials/';

function errorPage(status: number, title: string): Page {
  const body = `<?xml version="1.0" encoding="iso-8859-1"?><html><head><title>${status} - ${title}</title></head><body><h1>${status} - ${title}</h1></body></html>\n`;
  return new Page(status, body, { 'Content-Type': 'text/html' });
}

/**
 * Begins a session with the instance metadata service, version 2; version 1 is off.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
export function getInstanceMetadataToken({ request, identity, world, nowMs }: OpenCall): Page {
  if (world.machine?.instance === undefined) return errorPage(404, 'Not Found');
  const seconds = Number(request.headers['x-aws-ec2-metadata-token-ttl-seconds']);
  if (!(seconds >= 1 && seconds <= 21_600)) return errorPage(400, 'Bad Request');
  if (request.headers['x-forwarded-for'] !== undefined) return errorPage(403, 'Forbidden');
  const token = `${madeSecret('', 40)}==`;
  identity.metadataTokens.set(token, nowMs + seconds * 1000);
  return Page.text(token);
}

/** The name of the instance's role, or with that name its credentials. */
export function getInstanceCredentials(call: OpenCall): object {
  const { request, identity, world, nowMs } = call;
  const endsAtMs = identity.metadataTokens.get(request.headers['x-aws-ec2-metadata-token'] ?? '') ?? 0;
  if (endsAtMs <= nowMs) return errorPage(401, 'Unauthorized');
  const instance = world.machine?.instance;
  const role = world.roles?.find(({ arn }) => arn === instance?.roleArn);
  const asked = request.path.slice(prefix.length);
  if (instance === undefined || role === undefined) return errorPage(404, 'Not Found');
  if (asked === '') return Page.text(role.roleName);
  if (asked !== role.roleName) return errorPage(404, 'Not Found');
  return { Code: 'Success', Type: 'AWS-HMAC', ...machineCredentials(call, instance)?.wire };
}
