import type { PlcState } from '@guildhall/identity'
import type { IdentityStateDto } from './account-details.dto.js'

/** What an identity is, as it is shown. */
export function identityView(state: PlcState): IdentityStateDto {
  const { rotationKeys, alsoKnownAs, verificationMethods, services } = state
  return { rotationKeys: [...rotationKeys], alsoKnownAs: [...alsoKnownAs], verificationMethods, services }
}
