import { com } from '@guildhall/lexicon'
import { DatabaseVisit } from '../../database/index.js'
import { OutboundError } from '../../outbound/index.js'
import { CrawlConfig } from '../../sync/index.js'
import type { Check } from '../check.js'
import { advice, failed, type Finding, ok, skipped, warning } from '../finding.js'
import type { Patient } from '../patient.js'
import { unanswered } from '../unanswered.js'

const NAME = 'relays'
const ANSWER_MS = 6_000
/** A relay writes down where it is every now and then only. */
const BEHIND_ADVISED = 10_000
const { getHostStatus, requestCrawl } = com.atproto.sync

/** What this server has, to compare with what relays know; undefined where that cannot be found out. */
interface Own {
  readonly host: string
  readonly seq: number | undefined
  readonly activeAccounts: number | undefined
}

interface HostStatus {
  readonly seq?: number
  readonly accountCount?: number
  readonly status?: string
}

/** What each relay knows of this server, how far it is behind, and whether it wants to know it at all. */
export const relayCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { relays, host } = patient.environment.section(CrawlConfig)
    if (relays.length === 0) return [none(patient)]
    const own = { host, ...(await countOwn(patient)) }
    return Promise.all(relays.map((relay) => ask(relay, own, patient)))
  },
}

function none(patient: Patient): Finding {
  if (patient.isLocal) return skipped(NAME, 'relays_not_needed', {})
  return warning(NAME, 'relays_unset', {}, advice('relay_name', 'PDS_CRAWLERS=https://bsky.network'))
}

/** Two numbers that tell more than any message; nothing is started to find them. */
async function countOwn({ environment }: Patient): Promise<Omit<Own, 'host'>> {
  const unknown = { seq: undefined, activeAccounts: undefined }
  try {
    const found = await DatabaseVisit.to(environment).pay(async (client) => {
      const { rows } = await client.query<{ seq: string; accounts: string }>(
        `SELECT (SELECT last_seq FROM sequencer_state) AS seq,
                (SELECT count(*) FROM account WHERE status = 'active') AS accounts`,
      )
      return { seq: Number(rows[0]!.seq), activeAccounts: Number(rows[0]!.accounts) }
    })
    return found ?? unknown
  } catch {
    // What is wrong with the database is told elsewhere.
    return unknown
  }
}

async function ask(relay: string, own: Own, patient: Patient): Promise<Finding> {
  const url = `${relay}/xrpc/${getHostStatus.nsid}?hostname=${encodeURIComponent(own.host)}`
  const look = `curl -v '${url}'`
  try {
    const answer = await patient.outboundTo(relay).request(url, { timeoutMs: ANSWER_MS })
    const body = (await answer.json().catch(() => undefined)) as
      | (HostStatus & { error?: unknown })
      | undefined
    if (answer.status === 200 && body) return judge(relay, body, own)
    if (body?.error === 'HostNotFound') return unknownHost(relay, own)
    return failed(NAME, 'relay_status', { relay, status: answer.status }, advice('relay_ask', look))
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return unanswered(NAME, relay, error, advice('relay_reach', look))
  }
}

function unknownHost(relay: string, { host }: Own): Finding {
  const body = JSON.stringify({ hostname: host })
  const ask = `curl -X POST ${relay}/xrpc/${requestCrawl.nsid} -H 'content-type: application/json' -d '${body}'`
  return warning(NAME, 'relay_ignorant', { relay, host }, advice('relay_invite', ask))
}

/** Compares, and names the worst of what is wrong. */
function judge(relay: string, { seq, accountCount, status = 'active' }: HostStatus, own: Own): Finding {
  const { host, activeAccounts } = own
  const lag = seq === undefined || own.seq === undefined ? undefined : own.seq - seq
  const place = { relay, host, relayHost: new URL(relay).host }
  const write = advice('relay_write')
  if (status === 'banned') return failed(NAME, 'relay_bans', place, write)
  if (lag !== undefined && lag < 0) {
    const values = { relay, theirs: seq!, own: own.seq! }
    return failed(NAME, 'relay_ahead', values, advice('relay_restored', 'pds restore --help'))
  }
  if (status === 'throttled') return warning(NAME, 'relay_throttles', place, write)
  if (status === 'offline') {
    return failed(NAME, 'relay_cannot_reach', { relay, host }, advice('relay_mend'))
  }
  if (accountCount !== undefined && activeAccounts !== undefined && accountCount < activeAccounts) {
    const { relayHost } = place
    const values = { relay, relayHost, known: accountCount, active: activeAccounts }
    return warning(NAME, 'relay_limits', values, write)
  }
  if (lag === undefined) return ok(NAME, 'relay', { relay, status })
  const values = { relay, status, behind: lag }
  if (lag <= BEHIND_ADVISED) return ok(NAME, 'relay_behind', values)
  return warning(NAME, 'relay_behind', values, advice('relay_wait'))
}
