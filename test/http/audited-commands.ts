import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WholeServer } from '../support/whole-server.js'
import { bearer } from '../support/whole-server.js'

/** What follows the name of a command. */
type Given = (server: WholeServer) => Promise<readonly string[]>

let count = 0
/** Something about a new member. */
const of =
  (...rest: string[]): Given =>
  async (server) => [(await server.signUp()).did, ...rest]
const only =
  (...rest: string[]): Given =>
  () =>
    Promise.resolve(rest)
const newFile = () => join(tmpdir(), `audited-${randomUUID()}`)

/** How each command is used that changes something, or shows what is known of people. */
export const AUDITED_COMMANDS: Readonly<Record<string, Given>> = {
  'account list': only(),
  'account show': of(),
  'account create': only(`command${++count}.test`, `command${count}@example.com`),
  'account sessions list': of(),
  'account sessions end': of(),
  'account lock': of(),
  'account unlock': of(),
  'account offboard': of(),
  'account cancel-offboard': of(),
  'account suspend': of(),
  'account takedown': of(),
  'account restore': of(),
  'account deactivate': of(),
  'account activate': of(),
  'account delete': of('--yes'),
  'account set-email': of(`command${++count}@example.com`),
  'account set-handle': of(`command${++count}.test`),
  'account reset-password': of(),
  'invite create': only(),
  'invite list': only(),
  'invite disable': only('none-at-all'),
  'repo export': (server) => of(newFile())(server),
  // Whatever is in the file: it is written down first.
  'repo import': of(import.meta.filename, '--yes'),
  'repo rebuild': of(),
  rebuild: of(),
  'blobs sweep': only(),
  'keys rewrap': only(),
  'factors reset': async (server) => {
    const { did } = await server.signUp()
    await server.sql(
      `INSERT INTO passkey (id, did, name, public_key, counter, transports, synced, created_at)
       VALUES ($1, $1, 'A key', '', 0, '', false, now())`,
      [did],
    )
    return [did]
  },
  'mail failed': only('--retry'),
  'reports list': only(),
  'reports show': only('1'),
  'reports resolve': async (server) => {
    const { accessJwt, did } = await server.signUp()
    const subject = { $type: 'com.atproto.admin.defs#repoRef', did }
    const reasonType = 'com.atproto.moderation.defs#reasonSpam'
    const reported = { reasonType, subject }
    const { json } = await server.post('com.atproto.moderation.createReport', reported, bearer(accessJwt))
    return [String(json.id), '--actor', 'grace', '--reason', 'settled']
  },
  'admins grant': of('auditor'),
  'owner-link': only(),
  backup: () => Promise.resolve(['--target', newFile()]),
}

/** All others, and why the audit has nothing of them. */
export const OTHER_COMMANDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'repo verify',
      'imports',
      'blobs usage',
      'audit verify',
      'holds verify',
      'backup list',
      'backup verify',
    ].map((name) => [name, 'says how things are, and nothing that is known of people']),
  ),
  ...Object.fromEntries(
    ['config check', 'config explain', 'doctor', 'mail test', 'completion', 'version'].map((name) => [
      name,
      'does not take the database',
    ]),
  ),
  'blobs copy': 'takes two stores; it is written down before it begins',
  'migrate-in': 'its user is a client of two servers, signed in to both',
  restore: 'the database is replaced; the new one has it',
}
