import type { CodePurpose } from '../mail/index.js'

/** What a code that was sent by mail allows: what somebody asked for, or to choose the first password. */
export type MailCodePurpose = CodePurpose | 'firstPassword'
