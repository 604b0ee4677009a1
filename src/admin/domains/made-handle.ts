import type { HandlePolicy } from '../../identity/index.js'

/**
 * The handle that a template has made: whole if it ends in a domain of ours, else with the ending behind it.
 * @param ending with its leading dot
 */
export function madeHandle(
  policy: Pick<HandlePolicy, 'serviceDomainOf'>,
  made: string,
  ending: string,
): string {
  const name = made.toLowerCase()
  return policy.serviceDomainOf(name) === undefined ? `${name}${ending}` : name
}
