import { Injectable } from '@nestjs/common'
import { AuditSinkStore } from './audit-sink.store.js'
import { AuditSinks } from './audit-sinks.js'

/** How far a sink has come. */
export interface SinkState {
  readonly name: string
  /** entries that it has not been sent */
  readonly behind: number
  /** why it could not be sent more, the last time */
  readonly problem: string | undefined
}

/** How far the sinks have come that are set. */
@Injectable()
export class SinkStates {
  constructor(
    private readonly sinks: AuditSinks,
    private readonly store: AuditSinkStore,
  ) {}

  list(): Promise<SinkState[]> {
    return Promise.all(
      this.sinks.all.map(async ({ name }) => {
        const [behind, problem] = await Promise.all([this.store.behind(name), this.store.problem(name)])
        return { name, behind, problem }
      }),
    )
  }
}
