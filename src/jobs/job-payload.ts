import { redacted } from '../telemetry/index.js'

/** Longer texts are what the work is made of, a sealed letter for instance, and not what it is about. */
const TEXT_LENGTH_MAX = 200

/** What a piece of work was given, for people: without secrets, and without what is long. */
export function shownPayload(data: unknown): Record<string, unknown> {
  if (typeof data !== 'object' || data === null) return {}
  return shortened(redacted(data)) as Record<string, unknown>
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > TEXT_LENGTH_MAX ? `[${value.length} characters]` : value
  if (Array.isArray(value)) return value.map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shortened(each)]))
}
