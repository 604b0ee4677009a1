/** What codes allow. */
export const CODE_PURPOSES = [
  'confirmEmail',
  'updateEmail',
  'resetPassword',
  'deleteAccount',
  'plcOperation',
  'signIn',
  'linkIdentity',
] as const
/** What a code allows. */
export type CodePurpose = (typeof CODE_PURPOSES)[number]
