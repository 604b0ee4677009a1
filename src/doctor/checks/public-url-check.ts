import { com } from '@guildhall/lexicon'
import { OutboundError } from '../../outbound/index.js'
import type { Check } from '../check.js'
import { advice, failed, type Finding, ok, skipped } from '../finding.js'
import type { Patient } from '../patient.js'
import { unanswered } from '../unanswered.js'

const NAME = 'public URL'
const ANSWER_MS = 6_000
const { describeServer } = com.atproto.server

/** Whether it is this service that answers at its public URL. */
export const publicUrlCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { publicUrl, service } = patient
    const url = `${publicUrl}/xrpc/${describeServer.nsid}`
    try {
      const answer = await patient.outboundTo(publicUrl).getJson(url, { timeoutMs: ANSWER_MS })
      const { did } = answer as { did?: unknown }
      if (did === service.serviceDid) return [ok(NAME, 'url_answers', { url: publicUrl })]
      const values = { url: publicUrl, did: String(did), own: service.serviceDid }
      return [failed(NAME, 'public_url_of_other', values, advice('proxy_to_this', `curl -s ${url}`))]
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      return [silent(error, url, patient)]
    }
  },
}

/** Without a server there is nothing that a proxy could pass on. */
function silent(error: OutboundError, url: string, patient: Patient): Finding {
  const { message, status } = error
  const { publicUrl, isLocal, service } = patient
  const look = `curl -v ${url}`
  if (status === undefined) {
    if (isLocal) return skipped(NAME, 'server_stopped', {})
    return unanswered(NAME, publicUrl, error, advice('proxy_and_server', look))
  }
  const fix = advice('proxy_to_port', look)
  const values = { url: publicUrl, port: service.port }
  return error.failure === 'status'
    ? failed(NAME, 'url_status', { ...values, status }, fix)
    : failed(NAME, 'url_fails', { ...values, message }, fix)
}
