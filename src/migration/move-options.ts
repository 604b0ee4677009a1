import { parseArgs } from 'node:util'

/** How `migrate-in` is used. */
export const MIGRATE_IN_USAGE = `Usage: npm run pds -- migrate-in <handle or did> [options]

  Moves an account from another server to this one. Run it again to go on with a move that was interrupted.

  --from <url>                 the old server; default: what the identity says
  --to <url>                   the new server; default: this one, by its settings
  --plc <url>                  the PLC directory; default: that of the settings, https://plc.directory with --to
  --handle <handle>            the handle here; needed where the old one is of the old server's domains
  --email <address>            the address here; default: the one at the old server
  --invite-code <code>         where the new server wants one
  --rotation-key <did:key:…>   a key of the member's own that may change the identity; may be given several times
  --old-password-file <file>   instead of being asked; the main password, not an app password
  --new-password-file <file>   instead of being asked; the password of the account here
  --sign-in-code <code>        the code that the old server mails where signing in needs one
  --plc-token <code>           the code that the old server mails to allow the change of the identity
  --folder <folder>            where the state and the files of the move are; default: ./move-<did>
  --parallel <n>               blobs moved at a time, 1 to 16; default 4
  --allow-missing-blobs        go on although the old server has lost blobs
  --read-back                  read each blob back from the new server and compare it
  --dry-run                    look ahead and tell what would be done; changes nothing
  --rollback                   undo the move as far as it can be undone
  --admin-password-file <file> with --rollback: the new server's, to delete the account there without a mailed code
  --delete-token <code>        with --rollback: the code that the new server mails to allow the deletion
  --discard-new-records        with --rollback: also when something was written at the new server since

  Ends with 0 done, 1 failed (run it again), 2 usage, 3 something stands in the way and nothing was changed,
  4 waiting for the member, 5 what arrived is not what left.
`

const PARALLEL_MAX = 16
const PARALLEL_USUAL = 4

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  plc: { type: 'string' },
  handle: { type: 'string' },
  email: { type: 'string' },
  'invite-code': { type: 'string' },
  'rotation-key': { type: 'string', multiple: true, default: [] as string[] },
  'old-password-file': { type: 'string' },
  'new-password-file': { type: 'string' },
  'sign-in-code': { type: 'string' },
  'plc-token': { type: 'string' },
  folder: { type: 'string' },
  parallel: { type: 'string', default: String(PARALLEL_USUAL) },
  'allow-missing-blobs': { type: 'boolean', default: false },
  'read-back': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  rollback: { type: 'boolean', default: false },
  'admin-password-file': { type: 'string' },
  'delete-token': { type: 'string' },
  'discard-new-records': { type: 'boolean', default: false },
} as const

/** What somebody wants of a move, by the names of the options. */
export type MoveOptions = ReturnType<typeof parse>['values'] & { identifier: string; parallelMax: number }

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
}

/** What was asked for; undefined when it cannot be made out. */
export function readMoveOptions(args: readonly string[]): MoveOptions | undefined {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch {
    return undefined
  }
  const { positionals, values } = parsed
  const [identifier, ...more] = positionals
  const parallelMax = Number(values.parallel)
  const isCountGood = Number.isInteger(parallelMax) && parallelMax >= 1 && parallelMax <= PARALLEL_MAX
  const areUrlsGood = [values.from, values.to, values.plc].every((url) => url === undefined || isHttpUrl(url))
  if (identifier === undefined || more.length > 0 || !isCountGood || !areUrlsGood) return undefined
  return { ...values, identifier: identifier.replace(/^@/, ''), parallelMax }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
