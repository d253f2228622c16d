import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { fromIni } from '@aws-sdk/credential-providers';
import { AwsHome } from '../../fakes/awsHome.js';
import { sts } from './awsClients.js';
import type { IdentityAws } from './identityAws.js';
import { startIdentityAws } from './identityAws.js';

type Keys = Awaited<ReturnType<ReturnType<typeof fromIni>>>;

/** The emulated company and a computer whose AWS files and variables lead there, Anna's keys in the profile `anna`. */
export class ProfileStage {
  private constructor(
    readonly company: IdentityAws,
    readonly home: AwsHome,
  ) {}

  static async enter(): Promise<ProfileStage> {
    const company = await startIdentityAws();
    const { url } = company.aws;
    const home = await AwsHome.enter({
      AWS_ENDPOINT_URL: url,
      AWS_MAX_ATTEMPTS: '1',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'false',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container-credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Basic container-EXAMPLE',
    });
    const { accessKeyId, secretAccessKey } = company.world.anna;
    await home.writeCredentials(
      `[anna]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    return new ProfileStage(company, home);
  }

  async leave(): Promise<void> {
    await this.company.aws.close();
    await this.home.leave();
  }

  /** Writes a profile with these lines, and gets its credentials as the SDK does. */
  async provide(profile: string, lines: readonly string[], mfaCode = '123456'): Promise<Keys> {
    const config = [`[profile ${profile}]`, 'region = us-east-1', ...lines];
    await this.home.writeConfig(`${config.join('\n')}\n`);
    const mfaCodeProvider = () => Promise.resolve(mfaCode);
    return fromIni({ profile, ignoreCache: true, mfaCodeProvider })();
  }

  /** The ARN that keys belong to. */
  async who(credentials: Keys): Promise<string> {
    const { Arn = '' } = await sts(this.company.aws, { credentials }).send(new GetCallerIdentityCommand({}));
    return Arn;
  }
}
