import { OFFBOARD_DAYS } from '../accounts/accounts.dto.js'
import { InvalidFields } from '../admin.errors.js'
import type { BulkVerb, OrderValues } from './bulk-job.js'

/** What each verb says besides; the others say nothing. */
const FIELDS: Readonly<Partial<Record<BulkVerb, keyof OrderValues>>> = {
  offboard: 'days',
  'set-class': 'class',
  'add-tags': 'tags',
  'remove-tags': 'tags',
  'set-quota': 'quotaBytes',
}

/** What is said with a verb, as far as it belongs there. @throws {InvalidFields} for what is missing, or does not belong */
export function orderValues(verb: BulkVerb, given: OrderValues): OrderValues {
  const field = FIELDS[verb]
  const said = { ...given, ...(verb === 'offboard' && { days: given.days ?? OFFBOARD_DAYS }) }
  const strange = (Object.keys(said) as (keyof OrderValues)[]).filter(
    (name) => said[name] !== undefined && name !== field,
  )
  const problems = strange.map((name) => ({ at: `/${name}`, message: `does not go with ${verb}` }))
  if (field && said[field] === undefined)
    problems.push({ at: `/${field}`, message: `must be said for ${verb}` })
  if (problems.length > 0) throw new InvalidFields(problems)
  return field ? { [field]: said[field] } : {}
}
