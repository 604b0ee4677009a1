import { api, dataOf } from './client'
import { endSession } from './session'

/**
 * Ends what there is in this browser: the session of the password, and the sign-in of a member.
 * @returns where the browser goes on, to sign out at the provider of an organization as well
 * @throws {ApiProblem}
 */
export async function signOut(isMember: boolean): Promise<string | undefined> {
  const next = isMember ? (await dataOf(api.POST('/admin/v1/me/sign-out'))).href : undefined
  await endSession()
  return next
}
