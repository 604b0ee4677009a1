import { AtpAgent } from '@atproto/api'
import { DidPlcResolver, IdResolver, type DidDocument } from '@atproto/identity'
import type { ServerProcess } from './server-process.js'

export const PASSWORD = 'correct horse battery staple'

/** A new account and an agent that is signed in to it. */
export interface TestAccount {
  did: string
  handle: string
  agent: AtpAgent
}

/** Creates an account with the official client. */
export async function createAccount(server: Pick<ServerProcess, 'url'>, name: string): Promise<TestAccount> {
  const agent = new AtpAgent({ service: server.url })
  const handle = `${name}.test`
  await agent.createAccount({ handle, email: `${name}@example.com`, password: PASSWORD })
  return { did: agent.assertDid, handle, agent }
}

/** An agent of its own with a new session. */
export async function signIn(
  server: Pick<ServerProcess, 'url'>,
  identifier: string,
  password = PASSWORD,
): Promise<AtpAgent> {
  const agent = new AtpAgent({ service: server.url })
  await agent.login({ identifier, password })
  return agent
}

/** The official resolver drops the path of its directory's URL; the built-in directory lies below /plc. */
class BuiltInPlcResolver extends DidPlcResolver {
  override async resolveNoCheck(did: string): Promise<DidDocument | null> {
    const answer = await fetch(`${this.plcUrl}/${did}`)
    if (answer.status === 404) return null
    if (!answer.ok) throw new Error(`the directory answered ${answer.status}`)
    return (await answer.json()) as DidDocument
  }
}

/** Resolves identities through the directory that is built into the server. */
export function idResolverOf(server: ServerProcess): IdResolver {
  const resolver = new IdResolver()
  resolver.did.methods.set('plc', new BuiltInPlcResolver(`${server.url}/plc`, 3_000))
  return resolver
}

/** The key (did:key) that signs an account's repository. */
export async function signingKeyOf(server: ServerProcess, did: string): Promise<string> {
  return idResolverOf(server).did.resolveAtprotoKey(did)
}
