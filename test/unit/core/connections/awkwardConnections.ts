import type { DirectConnection, EndpointConnection } from '../../../../src/core/connections/connection.js';

/** Values that mean something to one syntax or another. */
export const awkwardValues: readonly string[] = [
  'plain',
  'two words ',
  `it's`,
  `'`,
  'say "so"',
  String.raw`back\slash\\`,
  String.raw`ends in \ `.trim(),
  'a:b@c/d?e#f&g=h;i,j',
  '100%41+%',
  '}{;}}{{ env_var("x") }}{% x %}{# y #}',
  '$HOME `id` $(id) !! ~ * [a] <b> |',
  'ü€😀',
  '-- #',
];

export const host = 'analytics.123456789012.us-east-1.redshift-serverless.amazonaws.com';

export const direct: DirectConnection = {
  workgroupName: 'analytics',
  host,
  port: 5440,
  database: 'sales data;2',
  token: 'ab+/=}{;\'"\\$`$(x)% &?#ü=}}',
};

export const endpoint: EndpointConnection = {
  workgroupName: 'analytics',
  host: '127.0.0.1',
  port: 54321,
  user: 'anna_1',
  password: 'rsidc_secret',
  database: 'dev',
};

export const socketFolder = "/home/anna o'neil/.config/rsidc";

/** Every value in each place where a person's, AWS's or our own value may stand. */
export const awkwardDirect: readonly DirectConnection[] = awkwardValues.map((value) => ({
  ...direct,
  database: value,
  token: `${value}=`,
}));

export const awkwardEndpoint: readonly EndpointConnection[] = [undefined, socketFolder].flatMap((folder) =>
  awkwardValues.map((value) => ({
    ...endpoint,
    socketFolder: folder,
    database: value,
    user: `u${value}`,
    password: `${value}p`,
  })),
);
