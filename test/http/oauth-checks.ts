import type { Reply } from '../support/oauth-app.js'

/** One check: what is asked of an endpoint, and what it has to answer. */
export interface Check {
  readonly check: string
  readonly endpoint: string
  /** status and error, as in `400 invalid_request`; of what is more than one answer, whatever says it */
  readonly expected: string
  readonly run: () => Promise<string | Pick<Reply, 'status' | 'json'>>
}

/** A check in one line. */
export const check = (endpoint: string, name: string, expected: string, run: Check['run']): Check => ({
  check: name,
  endpoint,
  expected,
  run,
})

const CHECK_WIDTH = 58
const ENDPOINT_WIDTH = 10

/** Runs checks one after the other, prints what came of each, and expects all to be as they should. */
export async function expectChecks(checks: readonly Check[]): Promise<void> {
  const lines: string[] = []
  const wrong: object[] = []
  for (const { check: name, endpoint, expected, run } of checks) {
    const answer = await run()
    const got = typeof answer === 'string' ? answer : outcomeOf(answer)
    lines.push(`${name.padEnd(CHECK_WIDTH)} ${endpoint.padEnd(ENDPOINT_WIDTH)} ${got}`)
    if (got !== expected) wrong.push({ check: name, endpoint, expected, got })
  }
  process.stdout.write(`${lines.join('\n')}\n${checks.length} checks\n`)
  expect(wrong).toEqual([])
}

/** An answer in short. */
export function outcomeOf({ status, json }: Pick<Reply, 'status' | 'json'>): string {
  return json.error === undefined ? String(status) : `${status} ${String(json.error)}`
}
