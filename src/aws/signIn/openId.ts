/** The one file with value imports of the OpenID library. Reach it by `await import`, so that a start loads none of it. */
export {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated as a warning; see where it is used
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clockSkew,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  initiateDeviceAuthorization,
  pollDeviceAuthorizationGrant,
  randomNonce,
  randomPKCECodeVerifier,
  refreshTokenGrant,
  tokenRevocation,
} from 'openid-client';
