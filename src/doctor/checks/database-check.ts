import { type DatabaseFacts, databaseFacts, DatabaseConfig, DatabaseVisit } from '../../database/index.js'
import { JobsConfig } from '../../jobs/index.js'
import type { Check } from '../check.js'
import {
  type Advice,
  advice,
  failed,
  type Finding,
  ok,
  paste,
  type PlainFixCode,
  skipped,
  warning,
} from '../finding.js'
import type { Patient } from '../patient.js'

const NAME = 'database'
const VERSION_MIN = 150_000
const LATENCY_ADVISED_MS = 10
const PINGS = 5
/** Beside those of the pool and of queues: notifications, the sequencer. */
const CONNECTIONS_MORE = 5

/** What to do, by the code of PostgreSQL or of the system. */
const FIXES: Readonly<Record<string, Advice<PlainFixCode>>> = {
  '28P01': advice('database_password'),
  '28000': advice('database_let_in'),
  '3D000': advice('database_make', 'createdb --owner=<user> <name>'),
  '53300': advice('database_full'),
  '57P03': advice('database_wait'),
  ECONNREFUSED: advice('database_closed'),
  ENOTFOUND: advice('database_host'),
  EAI_AGAIN: advice('database_no_names'),
}
const FIX_ELSE = advice('database_by_hand', 'psql "$PDS_DATABASE_URL" -c "select version()"')

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
      if (!found) return [skipped(NAME, 'database_embedded_stopped', {})]
      return judge(visit.server, found.facts, found.latencyMs, patient)
    } catch (error) {
      return [failure(visit.server, error as { code?: string; message: string })]
    }
  },
}

/** @param place undefined: the embedded one */
function failure(
  place: string | undefined,
  { code = '', message }: { readonly code?: string; readonly message: string },
): Finding {
  const fix = FIXES[code] ?? FIX_ELSE
  const said = message || code
  return place === undefined
    ? failed(NAME, 'database_embedded_fails', { message: said }, fix)
    : failed(NAME, 'database_fails', { place, message: said }, fix)
}

function judge(
  place: string | undefined,
  facts: DatabaseFacts,
  latencyMs: number,
  patient: Patient,
): Finding[] {
  const { version, versionNumber } = facts
  const code = place === undefined ? 'database_embedded' : 'database'
  const values = { version, latency: latencyMs, place: place ?? '' }
  if (versionNumber < VERSION_MIN) return [failed(NAME, code, values, advice('database_upgrade'))]
  const problems = [
    ...durability(facts, patient),
    ...connections(facts, patient),
    ...schema(facts),
    ...(latencyMs > LATENCY_ADVISED_MS ? [warning(NAME, code, values, advice('database_nearer'))] : []),
  ]
  return problems.length > 0 ? problems : [ok(NAME, code, values)]
}

function durability({ settings }: DatabaseFacts, { environment }: Patient): Finding[] {
  const chosen = environment.section(DatabaseConfig).synchronousCommit
  const off = (['fsync', 'full_page_writes'] as const).filter((name) => settings[name] === 'off')
  return [
    ...off.map((name) =>
      failed(
        NAME,
        'database_setting_off',
        { setting: name },
        paste(`ALTER SYSTEM SET ${name} = on;\nSELECT pg_reload_conf();`),
      ),
    ),
    ...(chosen === 'off'
      ? [warning(NAME, 'database_not_durable', {}, advice('database_wait_for_disk'))]
      : []),
  ]
}

function connections({ connectionsMax }: DatabaseFacts, { environment }: Patient): Finding[] {
  const { connectionsMax: forQueues } = environment.section(JobsConfig)
  const wanted = environment.section(DatabaseConfig).poolSize + forQueues + CONNECTIONS_MORE
  if (wanted <= connectionsMax) return []
  const raise = `ALTER SYSTEM SET max_connections = ${wanted * 2};`
  const fix = advice('database_raise_connections', raise)
  return [warning(NAME, 'database_connections', { wanted, all: connectionsMax }, fix)]
}

function schema({ pending, unknown }: DatabaseFacts): Finding[] {
  return [
    ...(pending.length > 0
      ? [warning(NAME, 'database_migrations', { waiting: pending.length }, advice('database_start_migrates'))]
      : []),
    ...(unknown.length > 0
      ? [
          warning(
            NAME,
            'database_newer',
            { migrations: unknown.join(', ') },
            advice('database_newer_release'),
          ),
        ]
      : []),
  ]
}
