import { randomBytes, randomUUID } from 'node:crypto'
import type { Contributions } from '../../src/contributions/index.js'
import { ArchiveKeyTable } from '../../src/admin/archives/archive-key-table.js'
import { AuditKeyTable } from '../../src/audit/audit-key-table.js'
import { TotpKeyTable } from '../../src/auth/factors/totp-key-table.js'
import { OauthKeyTable } from '../../src/auth/oauth/oauth-key-table.js'
import { AccountKeyTable } from '../../src/identity/account-key-table.js'
import { KeyRewrap } from '../../src/identity/key-rewrap.js'
import { LocalKeyVault } from '../../src/identity/local-key-vault.js'
import { ReservedKeyTable } from '../../src/identity/reserved-key-table.js'
import type { WrappedKeyTable } from '../../src/identity/wrapped-key-table.js'
import { DraftKeyTable } from '../../src/lifecycle/draft-key-table.js'
import { MoveSecretTable } from '../../src/moves/keeping/move-secret-table.js'
import { SecretTable } from '../../src/sso/connections/secret-table.js'
import { SessionIdTokenTable } from '../../src/sso/logout/session-id-token-table.js'
import { TransactionIdTokenTable } from '../../src/sso/logout/transaction-id-token-table.js'
import { Log } from '../../src/telemetry/index.js'
import { WebhookSecretTable } from '../../src/webhooks/webhook-secret-table.js'
import { TestDatabase } from '../support/test-database.js'

const [OLD, NEW, LOST] = [randomBytes(32), randomBytes(32), randomBytes(32)]
const SECRET = Buffer.alloc(32, 7)
/** More than are read at a time. */
const MANY = 1_100

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

const vaultOf = (current: Buffer, ...others: Buffer[]) => new LocalKeyVault(current, randomBytes, others)

/** A row for every table that has wrapped keys. */
const INSERTS: Record<string, string> = {
  signing_key: `INSERT INTO signing_key (did, did_key, wrapped, kek_id) VALUES ($1, 'did:key:z', $2, $3)`,
  reserved_signing_key: `INSERT INTO reserved_signing_key (did_key, wrapped, kek_id, expires_at) VALUES ($1, $2, $3, now())`,
  oauth_signing_key: `INSERT INTO oauth_signing_key (kid, wrapped, kek_id, created_at) VALUES ($1, $2, $3, now())`,
  totp_factor: `INSERT INTO totp_factor (did, wrapped, kek_id, begun_at) VALUES ($1, $2, $3, now())`,
  audit_key: `INSERT INTO audit_key (key_id, wrapped, kek_id, created_at) VALUES ($1, $2, $3, now())`,
  account_draft: `INSERT INTO account_draft (did, handle, input, signing_key_did, signing_key_wrapped, signing_key_kek_id, step)
                  VALUES ($1, $1, '{}', 'did:key:z', $2, $3, 'reserved')`,
  guided_move_secret: 'INSERT INTO guided_move_secret (id, wrapped, kek_id) VALUES ($1, $2, $3)',
}

const tables = () => [
  new AccountKeyTable(database.db),
  new ReservedKeyTable(database.db),
  new DraftKeyTable(database.db),
  new OauthKeyTable(database.db),
  new TotpKeyTable(database.db),
  new AuditKeyTable(database.db),
  new MoveSecretTable(database.db),
]

/** Rows of these hang on other rows; they are named in the same way. */
const dependent = () => [
  new ArchiveKeyTable(database.db),
  new SecretTable(database.db),
  new SessionIdTokenTable(database.db),
  new TransactionIdTokenTable(database.db),
  new WebhookSecretTable(database.db),
]

async function insert(table: WrappedKeyTable, id: string, kek: Buffer): Promise<void> {
  const { wrapped, kekId } = await vaultOf(kek).wrap(SECRET, table.contextOf(id))
  await database.rows(INSERTS[table.name]!, [id, wrapped, kekId])
}

