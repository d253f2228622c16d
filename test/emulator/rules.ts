/** How a set is refused of which one workgroup has no Identity Center: only AWS knows which of these it is. */
export type WorkgroupRefusal =
  | 'validationNamed'
  | 'validationUnnamed'
  | 'notFound'
  | 'conflict'
  | 'accessDeniedNamed'
  | 'unsupportedOperation';

/** How a caller is refused whose credentials carry no identity: only AWS knows which of these it is. */
export type CallerRefusal =
  'unsupportedOperationFault' | 'unsupportedOperationException' | 'accessDenied' | 'validation';

/** What the emulator decides by; may be changed while it runs. */
export type Rules = {
  /** The server's clock. */
  now: () => number;
  tokenLifeMs: number;
  workgroupRefusal: WorkgroupRefusal;
  callerRefusal: CallerRefusal;
};
