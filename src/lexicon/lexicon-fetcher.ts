import { com } from '@guildhall/lexicon'
import { agreedDid, didsOfHandleTxt, pdsOf, signingKeyOf } from '@guildhall/identity'
import { type ProvenRecord, verifyRecordProof } from '@guildhall/repo'
import { type AtUri, type Did, type Nsid, nsidAuthority } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { DidDocuments } from '../identity/index.js'
import { Outbound, TxtResolver } from '../outbound/index.js'
import { LexiconConfig } from './lexicon.config.js'
import { LexiconUnresolvable } from './lexicon-unresolvable.js'
import type { FetchedLexicon } from './published-lexicon.js'

/** Largest document, as DAG-CBOR. The largest of Bluesky's have about 20 kB. */
export const LEXICON_BYTES_MAX = 256 * 1024

/** Largest proof: the document, the commit, and a way down the tree. */
const PROOF_BYTES_MAX = 1024 * 1024
const PROOF_BLOCKS_MAX = 1_000

const CAR = 'application/vnd.ipld.car'
const { schema } = com.atproto.lexicon
const { getRecord } = com.atproto.sync

/** Where a repository is served, and with which key it is signed. */
interface Host {
  did: Did
  pds: string
  didKey: string
}

/** Asks the network for a lexicon (atproto.com/specs/lexicon, "publication and resolution"). Keeps nothing. */
@Injectable()
export class LexiconFetcher {
  constructor(
    private readonly txt: TxtResolver,
    private readonly dids: DidDocuments,
    private readonly outbound: Outbound,
    private readonly config: LexiconConfig,
  ) {}

  /**
   * The record that the authority of an NSID has published, proved by its repository. Whether it is a lexicon is not
   * looked at.
   * @throws LexiconUnresolvable
   */
  async fetch(nsid: Nsid): Promise<Omit<FetchedLexicon, 'fetchedAtMs'>> {
    const timeout = AbortSignal.timeout(this.config.timeoutMs)
    try {
      return await inTime(this.#fetch(nsid, timeout), timeout)
    } catch (error) {
      throw LexiconUnresolvable.from(error)
    }
  }

  async #fetch(nsid: Nsid, signal: AbortSignal): Promise<Omit<FetchedLexicon, 'fetchedAtMs'>> {
    const did = (this.config.authorityDid as Did | undefined) ?? (await this.#authorityOf(nsid))
    const record = await this.#recordOf(did, nsid, signal)
    if (!record) throw new LexiconUnresolvable(`${did} has not published ${nsid}`)
    if (record.bytes.length > LEXICON_BYTES_MAX) throw new LexiconUnresolvable('the document is too large')
    return {
      nsid,
      uri: `at://${did}/${schema.nsid}/${nsid}` as AtUri,
      cid: record.cid,
      content: record.bytes,
    }
  }

  /** The DNS is asked for this very name: neither the domain above it nor one below it speaks for it. */
  async #authorityOf(nsid: Nsid): Promise<Did> {
    const name = `_lexicon.${nsidAuthority(nsid)}`
    // The entries have the form of those that handles have.
    const did = agreedDid(didsOfHandleTxt(await this.txt.resolveTxt(name)))
    if (!did) throw new LexiconUnresolvable(`${name} names no DID`)
    return did
  }

  async #recordOf(did: Did, nsid: Nsid, signal: AbortSignal): Promise<ProvenRecord | undefined> {
    const host = await this.#hostOf(did)
    try {
      return await this.#prove(host, nsid, signal)
    } catch (error) {
      // The repository may have moved, or changed its key, since its DID document was kept.
      const present = await this.#hostOf(did, { refresh: true })
      if (present.pds === host.pds && present.didKey === host.didKey) throw error
      return this.#prove(present, nsid, signal)
    }
  }

  async #hostOf(did: Did, options: { refresh?: boolean } = {}): Promise<Host> {
    const document = await this.dids.resolve(did, options)
    const pds = document && pdsOf(document)
    const didKey = document && signingKeyOf(document)
    if (!pds || !didKey) throw new LexiconUnresolvable(`${did} has no repository`)
    return { did, pds, didKey }
  }

  async #prove(
    { did, pds, didKey }: Host,
    nsid: Nsid,
    signal: AbortSignal,
  ): Promise<ProvenRecord | undefined> {
    const url = new URL(`/xrpc/${getRecord.nsid}`, pds)
    url.search = new URLSearchParams({ did, collection: schema.nsid, rkey: nsid }).toString()
    const response = await this.outbound.request(url, {
      headers: { accept: CAR },
      timeoutMs: this.config.timeoutMs,
      responseMaxBytes: PROOF_BYTES_MAX,
      toStranger: true,
      signal,
    })
    if (response.status !== 200) {
      response.discard()
      throw new LexiconUnresolvable(`${url.host} answered ${response.status}`)
    }
    const limits = { carMaxBytes: PROOF_BYTES_MAX, carMaxBlocks: PROOF_BLOCKS_MAX }
    return verifyRecordProof(await response.bytes(), { did, didKey, path: `${schema.nsid}/${nsid}` }, limits)
  }
}

/** Not every step can be given up, but nobody has to wait for it. */
async function inTime<T>(work: Promise<T>, timeout: AbortSignal): Promise<T> {
  let late = (): void => undefined
  const expired = new Promise<never>((_, reject) => {
    late = () => reject(new LexiconUnresolvable('no answer in time'))
    timeout.addEventListener('abort', late, { once: true })
  })
  try {
    return await Promise.race([work, expired])
  } finally {
    timeout.removeEventListener('abort', late)
  }
}
