import { OutboundError } from '../../outbound/index.js'
import { ProxyConfig } from '../../proxy/index.js'
import type { Check } from '../check.js'
import { advice, failed, ok, skipped } from '../finding.js'
import { unanswered } from '../unanswered.js'

const NAME = 'AppView'
const ANSWER_MS = 5_000
const SERVER_ERRORS = 500

/** Whether the AppView answers: applications see nothing without it. */
export const appViewCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { appView } = patient.environment.section(ProxyConfig)
    if (!appView) return [skipped(NAME, 'app_view_unset', {})]
    const url = `${appView.url}/xrpc/_health`
    const fix = advice('reach_app_view', `curl -v ${url}`)
    try {
      const answer = await patient.outboundTo(appView.url).request(url, { timeoutMs: ANSWER_MS })
      answer.discard()
      // Whatever it says, it is there.
      if (answer.status < SERVER_ERRORS) return [ok(NAME, 'url_answers', { url: appView.url })]
      return [failed(NAME, 'app_view_status', { url: appView.url, status: answer.status }, fix)]
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      return [unanswered(NAME, appView.url, error, fix)]
    }
  },
}
