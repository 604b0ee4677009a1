import type { AuditEntry } from '../audit-entry.js'
import { entryJson } from '../entry-json.js'

/** Facility `log audit`. */
const FACILITY = 13
const SEVERITY = { done: 6, denied: 4 } as const
const APP = 'guildhall'

/**
 * An entry as a message of syslog (RFC 5424): what it is in structured data, all of it as JSON in the message.
 * @param hostname of this service
 */
export function syslogLine(entry: AuditEntry, hostname: string): string {
  const { seq, at, action, outcome, agent, target } = entry
  const priority = FACILITY * 8 + SEVERITY[outcome]
  const parameters = Object.entries({
    seq: String(seq),
    action,
    outcome,
    actor: agent.id ?? agent.type,
    ...(target && { target: `${target.type}:${target.id}` }),
  })
  const data = parameters.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')
  const head = `<${priority}>1 ${at.toISOString()} ${hostname} ${APP} - ${wordOf(action)}`
  return `${head} [audit@32473${data}] ${JSON.stringify(entryJson(entry))}`
}

/** The name of a kind of message: 1 to 32 visible characters of ASCII. */
function wordOf(action: string): string {
  return action.replace(/[^\x21-\x7e]/g, '').slice(0, 32) || '-'
}

function escaped(value: string): string {
  return value.replace(/[\\"\]]/g, '\\$&')
}
