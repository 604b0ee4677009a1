import { OutboundError } from '../../outbound/index.js'
import { ProxyConfig } from '../../proxy/index.js'
import type { Check } from '../check.js'
import { failed, ok, skipped } from '../finding.js'

const NAME = 'AppView'
const ANSWER_MS = 5_000
const SERVER_ERRORS = 500

/** Whether the AppView answers: applications see nothing without it. */
export const appViewCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { appView } = patient.environment.section(ProxyConfig)
    if (!appView) return [skipped(NAME, 'none is set (PDS_BSKY_APP_VIEW_URL)')]
    const url = `${appView.url}/xrpc/_health`
    const fix = `Let this machine reach it, or look at its status page:\ncurl -v ${url}`
    try {
      const answer = await patient.outboundTo(appView.url).request(url, { timeoutMs: ANSWER_MS })
      answer.discard()
      // Whatever it says, it is there.
      if (answer.status < SERVER_ERRORS) return [ok(NAME, `${appView.url} answers`)]
      return [failed(NAME, `${appView.url} answers ${answer.status}`, fix)]
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      return [failed(NAME, `${appView.url}: ${error.message}`, fix)]
    }
  },
}
