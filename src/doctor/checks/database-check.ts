import { type DatabaseFacts, databaseFacts, DatabaseConfig, DatabaseVisit } from '../../database/index.js'
import type { Check } from '../check.js'
import { failed, type Finding, ok, skipped, warning } from '../finding.js'
import type { Patient } from '../patient.js'

const NAME = 'database'
const VERSION_MIN = 150_000
const LATENCY_ADVISED_MS = 10
const PINGS = 5
/** Beside the pool: notifications, the sequencer, jobs. */
const CONNECTIONS_MORE = 15

/** What to do, by the code of PostgreSQL or of the system. */
const FIXES: Readonly<Record<string, string>> = {
  '28P01':
    'User or password are wrong. Characters such as @ : / in PDS_DATABASE_URL are written %40 %3A %2F.',
  '28000': 'The server does not let this user in from here: look at pg_hba.conf.',
  '3D000': 'There is no such database:\ncreatedb --owner=<user> <name>',
  '53300': 'All connections are taken: raise max_connections, or lower PDS_DATABASE_POOL_SIZE.',
  '57P03': 'It is starting or recovering: wait, and look at its log.',
  ECONNREFUSED: 'Nothing listens there: look at host and port of PDS_DATABASE_URL, and start PostgreSQL.',
  ENOTFOUND: 'There is no such host: look at PDS_DATABASE_URL.',
  EAI_AGAIN: 'No name server answers: look at /etc/resolv.conf.',
}
const FIX_ELSE = 'Try the same by hand:\npsql "$PDS_DATABASE_URL" -c "select version()"'

/** The database: reached, new enough, quick, durable, of the schema of this release. */
export const databaseCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const visit = DatabaseVisit.to(patient.environment)
    try {
      const found = await visit.pay(async (client) => {
        const facts = await databaseFacts(client)
        let latencyMs = Infinity
        // The shortest of a few: this machine may be busy at the moment.
        for (let i = 0; i < PINGS; i++) {
          const begunMs = patient.clock.nowMs()
          await client.query('SELECT 1')
          latencyMs = Math.min(latencyMs, patient.clock.nowMs() - begunMs)
        }
        return { latencyMs, facts }
      })
      if (!found) return [skipped(NAME, `${visit.place} does not run now; it starts with the server`)]
      return judge(visit.place, found.facts, found.latencyMs, patient)
    } catch (error) {
      const { code = '', message } = error as { code?: string; message: string }
      return [failed(NAME, `${visit.place}: ${message || code}`, FIXES[code] ?? FIX_ELSE)]
    }
  },
}

function judge(place: string, facts: DatabaseFacts, latencyMs: number, patient: Patient): Finding[] {
  const { version, versionNumber } = facts
  const text = `${place}, version ${version}, ${latencyMs} ms away`
  if (versionNumber < VERSION_MIN) return [failed(NAME, text, 'Upgrade it to PostgreSQL 15 or newer.')]
  const problems = [
    ...durability(facts, patient),
    ...connections(facts, patient),
    ...schema(facts),
    ...(latencyMs > LATENCY_ADVISED_MS
      ? [warning(NAME, text, 'Every write waits for it several times: put it nearer to this machine.')]
      : []),
  ]
  return problems.length > 0 ? problems : [ok(NAME, text)]
}

function durability({ settings }: DatabaseFacts, { environment }: Patient): Finding[] {
  const chosen = environment.section(DatabaseConfig).synchronousCommit
  const off = (['fsync', 'full_page_writes'] as const).filter((name) => settings[name] === 'off')
  return [
    ...off.map((name) =>
      failed(
        NAME,
        `${name} is off: a power cut may destroy it`,
        `ALTER SYSTEM SET ${name} = on;\nSELECT pg_reload_conf();`,
      ),
    ),
    ...(chosen === 'off'
      ? [
          warning(
            NAME,
            'the last writes may be lost in a power cut',
            'Set PDS_DATABASE_SYNCHRONOUS_COMMIT=on.',
          ),
        ]
      : []),
  ]
}

function connections({ connectionsMax }: DatabaseFacts, { environment }: Patient): Finding[] {
  const wanted = environment.section(DatabaseConfig).poolSize + CONNECTIONS_MORE
  if (wanted <= connectionsMax) return []
  const fix = `Raise it, for every node of the service, and restart PostgreSQL:\nALTER SYSTEM SET max_connections = ${wanted * 2};`
  return [warning(NAME, `a node may want ${wanted} connections; it has ${connectionsMax} in all`, fix)]
}

function schema({ pending, unknown }: DatabaseFacts): Finding[] {
  return [
    ...(pending.length > 0
      ? [warning(NAME, `${pending.length} migrations wait`, 'They are applied when the server starts.')]
      : []),
    ...(unknown.length > 0
      ? [
          warning(
            NAME,
            `it was migrated by a newer release (${unknown.join(', ')})`,
            'Bring this node up to the release of the others.',
          ),
        ]
      : []),
  ]
}
