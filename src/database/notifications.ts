import type pg from 'pg'
import type { Log } from '../telemetry/index.js'

const RECONNECT_FIRST_MS = 50
const RECONNECT_MAX_MS = 5_000

type Hear = (payload: string) => void

/** LISTEN on one connection for the whole process. It is made at the first use, and again when it breaks. */
export class Notifications {
  readonly #channels = new Map<string, Set<Hear>>()
  #client: Promise<pg.Client> | undefined
  #retry: NodeJS.Timeout | undefined
  #retryMs = RECONNECT_FIRST_MS
  #closed = false

  constructor(
    private readonly connect: () => Promise<pg.Client>,
    private readonly log: Log,
  ) {}

  /** Begins to hear a channel; resolves once nothing sent from now on can be missed. */
  async listen(channel: string, hear: Hear): Promise<() => Promise<void>> {
    const hearers = this.#channels.get(channel) ?? new Set()
    this.#channels.set(channel, hearers.add(hear))
    try {
      const client = await this.#connected()
      if (hearers.size === 1) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
    } catch (error) {
      hearers.delete(hear)
      throw error
    }
    return () => this.#unlisten(channel, hear)
  }

  /** Ends the connection; nothing is heard any more. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    const client = this.#client
    this.#client = undefined
    await client?.then((open) => open.end()).catch(() => undefined)
  }

  async #unlisten(channel: string, hear: Hear): Promise<void> {
    const hearers = this.#channels.get(channel)
    if (!hearers?.delete(hear) || hearers.size > 0) return
    this.#channels.delete(channel)
    try {
      const client = await this.#client
      if (!this.#closed) await client?.query(`UNLISTEN ${client.escapeIdentifier(channel)}`)
    } catch {
      // The connection broke: the next one will not listen to this channel.
    }
  }

  #connected(): Promise<pg.Client> {
    if (this.#closed) return Promise.reject(new Error('the database is closed'))
    this.#client ??= this.#open().catch((error: unknown) => {
      this.#client = undefined
      throw error
    })
    return this.#client
  }

  async #open(): Promise<pg.Client> {
    const client = await this.connect()
    client.on('notification', ({ channel, payload }) => {
      for (const hear of this.#channels.get(channel) ?? []) this.#tell(hear, payload ?? '')
    })
    client.once('error', (error) => this.#lost(client, error))
    client.once('end', () => this.#lost(client))
    return client
  }

  #tell(hear: Hear, payload: string): void {
    try {
      hear(payload)
    } catch (error) {
      this.log.error({ err: error }, 'a notification could not be dealt with')
    }
  }

  #lost(client: pg.Client, error?: Error): void {
    client.removeAllListeners('notification')
    if (this.#closed || this.#retry) return
    this.#client = undefined
    this.log.warn({ err: error }, 'the connection for notifications was lost')
    this.#retryLater()
  }

  #retryLater(): void {
    this.#retry = setTimeout(() => void this.#reconnect(), this.#retryMs)
    this.#retryMs = Math.min(this.#retryMs * 2, RECONNECT_MAX_MS)
  }

  async #reconnect(): Promise<void> {
    this.#retry = undefined
    try {
      const client = await this.#connected()
      for (const channel of this.#channels.keys())
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
      this.#retryMs = RECONNECT_FIRST_MS
      this.log.info({}, 'the connection for notifications is back')
    } catch {
      if (!this.#closed && !this.#retry) this.#retryLater()
      return
    }
    for (const hearers of [...this.#channels.values()]) for (const hear of [...hearers]) this.#tell(hear, '')
  }
}
