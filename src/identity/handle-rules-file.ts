import { isHandle } from '@guildhall/syntax'
import { type HandleRules, LABEL_LENGTH_MAX, LABELS_MAX } from './handle-rules.js'
import { RESERVED_NAMES, reservedForm } from './reserved-handles.js'

/** As the reference implementation has them. */
export const HANDLE_DEFAULTS: HandleRules = {
  lengthMin: 3,
  lengthMax: 18,
  labelsMax: 1,
  bareDomain: false,
  reserved: RESERVED_NAMES,
}

const RULES = ['lengthMin', 'lengthMax', 'labelsMax', 'bareDomain', 'reserved']
const RESERVED = ['add', 'remove']
const NAME = /^[a-z0-9-]+$/i

type Json = Record<string, unknown>

/** Rules by domain, and what is wrong with them, in words for an operator. */
export interface HandleRulesReading {
  readonly rules: ReadonlyMap<string, HandleRules>
  /** what holds for domains that are not named */
  readonly general: HandleRules
  readonly problems: readonly string[]
}

/**
 * Reads rules for handles. What stands at the top holds for all domains, unless `domains` says otherwise for one.
 * @param text JSON; without it, the defaults hold for all domains
 * @param domains on which handles are given out, each with its leading dot
 */
export function readHandleRules(text: string | undefined, domains: readonly string[]): HandleRulesReading {
  const problems: string[] = []
  const file = text === undefined ? {} : parse(text, problems)
  const { domains: ofDomains = {}, ...top } = file
  const general = rulesIn(top, HANDLE_DEFAULTS, '', problems)
  const overrides = isMap(ofDomains) ? ofDomains : {}
  if (!isMap(ofDomains)) problems.push('domains must be an object')
  for (const domain of Object.keys(overrides)) {
    if (!domains.includes(domain)) problems.push(`domains has "${domain}", on which no handles are given out`)
  }
  const rules = domains.map((domain): [string, HandleRules] => {
    const place = `domains["${domain}"].`
    const own = rulesIn(overrides[domain] ?? {}, general, place, problems)
    if (own.bareDomain && !isHandle(domain.slice(1)))
      problems.push(`bareDomain: "${domain.slice(1)}" cannot be a handle`)
    return [domain, own]
  })
  return { rules: new Map(rules), general, problems }
}

function parse(text: string, problems: string[]): Json {
  try {
    const json: unknown = JSON.parse(text)
    if (isMap(json)) return json
    problems.push('must be a JSON object')
  } catch (error) {
    problems.push(`is not JSON: ${(error as Error).message}`)
  }
  return {}
}

function rulesIn(json: unknown, base: HandleRules, place: string, problems: string[]): HandleRules {
  if (!isMap(json)) {
    problems.push(`${place.slice(0, -1)} must be an object`)
    return base
  }
  const complain = (problem: string): void => void problems.push(`${place}${problem}`)
  checkKnown(json, RULES, complain)
  const lengthMin = whole(json, 'lengthMin', base.lengthMin, LABEL_LENGTH_MAX, complain)
  const lengthMax = whole(json, 'lengthMax', base.lengthMax, LABEL_LENGTH_MAX, complain)
  if (lengthMin > lengthMax) complain(`lengthMin is ${lengthMin}, more than lengthMax, which is ${lengthMax}`)
  const { bareDomain = base.bareDomain } = json
  if (typeof bareDomain !== 'boolean') complain('bareDomain must be true or false')
  return {
    lengthMin,
    lengthMax,
    labelsMax: whole(json, 'labelsMax', base.labelsMax, LABELS_MAX, complain),
    bareDomain: bareDomain === true,
    reserved: reservedIn(json.reserved ?? {}, base.reserved, complain),
  }
}

function whole(
  json: Json,
  name: string,
  otherwise: number,
  max: number,
  complain: (problem: string) => void,
): number {
  const value = json[name] ?? otherwise
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max) return Number(value)
  complain(`${name} must be a whole number from 1 to ${max}`)
  return otherwise
}

function reservedIn(
  json: unknown,
  base: ReadonlySet<string>,
  complain: (problem: string) => void,
): ReadonlySet<string> {
  if (!isMap(json)) {
    complain('reserved must be an object')
    return base
  }
  checkKnown(json, RESERVED, (problem) => complain(`reserved: ${problem}`))
  const [add, remove] = RESERVED.map((list) => namesIn(json[list] ?? [], list, complain))
  const names = new Set([...base, ...add!])
  for (const name of remove!) names.delete(name)
  return names
}

function namesIn(json: unknown, list: string, complain: (problem: string) => void): string[] {
  const isNames = Array.isArray(json) && json.every((name) => typeof name === 'string' && NAME.test(name))
  if (isNames) return json.map((name) => reservedForm(String(name)))
  complain(`reserved.${list} must be a list of names of letters, digits and hyphens`)
  return []
}

function checkKnown(json: Json, known: readonly string[], complain: (problem: string) => void): void {
  for (const name of Object.keys(json)) if (!known.includes(name)) complain(`"${name}" is not known`)
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
