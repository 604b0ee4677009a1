import { PostgresConnection } from 'bullmq'
import type pg from 'pg'

type ListenClient = Awaited<ReturnType<PostgresConnection['getListenClient']>>

/**
 * What all queues and workers of this process share. BullMQ makes one of these for each of them: each checks the schema
 * anew, and each worker keeps a connection of the database to itself, in which it hears the same as the others.
 */
export class SharedQueueConnection extends PostgresConnection {
  /** clients whose statements wait for each other */
  readonly #patient = new WeakSet<ListenClient>()

  constructor(pool: pg.Pool) {
    super(pool as never)
    // Every queue and worker adds listeners of its own.
    this.setMaxListeners(0)
  }

  /** The one that hears of new jobs. A client takes one statement at a time, and every worker asks it to listen. */
  override async getListenClient(): Promise<ListenClient> {
    const client = await super.getListenClient()
    if (this.#patient.has(client)) return client
    this.#patient.add(client)
    const ask = client.query.bind(client)
    let last: Promise<unknown> = Promise.resolve()
    client.query = ((...statement: Parameters<typeof ask>) => {
      const answer = last.then(() => ask(...statement))
      last = answer.catch(() => undefined)
      return answer
    }) as typeof client.query
    // As many as there are workers wait in it for what it hears.
    ;(client as unknown as pg.ClientBase).setMaxListeners(0)
    return client
  }

  /** Does nothing: whoever shares it closes what they were given, and others still need it. */
  override close(): Promise<void> {
    return Promise.resolve()
  }

  /** Lets go of the connection that listens, when nobody needs it any more. */
  end(): Promise<void> {
    return super.close()
  }
}
