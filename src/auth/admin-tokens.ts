import type { Agent } from '../audit/index.js'
import type { Grants } from '../roles/index.js'

/** Whoever presents the password or a token of the administration. */
export interface CredentialHolder {
  /** as the audit knows them */
  readonly agent: Agent
  readonly grants: Grants
}

/** Whoever presents a token of the administration. */
export interface TokenHolder extends CredentialHolder {
  readonly agent: Agent & { readonly type: 'token'; readonly id: string }
}

/** Port to whatever keeps tokens of the administration. Its provider is found by itself. */
export abstract class AdminTokens {
  /** Whether a text can be such a token, good or not. */
  abstract isOne(text: string): boolean

  /** Whoever presents it; undefined if it is not good, or not taken from this address. */
  abstract holderOf(text: string, ip: string): Promise<TokenHolder | undefined>
}
