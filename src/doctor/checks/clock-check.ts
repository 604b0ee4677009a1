import { IdentityConfig } from '../../identity/index.js'
import { CrawlConfig } from '../../sync/index.js'
import type { Check } from '../check.js'
import { advice, failed, type Finding, ok, skipped, warning } from '../finding.js'
import type { Patient } from '../patient.js'

const NAME = 'clock'
const ANSWER_MS = 5_000
const SECOND_MS = 1_000
/** What a date in whole seconds and the way there may hide. */
const ADVISED_MS = 5 * SECOND_MS
/** Tokens between services are good for a minute; revisions of repositories are times. */
const LIMIT_MS = 30 * SECOND_MS

const FIX = advice('clock_by_network', 'sudo timedatectl set-ntp true\ntimedatectl status')

/** The clock beside those of others: the dates in their answers. */
export const clockCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { plcUrl, plcBuiltIn } = patient.environment.section(IdentityConfig)
    const others = [...(plcBuiltIn ? [] : [plcUrl]), ...patient.environment.section(CrawlConfig).relays]
    const differences = await Promise.all(others.map((url) => aheadOf(url, patient)))
    const known = differences.filter((ms) => ms !== undefined).sort((a, b) => a - b)
    // The one in the middle: one of several others may be wrong itself.
    const aheadMs = known[Math.floor(known.length / 2)]
    return [aheadMs === undefined ? skipped(NAME, 'clock_unknown', {}) : judge(aheadMs)]
  },
}

/** How far this clock is ahead of another server's; undefined where that says no time. */
async function aheadOf(url: string, patient: Patient): Promise<number | undefined> {
  const { clock } = patient
  const sentMs = clock.nowMs()
  try {
    const answer = await patient.outboundTo(url).request(`${url}/`, { timeoutMs: ANSWER_MS })
    answer.discard()
    const theirsMs = Date.parse(answer.header('date') ?? '')
    return Number.isNaN(theirsMs) ? undefined : (sentMs + clock.nowMs()) / 2 - theirsMs
  } catch {
    // That it cannot be reached is told elsewhere.
    return undefined
  }
}

function judge(aheadMs: number): Finding {
  const seconds = Math.round(Math.abs(aheadMs) / SECOND_MS)
  const code = aheadMs > 0 ? 'clock_ahead' : 'clock_behind'
  if (Math.abs(aheadMs) >= LIMIT_MS) return failed(NAME, code, { seconds }, FIX)
  if (Math.abs(aheadMs) >= ADVISED_MS) return warning(NAME, code, { seconds }, FIX)
  return ok(NAME, 'clock_right', {})
}
