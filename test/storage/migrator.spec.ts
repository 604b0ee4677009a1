import { DataSource, type DataSourceOptions, type MigrationInterface, type QueryRunner } from 'typeorm'
import { connect, dataSourceOptions } from '../../src/database/data-source.js'
import { ChangedMigration } from '../../src/database/changed-migration.js'
import { migrate } from '../../src/database/migrator.js'
import { Log } from '../../src/telemetry/index.js'
import { recordingLog } from '../support/recording-log.js'
import { createDatabase, type EmptyDatabase } from '../support/test-database.js'

type MigrationClass = new () => MigrationInterface

/** A migration of this name that issues these statements. */
function migration(name: string, ...statements: string[]): MigrationClass {
  const made = {
    [name]: class {
      async up(runner: QueryRunner): Promise<void> {
        for (const statement of statements) await runner.query(statement)
      }
      down(): Promise<void> {
        return Promise.reject(new Error('forward only'))
      }
    },
  }
  return made[name]!
}

const One = migration('One0000000000001', 'CREATE TABLE one (id int)')
const Two = migration('Two0000000000002', 'CREATE TABLE two (id int)', 'INSERT INTO two SELECT 2')

let database: EmptyDatabase
let open: DataSource[]
beforeEach(async () => {
  open = []
  database = await createDatabase({ migrated: false })
})
afterEach(async () => {
  for (const dataSource of open) await dataSource.destroy()
  await database.drop()
})

/** A node that comes up. */
async function node(settings: object = {}): Promise<DataSource> {
  const options = dataSourceOptions(database.source, { poolSize: 2 }, Log.silent())
  const extra = { ...(options.extra as object), ...settings }
  const dataSource = await new DataSource({ ...options, extra } as DataSourceOptions).initialize()
  open.push(dataSource)
  return dataSource
}
const run = (dataSource: DataSource, classes: MigrationClass[], log = Log.silent()) =>
  migrate(dataSource, () => connect(database.source), log, classes)
const applied = async (dataSource: DataSource) =>
  ((await dataSource.query('SELECT name FROM schema_migration ORDER BY id')) as { name: string }[]).map(
    ({ name }) => name,
  )

describe('migrating', () => {
  it('applies what is new, in order, and then nothing', async () => {
    const dataSource = await node()
    expect(await run(dataSource, [One])).toEqual(['One0000000000001'])
    expect(await run(dataSource, [One, Two])).toEqual(['Two0000000000002'])
    expect(await run(dataSource, [One, Two])).toEqual([])
    expect(await applied(dataSource)).toEqual(['One0000000000001', 'Two0000000000002'])
    expect(await dataSource.query('SELECT id FROM two')).toEqual([{ id: 2 }])
    expect(
      await dataSource.query('SELECT "timestamp"::int AS number FROM schema_migration ORDER BY id'),
    ).toEqual([{ number: 1 }, { number: 2 }])
  })

  it('is done by one of two nodes that come up at once', async () => {
    const slow = migration('Slow0000000000001', 'SELECT pg_sleep(0.3)', 'CREATE TABLE slow (id int)')
    const nodes = [await node(), await node(), await node()]
    const results = await Promise.all(nodes.map((each) => run(each, [slow, Two])))
    expect(results.flat().sort()).toEqual(['Slow0000000000001', 'Two0000000000002'])
    expect(await applied(nodes[0]!)).toEqual(['Slow0000000000001', 'Two0000000000002'])
  })

  it('may take longer than statements usually may, and so may waiting for it', async () => {
    const slow = migration('Slow0000000000001', 'SELECT pg_sleep(0.4)')
    const hurried = { statement_timeout: 100 }
    const nodes = [await node(hurried), await node(hurried)]
    const results = await Promise.all(nodes.map((each) => run(each, [slow])))
    expect(results.flat()).toEqual(['Slow0000000000001'])
  })

  it('leaves nothing of a migration that fails, and lets another try', async () => {
    const failing = migration('Bad0000000000002', 'CREATE TABLE half (id int)', 'SELECT no_such_column')
    const dataSource = await node()
    await expect(run(dataSource, [One, failing])).rejects.toThrow('no_such_column')
    expect(await applied(dataSource)).toEqual(['One0000000000001'])
    expect(await dataSource.query(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }])
    expect(await run(dataSource, [One, Two])).toEqual(['Two0000000000002'])
  })

  it('refuses a migration that was applied in another form', async () => {
    const dataSource = await node()
    await run(dataSource, [One])
    const changed = migration('One0000000000001', 'CREATE TABLE one (id bigint)')
    const attempt = run(dataSource, [changed, Two])
    await expect(attempt).rejects.toThrow(ChangedMigration)
    await expect(attempt).rejects.toThrow('One0000000000001')
    expect(await applied(dataSource)).toEqual(['One0000000000001'])
  })

  it('lets an older release run on, and says so', async () => {
    const dataSource = await node()
    await run(dataSource, [One, Two])
    const { log, lines } = recordingLog()
    expect(await run(dataSource, [One], log)).toEqual([])
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'warn',
        msg: 'the database was migrated by a newer release',
        migrations: ['Two0000000000002'],
      }),
    ])
  })

  it('does not take a name without a number', async () => {
    await expect(run(await node(), [migration('Nameless', 'SELECT 1')])).rejects.toThrow('13 digits')
  })
})
