import type { Did } from '@guildhall/syntax'
import type { AddedFactor, FactorOverview, PasskeyCreation, TotpEnrolment } from './factor-views.js'

/**
 * The second factors of accounts, as their owners manage them. Whoever calls has made sure that it is the owner, and
 * lately so.
 *
 * Every change is noted among the events of the account, is told to its owner by mail, and makes browsers that were
 * trusted to go without a second factor ask for one again.
 */
export abstract class SecondFactors {
  /** What an account has. */
  abstract list(did: Did): Promise<FactorOverview>

  /**
   * Begins to add an app that makes codes; whatever was begun before is forgotten.
   * @throws {FactorExists} if there is one already
   */
  abstract beginTotp(did: Did): Promise<TotpEnrolment>

  /** What was begun with {@link beginTotp}, so that it can be shown once more; `undefined` if nothing was, or too long ago. */
  abstract pendingTotp(did: Did): Promise<TotpEnrolment | undefined>

  /**
   * Adds the app by a first code of it.
   * @param ip of the client
   * @throws {FactorNotBegun} if nothing was begun, or too long ago
   * @throws {InvalidCode | TooManyFailures} it may be tried again
   */
  abstract confirmTotp(did: Did, code: string, ip: string): Promise<AddedFactor>

  /** Removes the app; recovery codes go with the last factor. @returns whether there was one */
  abstract removeTotp(did: Did): Promise<boolean>

  /**
   * Makes recovery codes, in place of all that there are.
   * @returns them, this once
   * @throws {NoFactor} if there is no factor that they could stand in for
   */
  abstract renewRecoveryCodes(did: Did): Promise<readonly string[]>

  /**
   * Begins to add a passkey.
   * @param deviceId the browser in which it is made; the answer must come from the same one, within five minutes
   * @returns what `startRegistration({ optionsJSON })` of `@simplewebauthn/browser` takes
   * @throws {TooManyPasskeys}
   */
  abstract beginPasskey(did: Did, deviceId: Uint8Array): Promise<PasskeyCreation>

  /**
   * Adds a passkey.
   * @param response what `startRegistration` gave, as JSON
   * @param name what its owner calls it; a date if empty
   * @throws {InvalidPasskey} if the answer is no good, comes too late, from another browser or a second time
   * @throws {FactorExists} if there is this passkey already
   */
  abstract finishPasskey(did: Did, deviceId: Uint8Array, name: string, response: string): Promise<AddedFactor>

  /** Gives a passkey another name. @returns whether the account has it @throws {InvalidPasskeyName} */
  abstract renamePasskey(did: Did, id: string, name: string): Promise<boolean>

  /** Removes a passkey; recovery codes go with the last factor. @returns whether the account had it */
  abstract removePasskey(did: Did, id: string): Promise<boolean>
}
