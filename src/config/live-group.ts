/**
 * Settings that administrators may change while the server runs, in the groups in which they are shown. `branding`
 * belongs to what the organization looks like, and is changed with it; `domains` are added to those that the environment
 * names, which pins nothing but these.
 */
export const LIVE_GROUPS = [
  'sign-up',
  'uploads',
  'protection',
  'mails',
  'contact',
  'domains',
  'branding',
] as const

/** The name of such a group. */
export type LiveGroup = (typeof LIVE_GROUPS)[number]
