import type { HandleRules } from './handle-rules.js'
import { HandleNotAvailable, InvalidHandle } from './identity.errors.js'
import { reservedForm } from './reserved-handles.js'

/**
 * Why there may be no handle with this in front of its domain: undefined if there may.
 * @param front without the dot before the domain; empty where the handle is the domain itself
 * @param takesReserved whether names that are kept back are no reason
 */
export function frontProblem(
  front: string,
  rules: HandleRules,
  takesReserved = false,
): InvalidHandle | HandleNotAvailable | undefined {
  if (front === '') return takesReserved ? undefined : new HandleNotAvailable('Reserved handle')
  const labels = front.split('.')
  if (labels.length > rules.labelsMax) return new InvalidHandle('Invalid characters in handle')
  for (const label of labels) {
    if (label.length < rules.lengthMin) return new InvalidHandle('Handle too short')
    if (label.length > rules.lengthMax) return new InvalidHandle('Handle too long')
    const isReserved = rules.reserved.has(reservedForm(label))
    if (isReserved && !takesReserved) return new HandleNotAvailable('Reserved handle')
  }
  return undefined
}
