import { com } from '@guildhall/lexicon'
import { OutboundError } from '../../outbound/index.js'
import type { Check } from '../check.js'
import { failed, ok, skipped } from '../finding.js'
import type { Patient } from '../patient.js'

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
      if (did === service.serviceDid) return [ok(NAME, `${publicUrl} answers`)]
      const fix = `Look which server the proxy in front passes requests to:\ncurl -s ${url}`
      return [failed(NAME, `${publicUrl} is ${String(did)}, not ${service.serviceDid}`, fix)]
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      return [await unanswered(error, url, patient)]
    }
  },
}

/** Without a server there is nothing that a proxy could pass on. */
async function unanswered({ message, status }: OutboundError, url: string, patient: Patient) {
  if (patient.isLocal && status === undefined) return skipped(NAME, 'the server does not run')
  const { port } = patient.service
  const fix =
    status === undefined
      ? `Start the server and the proxy in front, and open the port in the firewall:\ncurl -v ${url}`
      : `The proxy in front answers, not the server: let it pass requests to port ${port} of this machine.\ncurl -v ${url}`
  return failed(NAME, `${patient.publicUrl}: ${message}`, fix)
}
