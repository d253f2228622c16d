import { hour, type CredentialStage } from './credentialStage.js';
import type { Arrange, Kind } from './kind.js';

type World = CredentialStage['company']['world'];

const container =
  (change: (world: World) => void = () => undefined, token = 'Basic container-EXAMPLE'): Arrange =>
  (stage) => {
    change(stage.company.world);
    stage.variables({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${stage.company.aws.url}/container-credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    });
  };

const instance =
  (change: (world: World) => void = () => undefined, endpoint?: string): Arrange =>
  (stage) => {
    change(stage.company.world);
    stage.variables({
      AWS_EC2_METADATA_DISABLED: undefined,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint ?? stage.company.aws.url,
    });
  };

/** What the machine that VS Code runs on gives. */
export const machineKinds: Readonly<Record<string, Kind>> = {
  'container credentials': {
    of: 'environment',
    works: container(),
    carriesNoIdentity: true,
    expired: {
      arrange: container(({ machine }) => (machine.container.lifeMs = -hour)),
      says: 'The AWS credentials of the environment have expired. Renew them, then retry.',
      button: 'Retry',
    },
    denied: {
      arrange: container(undefined, 'another'),
      says: 'The container that VS Code runs in refused to give credentials (HTTP status 401). Check its role, then retry.',
      button: 'Retry',
    },
    broken: {
      arrange: (stage) =>
        stage.variables({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com/credentials' }),
      says: 'The container that VS Code runs in gave no credentials that can be used. Check AWS_CONTAINER_CREDENTIALS_FULL_URI, then retry.',
      button: 'Retry',
    },
  },
  'instance metadata': {
    of: 'environment',
    works: instance(),
    carriesNoIdentity: true,
    expired: {
      arrange: instance(({ machine }) => (machine.instance.lifeMs = -hour)),
      says: 'The AWS credentials of the environment have expired. Renew them, then retry.',
      button: 'Retry',
    },
    denied: {
      arrange: instance(({ machine }) => (machine.instance.roleArn = 'arn:aws:iam::123456789012:role/Gone')),
      says: 'The environment of VS Code holds no AWS credentials. Choose a profile instead.',
      button: 'Add Source…',
    },
    broken: {
      arrange: instance(undefined, 'http://127.0.0.1:9'),
      says: 'The environment of VS Code holds no AWS credentials. Choose a profile instead.',
      button: 'Add Source…',
    },
  },
};
