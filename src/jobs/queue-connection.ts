import { WorkerHost } from '@nestjs/bullmq'
import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import {
  type BackendFactory,
  PostgresQueueBackend,
  Queue,
  runMigrations,
  setDefaultBackendFactory,
  type QueueOptions,
} from 'bullmq'
import type pg from 'pg'
import { DatabaseSource } from '../database/index.js'
import { Log, Random } from '../telemetry/index.js'
import { jobTrace } from './job-trace.js'
import { JobsConfig } from './jobs.config.js'
import { patientPool } from './patient-pool.js'
import { RedisSearch } from './redis-search.js'
import { SharedQueueConnection } from './shared-queue-connection.js'

/** BullMQ keeps its tables here. */
const SCHEMA = 'bullmq'

const FAILED_JOBS_KEPT = 200

/** What all queues and workers of this process connect with; closes them before it closes itself. */
@Injectable()
export class QueueConnection implements BeforeApplicationShutdown, OnApplicationShutdown {
  #pool: pg.Pool | undefined
  #shared: SharedQueueConnection | undefined
  readonly #search = new RedisSearch()

  constructor(
    private readonly config: JobsConfig,
    private readonly source: DatabaseSource,
    private readonly contributions: Contributions,
    private readonly log: Log,
    private readonly random: Random,
  ) {}

  /** Options that every queue and worker shares. */
  async options(): Promise<QueueOptions> {
    const connection = this.config.driver === 'redis' ? this.#redis() : await this.#postgres()
    const telemetry = jobTrace(this.random)
    return {
      connection,
      telemetry,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: FAILED_JOBS_KEPT },
    }
  }

  /** Before anything else is shut down: jobs under way still need it all. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#search.end()
    await Promise.all(this.contributions.of(WorkerHost).map((host) => this.#drain(host)))
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.contributions.of<Queue>(Queue).map((queue) => queue.close()))
    await this.#shared?.end()
    await this.#pool?.end()
  }

  #redis(): QueueOptions['connection'] {
    setDefaultBackendFactory()
    return { url: this.config.redisUrl!, maxRetriesPerRequest: null, retryStrategy: this.#search.next }
  }

  async #postgres(): Promise<QueueOptions['connection']> {
    setDefaultBackendFactory(sharing)
    const { connection } = this.source
    const pool = patientPool({
      ...connection,
      max: this.config.connectionsMax,
      keepAlive: true,
      application_name: 'guildhall-jobs',
      options: `${connection.options ?? ''} -c search_path=${SCHEMA}`,
    })
    pool.on('error', (error) => this.log.warn({ err: error }, 'an idle queue connection broke'))
    this.#pool = pool
    const client = await pool.connect()
    try {
      await runMigrations(client as never)
    } finally {
      client.release()
    }
    this.#shared = new SharedQueueConnection(pool)
    return this.#shared as unknown as QueueOptions['connection']
  }

  /** Lets the job under way finish, within limits: an unfinished one is started again by whoever comes next. */
  async #drain({ worker }: WorkerHost): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const expired = new Promise<'expired'>((resolve) => {
      timer = setTimeout(() => resolve('expired'), this.config.drainMs)
    })
    if ((await Promise.race([worker.close(), expired])) === 'expired') {
      this.log.warn({ queue: worker.name }, 'jobs were still under way; they will be done again')
      await worker.close(true)
    }
    clearTimeout(timer)
  }
}

/** For each queue and worker: what it is given for a connection is shared with the others. */
const sharing: BackendFactory = (name, options) =>
  new PostgresQueueBackend(options.connection as unknown as SharedQueueConnection, name, options as never)
