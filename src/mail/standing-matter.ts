/** What becomes of an account, or of a wish for one, that its owner is told of. */
export const STANDING_MATTERS = [
  'locked',
  'unlocked',
  'suspended',
  'taken-down',
  'restored',
  'deactivated',
  'staying',
  'deleted',
  'approved',
  'denied',
  'export-ready',
] as const
/** What the owner of an account is told of. */
export type StandingMatter = (typeof STANDING_MATTERS)[number]
