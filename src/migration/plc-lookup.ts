import type { PlcState } from '@guildhall/identity'
import type { Outbound } from '../outbound/index.js'
import { MoveProblem } from './move-problem.js'
import { patiently } from './patience.js'

const TIMEOUT_MS = 30_000
const ANSWER_MAX_BYTES = 256 * 1024

/** What a PLC directory says about identities, here and now. */
export class PlcLookup {
  /** @param url of the directory */
  constructor(
    private readonly outbound: Outbound,
    private readonly url: string,
  ) {}

  /** The state of a did:plc. @throws {MoveProblem} for an answer that is none; OutboundError */
  async state(did: string): Promise<PlcState> {
    const limits = { timeoutMs: TIMEOUT_MS, headersTimeoutMs: TIMEOUT_MS, responseMaxBytes: ANSWER_MAX_BYTES }
    const json = (await patiently(() =>
      this.outbound.getJson(`${this.url.replace(/\/$/, '')}/${did}/data`, limits),
    )) as Partial<PlcState> | null
    const { rotationKeys, alsoKnownAs, verificationMethods, services } = json ?? {}
    if (!Array.isArray(rotationKeys) || !Array.isArray(alsoKnownAs) || !verificationMethods || !services) {
      throw new MoveProblem(`${this.url} is not a PLC directory, or does not know ${did}`)
    }
    return { rotationKeys, alsoKnownAs, verificationMethods, services }
  }
}
