import type pg from 'pg'

/** Takes the limits of ordinary sessions away from one: backups and restores take as long as they take. */
export async function withoutLimits(client: pg.ClientBase): Promise<void> {
  for (const limit of ['statement_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout']) {
    await client.query(`SET ${limit} = 0`)
  }
}
