/** A server that runs as a process of its own. */
export interface HostedProcess {
  readonly url: string
  readonly log: string
  start(): Promise<unknown>
  stop(signal?: NodeJS.Signals): Promise<unknown>
  /** Ends it, and removes its data. */
  remove(): Promise<void>
}
