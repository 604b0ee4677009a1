import { Module } from '@nestjs/common'
import { Test, type TestingModule } from '@nestjs/testing'
import { Environment } from '../../src/config/index.js'
import { DatabaseModule, UnitOfWork } from '../../src/database/index.js'
import { JobsModule, type LongJob, LongJobs, LongWork, type WorkRun } from '../../src/jobs/index.js'
import { LongJobUpkeep } from '../../src/jobs/long/long-job-upkeep.js'
import { Refusal } from '../../src/refusal.js'
import { LogConfig, LogWriter, TelemetryModule } from '../../src/telemetry/index.js'
import { eventually } from '../support/eventually.js'
import { createDatabase, type EmptyDatabase } from '../support/test-database.js'

/** What runs of the work for trial do, and what they have seen; both nodes are in this process. */
let doWork: (input: unknown, run: WorkRun) => Promise<object | undefined>

class TrialWork extends LongWork {
  override readonly kind = 'trial'
  override readonly unit = 'steps'
  override run(input: unknown, run: WorkRun): Promise<object | undefined> {
    return doWork(input, run)
  }
}

@Module({ imports: [TelemetryModule, DatabaseModule, JobsModule], providers: [TrialWork] })
class NodeModule {}

class Full extends Refusal {
  constructor() {
    super('full', 'conflict', 'It is full')
  }
}

let database: EmptyDatabase
let nodes: TestingModule[]
let count = 0

async function startNode(): Promise<TestingModule> {
  const environment = Environment.of({
    PDS_DATABASE_URL: database.url,
    PDS_DATABASE_POOL_SIZE: '4',
    PDS_DEV_MODE: 'true',
    PDS_QUEUE_DRAIN_MS: '2000',
  })
  const node = await Test.createTestingModule({ imports: [NodeModule] })
    .overrideProvider(Environment)
    .useValue(environment)
    .overrideProvider(LogWriter)
    .useValue(new LogWriter(environment.section(LogConfig), { write: () => undefined }))
    .setLogger(false as never)
    .compile()
  await node.init()
  return node
}

const jobs = (node = nodes[0]!) => node.get(LongJobs, { strict: false })
const inTransaction = <T>(work: Parameters<UnitOfWork['run']>[0]): Promise<T> =>
  nodes[0]!.get(UnitOfWork, { strict: false }).run(work) as Promise<T>
const add = (input: object = {}) => {
  const id = `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`
  return inTransaction<LongJob>((tx) => jobs().add(tx, { id, kind: 'trial', input, requestedBy: 'somebody' }))
}
const find = async (id: string): Promise<LongJob> => (await jobs(nodes.at(-1)).find(id))!
const reaches = async (id: string, state: string): Promise<LongJob> => {
  await eventually(async () => (await find(id)).state === state, state)
  return find(id)
}
/** A queue may not have let go of the run before; upkeep finds such jobs. */
const isFoundAndReaches = (id: string, state: string) =>
  eventually(async () => {
    await nodes[0]!.get(LongJobUpkeep, { strict: false }).run()
    return (await find(id)).state === state
  }, state)

beforeAll(async () => {
  database = await createDatabase()
  nodes = [await startNode(), await startNode()]
})
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})

it('begins when the transaction is committed that asks for it, and says how it goes', async () => {
  doWork = async (input, run) => {
    await run.progress(1, 2)
    await run.note('half of it')
    await run.progress(2, 2)
    return { given: input }
  }
  const { id, state, unit } = await add({ rows: 3 })
  expect([state, unit]).toEqual(['waiting', 'steps'])
  const job = await reaches(id, 'done')
  expect(job).toMatchObject({ done: 2, total: 2, attempts: 1, result: { given: { rows: 3 } } })
  expect((await jobs().lines(id, 0, 10)).map(({ no, text }) => [no, text])).toEqual([[1, 'half of it']])
})

it('does not begin when that transaction is rolled back', async () => {
  let runs = 0
  doWork = () => Promise.resolve({ run: ++runs })
  const lost = inTransaction(async (tx) => {
    const id = '00000000-0000-7000-9000-000000000001'
    await jobs().add(tx, { id, kind: 'trial', input: {}, requestedBy: undefined })
    throw new Error('not after all')
  })
  await expect(lost).rejects.toThrow('not after all')
  await reaches((await add()).id, 'done')
  expect(runs).toBe(1)
})

it('shows a refusal as the reason, keeps other errors to itself, and is done again', async () => {
  doWork = () => Promise.reject(new Full())
  const { id } = await add()
  expect((await reaches(id, 'failed')).failure).toBe('It is full')
  doWork = () => Promise.reject(new Error('a secret'))
  await inTransaction((tx) => jobs().retry(tx, id))
  await eventually(async () => {
    await nodes[0]!.get(LongJobUpkeep, { strict: false }).run()
    const { state, failure } = await find(id)
    return state === 'failed' && failure !== 'It is full'
  })
  expect((await find(id)).failure).not.toContain('secret')
  doWork = () => Promise.resolve(undefined)
  await inTransaction((tx) => jobs().retry(tx, id))
  await isFoundAndReaches(id, 'done')
})

it('stops where it runs when another node is told to cancel it', async () => {
  let begun = false
  doWork = (_input, { signal }) => {
    begun = true
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
    })
  }
  const { id } = await add()
  await eventually(() => Promise.resolve(begun))
  const heard: number[] = []
  const unwatch = await jobs(nodes[1]).watch(id, () => void heard.push(1))
  expect(await inTransaction<LongJob>((tx) => jobs().cancel(tx, id))).toMatchObject({ state: 'active' })
  await reaches(id, 'cancelled')
  await eventually(() => Promise.resolve(heard.length >= 2))
  await unwatch()
  expect(await inTransaction((tx) => jobs().cancel(tx, id))).toBeUndefined()
})

it('is gone on with by another node when the one that does it stops', async () => {
  let runs = 0
  doWork = (_input, { signal }) => {
    if (++runs > 1) return Promise.resolve({ finished: true })
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
    })
  }
  const { id } = await add()
  await eventually(() => Promise.resolve(runs === 1))
  // Which of them does it is not known: both stop, and a third one comes.
  const stopped = nodes
  nodes = [await startNode()]
  await Promise.all(stopped.map((node) => node.close()))
  await isFoundAndReaches(id, 'done')
  expect((await find(id)).attempts).toBe(1)
})
