// The page about the states of accounts, made of the table in src/account.
import { table } from './configuration.mjs'

const COLUMNS = [
  ['signIn', 'signing in'],
  ['sessions', 'open sessions'],
  ['appPasswords', 'app passwords'],
  ['publicReads', 'public reads'],
  ['writes', 'writes'],
  ['event', '`#account` event'],
  ['mail', 'codes by mail'],
]

/** The page for operators. @param {Record<string, Record<string, string>>} states */
export function accountStatesPage(states) {
  const rows = Object.entries(states).map(([state, rules]) => [
    state,
    ...COLUMNS.map(([field]) => rules[field] ?? '–'),
  ])
  return `# States of accounts

Written by \`npm run generate\` from src/account/account-states.ts; do not edit.

${table(['state', ...COLUMNS.map(([, title]) => title)], rows)}

Signing in is \`limited\` when a client has to ask for it (\`allowTakendown\`): the session may export, appeal, deactivate
the account and take the identity elsewhere, for two hours. At \`/account\`, owners of accounts that are suspended or taken down
find copies of their data and nothing else. With \`PDS_TAKEDOWN_EXPORT=false\`, those of accounts that were taken down get no copy
anywhere. A deactivated account may upload blobs, import its
repository and change its preferences all the same, since an account that moves here is in this state.

- The owner activates, deactivates and deletes. Only an administrator takes down, suspends, restores, locks, unlocks
  and offboards.
- A sanction hides a deactivation and the other way round: an account that was deactivated before or while it was taken
  down is deactivated again when it is restored. A lock shows over every other state, offboarding over every
  other but a lock that was there before or came later; both go on beneath.
- A suspension may have an end: it is lifted within a minute of it, unless it was made longer or graver meanwhile. Ordered
  again, it ends as was said the last time.
- An account whose owner is to leave (\`offboarding\`) is deleted at its end, unless it is under a sanction then. Until then
  its owner signs in at \`/account\` and, with \`allowTakendown\`, for a limited session: to export, to deactivate the account
  and to take the identity elsewhere. Mails tell of the end 30, 7 and 1 days before.
- Giving a command again changes nothing. Activating an active account repeats its announcement.
- Taking down, suspending, locking, offboarding and deleting end every session; restoring and unlocking end none.
- A deactivated account with a time to be deleted at (\`deleteAfter\`) is deleted within an hour of it, unless it is under
  a sanction or locked then: who has said so may not have been its owner.
- Deleting removes the account, its repository, its sessions and its events; the identity stays its owner's. What was
  done to an account, by whom and why, stays in the table \`account_history\`.
`
}
