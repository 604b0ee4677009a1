import { InvalidScimRequest, type ScimType } from '../scim.errors.js'

/**
 * What the library throws at a request that is wrong, as a refusal; anything else stays the fault it is.
 * @param otherwise what is wrong where it does not say
 */
export function asScimRefusal(error: unknown, otherwise: ScimType = 'invalidValue'): unknown {
  const { name, status, scimType, message } = error as {
    name?: string
    status?: number
    scimType?: ScimType
    message: string
  }
  const isOfRequest = (name === 'SCIMError' && Number(status) < 500) || error instanceof TypeError
  return isOfRequest ? new InvalidScimRequest(scimType ?? otherwise, message) : error
}
