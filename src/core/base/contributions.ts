/** Ids that package.json contributes. A test holds the two together. */
export const commandIds = {
  getToken: 'redshiftIdc.getToken',
  /** The view's title passes the focused row to its commands, which are not about that row: they have ids of their own. */
  getTokenForTicked: 'redshiftIdc.getTokenForTicked',
  refreshToken: 'redshiftIdc.refreshToken',
  copyToken: 'redshiftIdc.copyToken',
  connect: 'redshiftIdc.connect',
  copyConnection: 'redshiftIdc.copyConnection',
  testConnection: 'redshiftIdc.testConnection',
  stopLocalEndpoint: 'redshiftIdc.stopLocalEndpoint',
  revokeAccess: 'redshiftIdc.revokeAccess',
  useOtherPort: 'redshiftIdc.useOtherPort',
  openTerminal: 'redshiftIdc.openTerminal',
  insertConnection: 'redshiftIdc.insertConnection',
  /** What a click on the status of a notebook's cell does. */
  refreshCell: 'redshiftIdc.refreshCell',
  forgetToken: 'redshiftIdc.forgetToken',
  forgetAllTokens: 'redshiftIdc.forgetAllTokens',
  addSource: 'redshiftIdc.addSource',
  findWorkgroups: 'redshiftIdc.findWorkgroups',
  chooseTokenCredentials: 'redshiftIdc.chooseTokenCredentials',
  addWorkgroup: 'redshiftIdc.addWorkgroup',
  removeWorkgroup: 'redshiftIdc.removeWorkgroup',
  signIn: 'redshiftIdc.signIn',
  signOut: 'redshiftIdc.signOut',
  importSetup: 'redshiftIdc.importSetup',
  addIdentity: 'redshiftIdc.addIdentity',
  copySetupRequest: 'redshiftIdc.copySetupRequest',
  diagnose: 'redshiftIdc.diagnose',
  removeSource: 'redshiftIdc.removeSource',
  refreshWorkgroups: 'redshiftIdc.refreshWorkgroups',
  refreshSource: 'redshiftIdc.refreshSource',
  tickAll: 'redshiftIdc.tickAll',
  untickAll: 'redshiftIdc.untickAll',
  copyPolicy: 'redshiftIdc.copyPolicy',
  copyArn: 'redshiftIdc.copyArn',
  showMenu: 'redshiftIdc.showMenu',
  showEvents: 'redshiftIdc.showEvents',
  showLog: 'redshiftIdc.showLog',
  runRowAction: 'redshiftIdc.runRowAction',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewId = 'redshiftIdc.workgroups';

export const contextKeys = {
  /** The root of the tree is known to be empty. */
  hasNoSources: 'redshiftIdc.hasNoSources',
  /** No profile of the AWS files signs in by SSO, and there is no identity. */
  hasNoSignIns: 'redshiftIdc.hasNoSignIns',
  /** An administrator does not let tokens be copied. */
  isCopyForbidden: 'redshiftIdc.isCopyForbidden',
  /** An administrator does not let local endpoints be opened. */
  isEndpointForbidden: 'redshiftIdc.isEndpointForbidden',
  /** At least one local endpoint is open in this window. */
  hasEndpoints: 'redshiftIdc.hasEndpoints',
  /** At least one client has a user name and password of a local endpoint. */
  hasHandOuts: 'redshiftIdc.hasHandOuts',
  /** At least one workgroup is ticked. */
  hasTicked: 'redshiftIdc.hasTicked',
  /** At least one token is held. */
  hasTokens: 'redshiftIdc.hasTokens',
} as const;

export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];

export const settingsSection = 'redshiftIdc';
