import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Metrics } from '../../src/telemetry/index.js'
import { WholeServer } from '../support/whole-server.js'

const TIMEOUT_MS = 240_000
const POLL_MS = 200

interface Run {
  kind: string
  succeeded: boolean
  note: string | null
}

let directory: string
let server: WholeServer | undefined
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guildhall-scheduled-'))
})
afterAll(async () => {
  await server?.close()
  await rm(directory, { recursive: true, force: true })
})

/** Runs that were recorded, once there is one of a kind. */
async function runsWith(kind: string): Promise<Run[]> {
  for (;;) {
    const runs = await server!.sql<Run>('SELECT kind, succeeded, note FROM backup_run ORDER BY id')
    if (runs.some((run) => run.kind === kind)) return runs
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

describe('a server that is to make backups', () => {
  it(
    'makes one, tries it, and says so to whoever measures',
    async () => {
      server = await WholeServer.start({
        PDS_BACKUP_TARGET: directory,
        PDS_BACKUP_PASSPHRASE: 'a passphrase of the tests',
        PDS_BACKUP_INTERVAL_MS: String(24 * 3_600_000),
        PDS_BACKUP_DRILL_INTERVAL_MS: String(30 * 24 * 3_600_000),
      })
      expect(await runsWith('backup')).toContainEqual({ kind: 'backup', succeeded: true, note: null })
      expect(await readdir(join(directory, 'backups'))).toHaveLength(1)
      const drills = (await runsWith('drill')).filter(({ kind }) => kind === 'drill')
      expect(drills).toEqual([{ kind: 'drill', succeeded: true, note: null }])
      const text = await server.app.get(Metrics, { strict: false }).text()
      expect(text).toMatch(/^pds_backup_last_success_timestamp_seconds \d{10}/m)
      expect(text).toMatch(/^pds_backup_last_bytes [1-9]/m)
      expect(text).toMatch(/^pds_backup_drill_ok 1$/m)
      expect(server.lines.some(({ msg }) => msg === 'made a backup')).toBe(true)
      expect(JSON.stringify(server.lines)).not.toContain('a passphrase of the tests')
    },
    TIMEOUT_MS,
  )

  it(
    'remembers why there is none',
    async () => {
      await server?.close()
      server = undefined
      const file = join(directory, 'file')
      await writeFile(file, 'no directory')
      server = await WholeServer.start({
        PDS_BACKUP_TARGET: join(file, 'place'),
        PDS_BACKUP_PASSPHRASE: 'a passphrase of the tests',
        PDS_BACKUP_INTERVAL_MS: String(24 * 3_600_000),
      })
      const [run] = await runsWith('backup')
      expect(run).toEqual({
        kind: 'backup',
        succeeded: false,
        note: expect.stringContaining('cannot be used: ENOTDIR'),
      })
      const text = await server.app.get(Metrics, { strict: false }).text()
      expect(text).not.toMatch(/^pds_backup_last_success_timestamp_seconds \d/m)
    },
    TIMEOUT_MS,
  )
})
