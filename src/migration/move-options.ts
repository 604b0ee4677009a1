/** What `migrate-in` does, with its options, for people. */
export const MOVE_HELP: readonly string[] = [
  'moves an account from another server to this one; run again, it goes on where it was interrupted',
  '--from <url>                 the old server; default: what the identity says',
  '--to <url>                   the new server; default: this one, by its settings',
  '--plc <url>                  the PLC directory; default: that of the settings, plc.directory with --to',
  '--handle <handle>            the handle here; needed where the old one belongs to the old server',
  '--email <address>            the address here; default: the one at the old server',
  '--invite-code <code>         where the new server wants one',
  "--rotation-key <did:key:…>   a key of the member's own for the identity; may be given several times",
  '--old-password-file <file>   instead of being asked; the main password, not an app password',
  '--new-password-file <file>   instead of being asked; the password of the account here',
  '--sign-in-code <code>        what the old server mails where signing in needs a code',
  '--plc-token <code>           what the old server mails to allow the change of the identity',
  '--folder <folder>            where state and files of the move are; default: ./move-<did>',
  '--parallel <n>               blobs moved at a time, 1 to 16; default 4',
  '--allow-missing-blobs        go on although the old server has lost blobs',
  '--read-back                  fetch each blob from the new server once more and compare',
  '--dry-run                    look ahead and tell what would be done; changes nothing',
  '--rollback                   undo the move, as far as it can be undone; with it:',
  "--admin-password-file <file> the new server's, to delete the account there without a mailed code",
  '--delete-token <code>        what the new server mails to allow the deletion',
  '--discard-new-records        also when something was written at the new server since',
  'Ends with 0 done, 1 failed (run it again), 2 usage, 3 something is in the way and nothing was changed,',
  '4 waiting for the member, 5 what arrived is not what left.',
]

const PARALLEL_MAX = 16
const PARALLEL_USUAL = 4

/** The options, as they are parsed. */
export const MOVE_OPTIONS = {
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

type Value<O> = O extends { multiple: true }
  ? string[]
  : O extends { type: 'boolean' }
    ? boolean
    : O extends { default: string }
      ? string
      : string | undefined

type Values = { readonly [Name in keyof typeof MOVE_OPTIONS]: Value<(typeof MOVE_OPTIONS)[Name]> }

/** What somebody wants of a move, by the names of the options. */
export type MoveOptions = Values & { readonly identifier: string; readonly parallelMax: number }

/**
 * What was asked for; undefined when it cannot be made out.
 * @param given parsed as {@link MOVE_OPTIONS} say
 */
export function readMoveOptions(given: {
  positionals: readonly string[]
  values: Readonly<Record<string, unknown>>
}): MoveOptions | undefined {
  const values = given.values as unknown as Values
  const [identifier] = given.positionals
  const parallelMax = Number(values.parallel)
  const isCountGood = Number.isInteger(parallelMax) && parallelMax >= 1 && parallelMax <= PARALLEL_MAX
  const areUrlsGood = [values.from, values.to, values.plc].every((url) => url === undefined || isHttpUrl(url))
  if (identifier === undefined || !isCountGood || !areUrlsGood) return undefined
  return { ...values, identifier: identifier.replace(/^@/, ''), parallelMax }
}

/** The usual options of a move, with some that are wanted. */
export function moveOptions(identifier: string, wanted: Partial<Values>): MoveOptions {
  const usual = Object.entries(MOVE_OPTIONS).flatMap(([name, option]) =>
    'default' in option ? [[name, option.default] as const] : [],
  )
  const values = { ...Object.fromEntries(usual), ...wanted } as unknown as Values
  return { ...values, identifier, parallelMax: Number(values.parallel) }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
