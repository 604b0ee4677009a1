import { Injectable } from '@nestjs/common'
import { Database, GatheredStatements } from '../../../database/index.js'
import { type NodeLetter, NodePost } from './node-post.js'

/** Nothing is written that would have to survive: the disk is not waited for. */
const SEND = `
  SELECT set_config('synchronous_commit', 'off', true), pg_notify(channel, text)
    FROM unnest($1::text[], $2::text[]) AS letter (channel, text)`

/** Letters as notifications of PostgreSQL: each node listens to a channel of its own. */
@Injectable()
export class PgNodePost extends NodePost {
  readonly #sending: GatheredStatements<NodeLetter, undefined>

  constructor(private readonly db: Database) {
    super()
    this.#sending = new GatheredStatements(async (letters) => {
      const values = [letters.map(({ to }) => channelOf(to)), letters.map(({ text }) => text)]
      await db.query({ name: 'node-post-send', text: SEND, values })
      return letters.map(() => undefined)
    })
  }

  override send(letter: NodeLetter): Promise<void> {
    return this.#sending.ask(letter)
  }

  override receive(name: string, hear: (text: string) => void): Promise<() => Promise<void>> {
    // An empty text follows a reconnect.
    return this.db.listen(channelOf(name), (text) => {
      if (text !== '') hear(text)
    })
  }
}

function channelOf(name: string): string {
  return `node_${name}`
}
