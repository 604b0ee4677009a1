import type { SignedInAccount } from '../devices/devices.js'

/**
 * Knows whose sign-in is enough to administer, so that they are not asked again on their way there. Every provider of this
 * class is found by itself.
 */
export abstract class AdministrationRule {
  abstract admits(signedIn: SignedInAccount): Promise<boolean>
}
