import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Somebody in the directory of the organization, as the claims of OpenID Connect have it. */
export type IdpUser = { readonly sub: string } & Readonly<Record<string, unknown>>

/** What goes wrong with the next sign-ins. */
export interface IdpFaults {
  /** in place of what the ID token says; `null` is left out */
  readonly claims?: object
  /** of the ID token */
  readonly header?: object
  readonly expired?: boolean
  /** the provider changes its key before it signs */
  readonly rotate?: boolean
  readonly userinfoSub?: string
  readonly cancels?: boolean
  /** in place of what the browser should bring back */
  readonly answer?: object
  readonly down?: boolean
  /** whoever signs out has to show the ID token */
  readonly insists?: boolean
}

/** The identity provider of an organization, in a process of its own. */
export class OidcIdp {
  static readonly clientId = 'pds'
  static readonly clientSecret = 'secret-of-the-pds'

  private constructor(
    private readonly process: ChildProcess,
    readonly issuer: string,
  ) {}

  /** @param pds address of the server that is its client */
  static async start(pds: string): Promise<OidcIdp> {
    const script = join(import.meta.dirname, 'oidc-idp.mjs')
    const child = spawn(process.execPath, [script, `${pds}/sso/callback`, `${pds}/account`], {
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    })
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
    return new OidcIdp(child, (JSON.parse(line) as { issuer: string }).issuer)
  }

  /** Who signs in next, and what goes wrong. */
  async next(user: IdpUser, faults: IdpFaults = {}, asks = false): Promise<void> {
    const body = JSON.stringify({ user, faults, asks })
    await fetch(`${this.issuer}/control`, { method: 'POST', body })
  }

  /** Ends the process. */
  async close(): Promise<void> {
    this.process.kill()
    await once(this.process, 'exit')
  }
}
