/** Which tokens that are good once were used; all nodes share it. */
export abstract class UsedTokenStore {
  /**
   * Notes the use of a token.
   * @param key digest of what tells the token from others
   * @param until when it is refused because of its age, so that its use need not be known any longer
   * @returns `false` if it was used before, on whatever node
   */
  abstract use(key: Uint8Array, until: Date): Promise<boolean>

  /** Removes up to `limit` that need not be known any longer; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