function rewrapWith(vault: LocalKeyVault, these: readonly WrappedKeyTable[]): KeyRewrap {
  const contributions = { of: () => these } as unknown as Contributions
  return new KeyRewrap(contributions, vault, Log.silent())
}

/** Keys that only the new key-encryption key opens. */
async function opened(table: WrappedKeyTable): Promise<string[]> {
  const keys = await table.wrappedOtherwise('none', '', MANY * 2)
  const vault = vaultOf(NEW)
  const found = await Promise.all(
    keys.map(async (key) => {
      const secret = await vault.unwrap(key, key.context).catch(() => undefined)
      return secret && SECRET.equals(secret) ? [key.id] : []
    }),
  )
  return found.flat()
}

describe('KeyRewrap', () => {
  it('knows every table that names a key-encryption key', async () => {
    const rows = await database.rows<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name LIKE '%kek_id' ORDER BY table_name`,
    )
    expect(rows.map(({ name }) => name)).toEqual([...tables(), ...dependent()].map(({ name }) => name).sort())
  })

  it('wraps the keys of all tables anew', async () => {
    for (const table of tables()) {
      await insert(table, 'did:plc:old', OLD)
      await insert(table, 'did:plc:new', NEW)
    }
    const outcome = await rewrapWith(vaultOf(NEW, OLD), tables()).run()
    expect(outcome).toEqual(tables().map(({ name }) => ({ table: name, rewrapped: 1, unopened: 0 })))
    for (const table of tables()) expect(await opened(table)).toEqual(['did:plc:new', 'did:plc:old'])
  })

  it('wraps what only some rows of a table have', async () => {
    const table = new SessionIdTokenTable(database.db)
    const [sealed, bare] = [randomUUID(), randomUUID()]
    const add = (id: string, wrapped: Uint8Array | null, kekId: string | null) =>
      database.rows(
        `INSERT INTO sso_session (id, connection_id, subject, did, device_id, created_at, expires_at, id_token, id_token_kek_id)
         VALUES ($1, gen_random_uuid(), 's', 'did:plc:a', '', now(), now(), $2, $3)`,
        [id, wrapped, kekId],
      )
    const { wrapped, kekId } = await vaultOf(OLD).wrap(SECRET, table.contextOf(sealed))
    await add(sealed, wrapped, kekId)
    await add(bare, null, null)
    expect(await rewrapWith(vaultOf(NEW, OLD), [table]).run()).toMatchObject([{ rewrapped: 1, unopened: 0 }])
    expect(await opened(table)).toEqual([sealed])
  })

  it('goes on where it was interrupted, and has nothing to do the second time', async () => {
    const table = tables()[0]!
    await Promise.all(Array.from({ length: MANY }, (_, i) => insert(table, `did:plc:n${i}`, OLD)))
    const vault = vaultOf(NEW, OLD)
    let left = MANY / 2
    const interrupted = new AccountKeyTable(database.db)
    interrupted.replace = async (...args) => {
      if (left-- === 0) throw new Error('the command was stopped')
      return table.replace(...args)
    }
    await expect(rewrapWith(vault, [interrupted]).run()).rejects.toThrow('was stopped')
    expect(await rewrapWith(vault, [table]).run()).toMatchObject([{ rewrapped: MANY / 2 }])
    expect(await rewrapWith(vault, [table]).run()).toMatchObject([{ rewrapped: 0 }])
    expect(await opened(table)).toHaveLength(MANY)
  })

  it('leaves alone what it cannot open, and what was replaced meanwhile', async () => {
    const table = tables()[0]!
    await insert(table, 'did:plc:lost', LOST)
    await insert(table, 'did:plc:old', OLD)
    expect(await rewrapWith(vaultOf(NEW, OLD), [table]).run()).toMatchObject([{ rewrapped: 1, unopened: 1 }])
    const [key] = await table.wrappedOtherwise('none', 'did:plc:lost', 1)
    await database.rows("UPDATE signing_key SET wrapped = 'other' WHERE did = 'did:plc:old'")
    expect(await table.replace(key!, await vaultOf(NEW).wrap(SECRET, key!.context))).toBe(false)
  })
})
