import { IdentityConfig } from '../../identity/index.js'
import { OutboundError } from '../../outbound/index.js'
import type { Check } from '../check.js'
import { advice, ok, skipped } from '../finding.js'
import { unanswered } from '../unanswered.js'

const NAME = 'PLC directory'
const ANSWER_MS = 5_000

/** The directory in which identities are registered. */
export const plcCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { plcUrl, plcBuiltIn } = patient.environment.section(IdentityConfig)
    if (plcBuiltIn) return [skipped(NAME, 'plc_built_in', {})]
    const url = `${plcUrl}/_health`
    try {
      const answer = await patient.outboundTo(plcUrl).getJson(url, { timeoutMs: ANSWER_MS })
      const { version } = answer as { version?: unknown }
      return [ok(NAME, 'plc', { url: plcUrl, version: String(version) })]
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      return [unanswered(NAME, plcUrl, error, advice('reach_plc', `curl -v ${url}`))]
    }
  },
}
