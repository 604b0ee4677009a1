import { setTimeout as sleep } from 'node:timers/promises'
import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { Refusal } from '../../src/refusal.js'
import {
  adminOnly,
  anyone,
  type Call,
  limitBy,
  limitByAccount,
  MINUTE_MS,
  optionalCaller,
  optionalServiceAuth,
  refreshToken,
  repoScope,
  repoWrites,
  signedIn,
  writeGrant,
  Xrpc,
  XrpcController,
} from '../../src/xrpc/index.js'

const { admin, identity, repo, server, sync } = com.atproto

class HandleNotFound extends Refusal {
  constructor() {
    super('HandleNotFound', 'notFound', 'Handle not found')
  }
}

class Undeclared extends Refusal {
  constructor() {
    super('NobodySaidSo', 'invalid', 'not in the lexicon')
  }
}

/** What handlers saw, for tests that ask whether one ran at all. */
export const seen: {
  calls: { nsid: string; input: unknown; params: unknown; caller: unknown; ip: string }[]
} = {
  calls: [],
}

/** How far streams got. */
export const streams = { given: 0, ended: false, aborted: false }

function note({ nsid, input, params, caller, ip }: Call): void {
  seen.calls.push({ nsid, input, params, caller, ip })
}

/** A few methods of com.atproto with handlers that do nothing but show how they were called. */
@XrpcController()
export class SmallMethods {
  @Xrpc(server.describeServer, anyone)
  describeServer(call: Call<typeof server.describeServer>) {
    note(call)
    call.setHeader('x-handler', 'ran')
    return { did: 'did:web:localhost', availableUserDomains: ['.test'] }
  }

  @Xrpc(sync.listRepos, anyone)
  listRepos(call: Call<typeof sync.listRepos>) {
    note(call)
    return { repos: [], cursor: String(call.params.limit) }
  }

  @Xrpc(identity.resolveHandle, anyone)
  async resolveHandle({ params }: Call<typeof identity.resolveHandle>) {
    if (params.handle === 'fault.test') throw new Error('the secret is 42')
    if (params.handle === 'undeclared.test') throw new Undeclared()
    if (params.handle === 'wrong.test') return { did: 'no did' }
    if (params.handle !== 'alice.test') throw new HandleNotFound()
    return { did: 'did:plc:alice' }
  }

  @Xrpc(server.createSession, anyone, {
    limit: limitBy(({ input, ip }) => `${input.identifier.toLowerCase()}-${ip}`, 3, 5 * MINUTE_MS),
  })
  createSession(call: Call<typeof server.createSession>) {
    note(call)
    const did = 'did:plc:alice' as Did
    return { did, handle: call.input.identifier, accessJwt: 'access', refreshJwt: 'refresh' }
  }

  @Xrpc(server.reserveSigningKey, optionalServiceAuth())
  reserveSigningKey(call: Call<typeof server.reserveSigningKey>) {
    note(call)
    return { signingKey: `for ${call.caller.kind}` }
  }

  @Xrpc(server.deleteSession, refreshToken({ allowExpired: true }))
  deleteSession(call: Call<typeof server.deleteSession>) {
    note(call)
  }

  @Xrpc(server.requestAccountDelete, signedIn(undefined, { appPassword: 'no' }), {
    limit: limitByAccount(2, MINUTE_MS),
  })
  requestAccountDelete(call: Call<typeof server.requestAccountDelete>) {
    note(call)
  }

  @Xrpc(admin.deleteAccount, adminOnly())
  deleteAccount(call: Call<typeof admin.deleteAccount>) {
    note(call)
  }

  @Xrpc(repo.createRecord, signedIn(({ input }) => repoScope('create', input.collection)), {
    limit: repoWrites(3),
    bodyBytesMax: 1_000_000,
  })
  createRecord(call: Call<typeof repo.createRecord>) {
    note(call)
    const grant = writeGrant(call)
    return {
      uri: `at://${grant.did}/${call.input.collection}/x`,
      cid: 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a',
    }
  }
}

/** Methods whose bodies are not JSON. */
@XrpcController()
export class SmallBinaryMethods {
  @Xrpc(repo.importRepo, signedIn(), { bodyBytesMax: 1_000 })
  async importRepo({ input }: Call<typeof repo.importRepo>) {
    for await (const chunk of input.body) streams.given += chunk.length
    streams.ended = true
  }

  @Xrpc(sync.getRepo, optionalCaller, { outsideGlobalLimit: true })
  getRepo({ params, signal }: Call<typeof sync.getRepo>) {
    signal.addEventListener('abort', () => (streams.aborted = true))
    return { body: pieces(params.since), encoding: 'application/vnd.ipld.car' }
  }

  @Xrpc(sync.getBlob, anyone)
  getBlob({ params }: Call<typeof sync.getBlob>) {
    return {
      body: new TextEncoder().encode(params.did),
      encoding: 'text/plain',
      headers: { 'content-security-policy': "default-src 'none'" },
    }
  }
}

/** `since` picks a way to go wrong. */
async function* pieces(since: string | undefined): AsyncGenerator<Uint8Array> {
  if (since === '3aaaaaaaaaa2a') throw new HandleNotFound()
  try {
    for (let i = 0; i < (since ? 1_000_000 : 3); i++) {
      streams.given += 1
      yield new Uint8Array(since ? 65_536 : 2).fill(65 + i)
      if (since) await sleep(0)
    }
  } finally {
    streams.ended = true
  }
}
