import { createHash } from 'node:crypto'
import type { Outbound } from '../../outbound/index.js'
import { signatureHeaders } from '../../webhooks/index.js'
import type { AuditEntry } from '../audit-entry.js'
import { entryJson } from '../entry-json.js'
import type { AuditSink } from './audit-sink.js'

const ANSWER_MAX_MS = 15_000
const ANSWER_MAX_BYTES = 64 * 1024

/** Posts the audit to a server that the operator has named, signed like messages of webhooks. */
export class PostingSink implements AuditSink {
  readonly name = 'webhook'
  readonly #secret: Buffer

  /** @param secret `whsec_…` @param nowMs the time (ms since the epoch) */
  constructor(
    private readonly outbound: Outbound,
    private readonly url: string,
    secret: string,
    private readonly nowMs: () => number,
  ) {
    this.#secret = Buffer.from(secret.slice(secret.indexOf('_') + 1), 'base64')
    outbound.trusted(url)
  }

  async send(entries: readonly AuditEntry[]): Promise<void> {
    const atMs = this.nowMs()
    const timestamp = new Date(atMs).toISOString()
    const body = JSON.stringify({
      type: 'audit.entries',
      timestamp,
      data: { entries: entries.map(entryJson) },
    })
    // The same entries have the same id, however often they are sent.
    const id = `audit_${createHash('sha256').update(entries.at(-1)!.hash).digest('hex').slice(0, 32)}`
    const answer = await this.outbound.request(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signatureHeaders({ id, body, atMs }, [this.#secret]),
      },
      body,
      timeoutMs: ANSWER_MAX_MS,
      responseMaxBytes: ANSWER_MAX_BYTES,
    })
    answer.discard()
    if (answer.status < 200 || answer.status > 299) throw new Error(`the server answered ${answer.status}`)
  }
}
