import { IdentityConfig } from '../../identity/index.js'
import { OutboundError } from '../../outbound/index.js'
import type { Check } from '../check.js'
import { failed, ok, skipped } from '../finding.js'

const NAME = 'PLC directory'
const ANSWER_MS = 5_000

/** The directory in which identities are registered. */
export const plcCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { plcUrl, plcBuiltIn } = patient.environment.section(IdentityConfig)
    if (plcBuiltIn) return [skipped(NAME, 'built into the server, for development')]
    const url = `${plcUrl}/_health`
    try {
      const answer = await patient.outboundTo(plcUrl).getJson(url, { timeoutMs: ANSWER_MS })
      const { version } = answer as { version?: unknown }
      return [ok(NAME, `${plcUrl} answers, version ${String(version)}`)]
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      const fix = `Without it no account can be made or moved. Let this machine reach it (PDS_DID_PLC_URL):\ncurl -v ${url}`
      return [failed(NAME, `${plcUrl}: ${error.message}`, fix)]
    }
  },
}
