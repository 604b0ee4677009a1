import type pg from 'pg'
import type { Log } from '../telemetry/index.js'

const RECONNECT_FIRST_MS = 50
/** Whatever all nodes must know within a second is told this way. */
const RECONNECT_MAX_MS = 500

/** A connection may be gone without a word, as when a firewall has forgotten it: it is asked for a sign of life. */
const PULSE_EVERY_MS = 5_000
const PULSE_WAIT_MS = 2_000

type Hear = (payload: string) => void

/** A channel that somebody hears. */
interface Channel {
  readonly hearers: Set<Hear>
  /** settles when the server knows that this process listens */
  listening: Promise<unknown>
}

/** LISTEN on one connection for the whole process. It is made at the first use, and again when it breaks. */
export class Notifications {
  readonly #channels = new Map<string, Channel>()
  #client: Promise<pg.Client> | undefined
  /** What {@link #client} came to, as long as it is good. */
  #live: pg.Client | undefined
  #pulse: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined
  #retryMs = RECONNECT_FIRST_MS
  #closed = false

  constructor(
    private readonly connect: () => Promise<pg.Client>,
    private readonly log: Log,
  ) {}

  /** Begins to hear a channel; resolves once nothing sent from now on can be missed. */
  async listen(name: string, hear: Hear): Promise<() => Promise<void>> {
    const channel = this.#channels.get(name) ?? this.#begin(name)
    channel.hearers.add(hear)
    try {
      await channel.listening
    } catch (error) {
      channel.hearers.delete(hear)
      if (this.#channels.get(name) === channel) this.#channels.delete(name)
      throw error
    }
    return () => this.#unlisten(name, hear)
  }

  /** Ends the connection; nothing is heard any more. */
  async close(): Promise<void> {
    this.#closed = true
    this.#channels.clear()
    clearTimeout(this.#retry)
    clearTimeout(this.#pulse)
    const client = this.#client
    this.#client = undefined
    await client?.then((open) => open.end()).catch(() => undefined)
  }

  /** Whoever comes second waits for the same LISTEN as the first. */
  #begin(name: string): Channel {
    const listening = this.#connected().then((client) => listenTo(client, name))
    const channel = { hearers: new Set<Hear>(), listening }
    this.#channels.set(name, channel)
    return channel
  }

  async #unlisten(name: string, hear: Hear): Promise<void> {
    const channel = this.#channels.get(name)
    if (!channel?.hearers.delete(hear) || channel.hearers.size > 0) return
    this.#channels.delete(name)
    try {
      const client = await this.#client
      // Somebody may have begun to listen again meanwhile.
      if (this.#closed || this.#channels.has(name)) return
      await client?.query(`UNLISTEN ${client.escapeIdentifier(name)}`)
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
      for (const hear of this.#channels.get(channel)?.hearers ?? []) this.#tell(hear, payload ?? '')
    })
    client.once('error', (error) => this.#lost(client, error))
    client.once('end', () => this.#lost(client))
    this.#live = client
    this.#watchOver(client)
    return client
  }

  #watchOver(client: pg.Client): void {
    if (this.#closed || client !== this.#live) return
    this.#pulse = setTimeout(() => {
      isAlive(client).then(
        () => this.#watchOver(client),
        (error: Error) => {
          this.#lost(client, error)
          // It cannot say goodbye, but lets go of its socket by and by.
          client.end().catch(() => undefined)
        },
      )
    }, PULSE_EVERY_MS).unref()
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
    if (this.#closed || client !== this.#live) return
    this.#live = undefined
    clearTimeout(this.#pulse)
    this.#client = undefined
    this.log.warn({ err: error }, 'the connection for notifications was lost')
    if (!this.#retry) this.#retryLater()
  }

  #retryLater(): void {
    this.#retry = setTimeout(() => void this.#reconnect(), this.#retryMs)
    this.#retryMs = Math.min(this.#retryMs * 2, RECONNECT_MAX_MS)
  }

  async #reconnect(): Promise<void> {
    this.#retry = undefined
    try {
      const client = await this.#connected()
      for (const [name, channel] of this.#channels) {
        channel.listening = listenTo(client, name)
        await channel.listening
      }
      this.#retryMs = RECONNECT_FIRST_MS
      this.log.info({}, 'the connection for notifications is back')
    } catch {
      if (!this.#closed && !this.#retry) this.#retryLater()
      return
    }
    const hearers = [...this.#channels.values()].flatMap((channel) => [...channel.hearers])
    for (const hear of hearers) this.#tell(hear, '')
  }
}

async function listenTo(client: pg.Client, name: string): Promise<void> {
  await client.query(`LISTEN ${client.escapeIdentifier(name)}`)
}

async function isAlive(client: pg.Client): Promise<void> {
  // Not the words of the release before: `src/sequencer/release-before-packs.ts`.
  const pulse: pg.QueryConfig & { query_timeout: number } = { text: 'SELECT 1', query_timeout: PULSE_WAIT_MS }
  await client.query(pulse)
}
