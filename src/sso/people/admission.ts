import type { Admission, StepUpPolicy } from '../connections/connection-policy.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { SsoFailure } from '../sso.errors.js'

/** Lets in whom an organization wants to. @throws {SsoFailure} which says for administrators what was missing */
export function assertAdmitted(claims: VerifiedClaims, admission: Admission): void {
  assertDomain(claims, admission)
  const { groups, acr, amr } = claims
  const problem = groupProblem(groups, admission)
  if (problem !== undefined)
    throw new SsoFailure('group_not_allowed', problem, {
      wanted: admission.requiredGroups,
      found: groups.slice(0, 50),
    })
  if (admission.acr.length > 0 && (acr === undefined || !admission.acr.includes(acr)))
    throw new SsoFailure('authentication_too_weak', 'The provider has not looked closely enough (acr).', {
      wanted: admission.acr,
      found: acr,
    })
  if (admission.amr.length > 0 && !amr.some((one) => admission.amr.includes(one)))
    throw new SsoFailure('authentication_too_weak', 'The provider has not looked closely enough (amr).', {
      wanted: admission.amr,
      found: amr,
    })
}

/** Whether the provider has looked closely enough at whoever had to show anew who they are. @throws {SsoFailure} */
export function assertStepUp(claims: VerifiedClaims, stepUp: StepUpPolicy | undefined): void {
  if (!isStepUp(claims, stepUp))
    throw new SsoFailure(
      'authentication_too_weak',
      'The provider has not looked closely enough anew (acr).',
      {
        wanted: stepUp?.acr,
        found: claims.acr,
      },
    )
}

/** Whether the provider has looked as closely as it has to where somebody shows anew who they are. */
export function isStepUp({ acr }: VerifiedClaims, stepUp: StepUpPolicy | undefined): boolean {
  const wanted = stepUp?.acr ?? []
  return wanted.length === 0 || (acr !== undefined && wanted.includes(acr))
}

/** Why people in these groups are not let in, for administrators; undefined if they are. */
export function groupProblem(
  groups: readonly string[],
  { requiredGroups, deniedGroups }: Pick<Admission, 'requiredGroups' | 'deniedGroups'>,
): string | undefined {
  const denied = groups.find((one) => deniedGroups.includes(one))
  if (denied !== undefined) return `The person is in the group "${denied}", which is kept out.`
  const isMissing = requiredGroups.length > 0 && !groups.some((one) => requiredGroups.includes(one))
  return isMissing ? 'The person is in none of the groups that are let in.' : undefined
}

/** Only confirmed addresses say anything about whose domain somebody is of. */
function assertDomain({ email, emailVerified }: VerifiedClaims, { emailDomains }: Admission): void {
  if (emailDomains.length === 0) return
  if (email === undefined)
    throw new SsoFailure('missing_claim', 'The provider does not say an e-mail address.')
  if (!emailVerified)
    throw new SsoFailure('domain_not_allowed', 'The e-mail address is not confirmed (email_verified).', {
      email,
    })
  if (!emailDomains.includes(domainOfEmail(email)))
    throw new SsoFailure('domain_not_allowed', 'The e-mail address is of a domain that is not let in.', {
      email,
      wanted: emailDomains,
    })
}

/** What follows the last @. */
export function domainOfEmail(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}
