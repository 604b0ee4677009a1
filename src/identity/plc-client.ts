import { Injectable, Optional } from '@nestjs/common'
import {
  DID_DOCUMENT_MAX_BYTES,
  InvalidPlcOperation,
  parsePlcOperation,
  type PlcLogOperation,
  type PlcOperation,
  type PlcTombstone,
} from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { Outbound, OutboundError, type OutboundResponse } from '../outbound/index.js'
import { Metrics, okOrFailed, SECONDS, Timings } from '../telemetry/index.js'
import { findJson } from './find-json.js'
import { IdentityConfig } from './identity.config.js'
import { PlcUnavailable } from './identity.errors.js'

const ANSWER_MAX_BYTES = 65_536
/** A log has an operation of a kilobyte for each change there ever was. */
const LOG_MAX_BYTES = 4 * 1024 * 1024
const MESSAGE_LENGTH_MAX = 300
/** Refusals that say nothing about the operation: it came too late, or there were too many. */
const NOT_NOW = new Set([408, 429])

/** What the directory said to an operation; without a message when it gave no reason. */
export type PlcAnswer =
  | { readonly taken: true }
  | { readonly taken: false; readonly status: number; readonly message: string | undefined }

/** The PLC directory, as far as it is asked from here. */
@Injectable()
export class PlcClient {
  readonly #timings = new Timings(SECONDS, 'call', 'result')

  constructor(
    private readonly outbound: Outbound,
    private readonly config: IdentityConfig,
    @Optional() metrics: Metrics = new Metrics(),
  ) {
    metrics.expose(
      'pds_plc_request_seconds',
      'Requests to the PLC directory by call and result.',
      this.#timings,
    )
    this.#timings.begin(['send', 'failed'], ['last', 'failed'])
    // It may be on this machine, even in this process.
    outbound.trusted(config.plcUrl)
  }

  /**
   * The document of a DID, not yet checked; `undefined` if the directory does not have it (any more).
   * @throws {OutboundError}
   */
  document(did: Did): Promise<unknown> {
    return this.#measured('document', this.#find(did, DID_DOCUMENT_MAX_BYTES))
  }

  /**
   * The last operation of a DID that counts; `undefined` if the directory does not know the DID.
   * @throws {PlcUnavailable}
   */
  async last(did: Did): Promise<PlcLogOperation | undefined> {
    try {
      const json = await this.#measured('last', this.#find(`${did}/log/last`, ANSWER_MAX_BYTES))
      return json === undefined ? undefined : parsePlcOperation(json)
    } catch (error) {
      if (error instanceof OutboundError || error instanceof InvalidPlcOperation)
        throw new PlcUnavailable(error)
      throw error
    }
  }

  /**
   * All operations of a DID, those that count no more included, as the directory has them; `undefined` if it does not
   * know the DID.
   * @throws {PlcUnavailable}
   */
  async log(did: Did): Promise<unknown[] | undefined> {
    try {
      const json = await this.#measured('log', this.#find(`${did}/log/audit`, LOG_MAX_BYTES))
      return Array.isArray(json) ? json : undefined
    } catch (error) {
      if (error instanceof OutboundError) throw new PlcUnavailable(error)
      throw error
    }
  }

  /**
   * Sends an operation.
   * @throws {PlcUnavailable} if it is not known whether the directory took it
   */
  async send(did: Did, operation: PlcOperation | PlcTombstone): Promise<PlcAnswer> {
    try {
      return await this.#measured('send', this.#post(did, operation))
    } catch (error) {
      if (error instanceof OutboundError) throw new PlcUnavailable(error)
      throw error
    }
  }

  async #post(did: Did, operation: PlcOperation | PlcTombstone): Promise<PlcAnswer> {
    const response = await this.outbound.request(`${this.config.plcUrl}/${did}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(operation),
      timeoutMs: this.config.resolverTimeoutMs,
      responseMaxBytes: ANSWER_MAX_BYTES,
    })
    return answerIn(response)
  }

  async #measured<T>(call: 'document' | 'last' | 'log' | 'send', answer: Promise<T>): Promise<T> {
    return this.#timings.measure(answer, (outcome) => [call, okOrFailed(outcome)])
  }

  #find(path: string, responseMaxBytes: number): Promise<unknown> {
    const { plcUrl, resolverTimeoutMs: timeoutMs } = this.config
    return findJson(this.outbound, `${plcUrl}/${path}`, { timeoutMs, responseMaxBytes })
  }
}

async function answerIn(response: OutboundResponse): Promise<PlcAnswer> {
  const { status } = response
  if (status >= 200 && status < 300) {
    response.discard()
    return { taken: true }
  }
  if (status >= 400 && status < 500 && !NOT_NOW.has(status)) {
    return { taken: false, status, message: await messageIn(response) }
  }
  const message = await messageIn(response)
  throw new OutboundError('status', message ?? `the PLC directory answered ${status}`, status)
}

/** Directories answer `{ message }`. What else they say is of no use to our callers. */
async function messageIn(response: OutboundResponse): Promise<string | undefined> {
  const body = await response.json().catch(() => undefined)
  const { message } = (body ?? {}) as { message?: unknown }
  return typeof message === 'string' && message !== '' ? message.slice(0, MESSAGE_LENGTH_MAX) : undefined
}
