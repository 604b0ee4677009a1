import type { FastifyRequest } from 'fastify'
import { shownCode } from '../../account/index.js'

/** Parameters of routes that let somebody in, and what others are shown of each. */
const SECRETS: Readonly<Record<string, (value: string) => string>> = { code: shownCode }

/** The path of a request as those may read it who must not have all that is in it. */
export function shownPath({ raw, params, routeOptions }: FastifyRequest): string {
  const given = params as Readonly<Record<string, string>>
  const secrets = Object.keys(SECRETS).filter((name) => given[name] !== undefined)
  if (secrets.length === 0) return (raw.url ?? '').split('?', 1)[0]!
  return (routeOptions.url ?? '').replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = given[name] ?? ''
    return SECRETS[name]?.(value) ?? value
  })
}
