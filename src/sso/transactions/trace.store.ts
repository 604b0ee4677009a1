/** What became of a sign-in, for administrators who have to find out why it failed. */
export interface SsoTrace {
  /** that of its transaction */
  readonly id: string
  readonly connectionId: string
  readonly at: Date
  readonly purpose: string
  readonly outcome: 'done' | 'failed'
  /** of a failure */
  readonly code: string | undefined
  /** who it was at the provider, if it came to that */
  readonly subject: string | undefined
  /** no secrets */
  readonly details: Readonly<Record<string, unknown>>
}

/** Which traces are looked for. */
export interface TraceQuery {
  readonly connectionId: string
  readonly outcome?: string | undefined
  /** only such as follow the trace of this id */
  readonly after?: string | undefined
  readonly descending: boolean
  readonly limit: number
}

/** Where traces are kept. */
export abstract class TraceStore {
  /** Keeps a trace in the place of the one that its sign-in has. */
  abstract put(trace: SsoTrace): Promise<void>

  abstract find(id: string): Promise<SsoTrace | undefined>

  /** In the order in which they were begun. */
  abstract list(query: TraceQuery): Promise<SsoTrace[]>
}
