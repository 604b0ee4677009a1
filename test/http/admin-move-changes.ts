import type { WholeServer } from '../support/whole-server.js'
import type { Preparation, Prepared } from './prepared.js'

/**
 * How operations on moves to here are asked for with success.
 * @param server the one at hand then
 */
export function moveChanges(server: () => WholeServer): Readonly<Record<string, Preparation>> {
  let count = 0
  /** A move to here in a state, and what is done to it. */
  const guidedMove = async (state: string, verb: string, body: object = {}): Promise<Prepared> => {
    const id = `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`
    await server().sql(
      `INSERT INTO guided_move (id, did, origin, language, invite_code, token_hash, state, passage, created_at,
                                expires_at, changed_at)
       VALUES ($1::text::uuid, 'did:plc:' || $1::text, 'https://old.example', 'en', 'none', decode(md5($1::text), 'hex'), $2,
               '{"done": []}', now(), now() + interval '1 day', now())`,
      [id, state],
    )
    return { path: `migrations/${id}/${verb}`, body }
  }
  return {
    createMigrations: async () => ({
      path: 'migrations',
      body: { direction: 'in', accounts: [{ account: 'nobody.invalid' }] },
    }),
    inviteToMigrate: () =>
      Promise.resolve({ path: 'bulk/migrations?dryRun=true', body: 'account\nnobody.invalid\n' }),
    retryMigration: () => guidedMove('failed', 'retry'),
    resendMigration: () => guidedMove('invited', 'resend'),
    rollBackMigration: () => guidedMove('invited', 'rollback', { reason: 'why' }),
  }
}
