import pg, { type ClientConfig } from 'pg'

const NO_SUCH_DATABASE = '3D000'
const DUPLICATE = new Set(['42P04', '23505'])

/** Connects once; makes the database when it is missing. */
export async function ensureDatabase(connection: Readonly<ClientConfig>): Promise<void> {
  try {
    await withClient(connection, () => Promise.resolve())
  } catch (error) {
    if ((error as { code?: string }).code !== NO_SUCH_DATABASE) throw error
    await withClient({ ...connection, database: 'postgres' }, (client) =>
      create(client, connection.database!),
    )
  }
}

async function create(client: pg.Client, database: string): Promise<void> {
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)
  } catch (error) {
    // Another process was faster.
    if (!DUPLICATE.has((error as { code?: string }).code ?? '')) throw error
  }
}

async function withClient(
  connection: ClientConfig,
  use: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await use(client)
  } finally {
    await client.end()
  }
}
