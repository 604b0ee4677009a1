import { InvalidScimRequest } from '../scim.errors.js'

const FORM = /^(?:W\/)?"(\d{1,9})"$/

/** The version that `If-Match` demands; undefined where any will do. @throws {InvalidScimRequest} */
export function demandedVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const version = FORM.exec(header.trim())?.[1]
  if (version === undefined)
    throw new InvalidScimRequest('invalidValue', 'If-Match must be one version of the resource')
  return Number(version)
}
