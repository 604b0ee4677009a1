import { com } from '@guildhall/lexicon'
import { openWebSocket, OutboundError } from '../../outbound/index.js'
import type { Check } from '../check.js'
import { advice, ok, skipped } from '../finding.js'
import { unanswered } from '../unanswered.js'

const NAME = 'WebSocket'
const ANSWER_MS = 6_000
const { subscribeRepos } = com.atproto.sync

const FIX = advice(
  'proxy_web_socket',
  `  proxy_http_version 1.1;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection "upgrade";
  proxy_read_timeout 1h;`,
)

/** Whether the stream of events can be subscribed to at the public URL, through what stands in front. */
export const webSocketCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { publicUrl } = patient
    const url = `${publicUrl.replace(/^http/, 'ws')}/xrpc/${subscribeRepos.nsid}`
    try {
      await openWebSocket(url, ANSWER_MS)
      return [ok(NAME, 'web_socket', { url })]
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      if (error.status === undefined && patient.isLocal) return [skipped(NAME, 'server_stopped', {})]
      return [unanswered(NAME, url, error, FIX)]
    }
  },
}
