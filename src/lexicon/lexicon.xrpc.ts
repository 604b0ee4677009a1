import { cborToJson, cidBytesToString } from '@guildhall/data'
import { com, type OutputOf } from '@guildhall/lexicon'
import type { Nsid } from '@guildhall/syntax'
import { anyone, type Call, limitByIp, MINUTE_MS, Xrpc, XrpcController } from '../xrpc/index.js'
import { LexiconNotFound } from './lexicon.errors.js'
import { PublishedLexicons } from './published-lexicons.js'

/** Each may send this server to another one. */
const RESOLUTIONS_MAX = 100

type Resolved = OutputOf<typeof com.atproto.lexicon.resolveLexicon>

/** Lexicons for others: `com.atproto.lexicon`. */
@XrpcController()
export class LexiconXrpc {
  constructor(private readonly lexicons: PublishedLexicons) {}

  @Xrpc(com.atproto.lexicon.resolveLexicon, anyone, { limit: limitByIp(RESOLUTIONS_MAX, 5 * MINUTE_MS) })
  async resolveLexicon({ params }: Call<typeof com.atproto.lexicon.resolveLexicon>) {
    const found = await this.lexicons.find(params.nsid as Nsid)
    if (!found) throw new LexiconNotFound(params.nsid)
    const schema = cborToJson(found.content) as unknown as Resolved['schema']
    return { uri: found.uri, cid: cidBytesToString(found.cid), schema }
  }
}
