/** Names of the types of subjects that moderators deal with, as `$type` has them. */
export const SUBJECT_TYPES = {
  /** an account with all it has */
  account: 'com.atproto.admin.defs#repoRef',
  record: 'com.atproto.repo.strongRef',
  blob: 'com.atproto.admin.defs#repoBlobRef',
} as const
