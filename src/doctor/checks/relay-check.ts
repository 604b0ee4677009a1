import { com } from '@guildhall/lexicon'
import { DatabaseVisit } from '../../database/index.js'
import { OutboundError } from '../../outbound/index.js'
import { CrawlConfig } from '../../sync/index.js'
import type { Check } from '../check.js'
import { failed, type Finding, ok, skipped, warning } from '../finding.js'
import type { Patient } from '../patient.js'

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
  if (patient.isLocal) return skipped(NAME, 'a server on localhost has none')
  const fix = 'Name one, if the network is to see what is written here:\nPDS_CRAWLERS=https://bsky.network'
  return warning(NAME, 'none is set: nobody is told of what is written here', fix)
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
  try {
    const answer = await patient.outboundTo(relay).request(url, { timeoutMs: ANSWER_MS })
    const body = (await answer.json().catch(() => undefined)) as
      | (HostStatus & { error?: unknown })
      | undefined
    if (answer.status === 200 && body) return judge(relay, body, own)
    if (body?.error === 'HostNotFound') return unknownHost(relay, own)
    return failed(NAME, `${relay} answers ${answer.status}`, `Ask whoever runs it:\ncurl -v '${url}'`)
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return failed(NAME, `${relay}: ${error.message}`, `Let this machine reach it:\ncurl -v '${url}'`)
  }
}

function unknownHost(relay: string, { host }: Own): Finding {
  const body = JSON.stringify({ hostname: host })
  const fix = `Ask it to come; WebSocket and TLS must work for that:\ncurl -X POST ${relay}/xrpc/${requestCrawl.nsid} -H 'content-type: application/json' -d '${body}'`
  return warning(NAME, `${relay} does not know ${host} yet`, fix)
}

/** Compares, and names the worst of what is wrong. */
function judge(relay: string, { seq, accountCount, status = 'active' }: HostStatus, own: Own): Finding {
  const lag = seq === undefined || own.seq === undefined ? undefined : own.seq - seq
  if (status === 'banned') return failed(NAME, `${relay} has banned ${own.host}`, writeTo(relay))
  if (lag !== undefined && lag < 0) {
    const detail = `${relay} has seen number ${seq} of the stream, but this server is at ${own.seq} only: it ignores everything in between`
    const fix =
      'The database is older than what was announced, as after a restore. Numbers must go on past it:\npds restore --help'
    return failed(NAME, detail, fix)
  }
  if (status === 'throttled') return warning(NAME, `${relay} throttles ${own.host}`, writeTo(relay))
  if (status === 'offline') {
    return failed(NAME, `${relay} could not reach ${own.host}`, 'Mend public URL, TLS and WebSocket first.')
  }
  if (accountCount !== undefined && own.activeAccounts !== undefined && accountCount < own.activeAccounts) {
    const detail = `${relay} knows ${accountCount} of ${own.activeAccounts} active accounts: it limits hosts that are new to it`
    return warning(NAME, detail, writeTo(relay))
  }
  const text = `${relay}: ${status}${lag === undefined ? '' : `, ${lag} events behind`}`
  if (lag === undefined || lag <= BEHIND_ADVISED) return ok(NAME, text)
  return warning(NAME, text, 'Wait; if it does not catch up, mend public URL and WebSocket.')
}

function writeTo(relay: string): string {
  return `Write to whoever runs ${new URL(relay).host}, with the name of this server and how many accounts it has.`
}
