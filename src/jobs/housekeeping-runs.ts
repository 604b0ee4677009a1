import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { Clock, Log, redactedText } from '../telemetry/index.js'

const FAILURE_LENGTH_MAX = 500

/** How a task of housekeeping went, the last time that it was done on any node. */
export interface HousekeepingRun {
  readonly task: string
  readonly startedAt: Date
  readonly endedAt: Date
  /** why it failed; undefined: it went well */
  readonly failure: string | undefined
}

interface RunRow {
  task: string
  started_at: Date
  ended_at: Date
  failure: string | null
}

const NOTE = `
  INSERT INTO housekeeping_run (task, started_at, ended_at, failure) VALUES ($1, $2, $3, $4)
      ON CONFLICT (task) DO UPDATE
     SET started_at = excluded.started_at, ended_at = excluded.ended_at, failure = excluded.failure`

/** Remembers how housekeeping went: in the table `housekeeping_run`, a row for each task. */
@Injectable()
export class HousekeepingRuns {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Notes that a task begins. @returns is to be called at its end, with what it has thrown */
  begin(task: string): (error?: unknown) => Promise<void> {
    const startedAt = new Date(this.clock.nowMs())
    return (error) => this.#note(task, startedAt, error)
  }

  /** The last run of each task that was ever done. */
  async list(): Promise<HousekeepingRun[]> {
    const { rows } = await this.db.query<RunRow>({
      text: 'SELECT task, started_at, ended_at, failure FROM housekeeping_run ORDER BY task',
    })
    return rows.map(({ task, started_at: startedAt, ended_at: endedAt, failure }) => ({
      ...{ task, startedAt, endedAt },
      failure: failure ?? undefined,
    }))
  }

  /** A task that was done is done, also where that cannot be noted. */
  async #note(task: string, startedAt: Date, error: unknown): Promise<void> {
    const failure = error === undefined ? null : textOf(error)
    try {
      const values = [task, startedAt, new Date(this.clock.nowMs()), failure]
      await this.db.query({ name: 'housekeeping-run', text: NOTE, values })
    } catch (problem) {
      this.log.warn({ err: problem, task }, 'it could not be noted how housekeeping went')
    }
  }
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return redactedText(text).replaceAll('\0', '').slice(0, FAILURE_LENGTH_MAX)
}
