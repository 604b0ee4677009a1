import { type CidBytes, cidStringToBytes, DataModelError } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { BlobNotFound, ServedBlobs } from '../blob/index.js'
import { type Call, optionalCaller, partialContent, Xrpc, XrpcController } from '../xrpc/index.js'
import { VisibleRepos } from './visible-repos.js'

/**
 * Under one CID there is always the same, but it may be deleted or taken down: caches ask again before long. What is
 * shown to the owner of an inactive account or to moderators is for nobody else.
 */
const CACHED = { public: 'public, max-age=300', private: 'private, no-store' } as const

/** Whatever a file contains, a browser neither guesses its type nor runs it here; other sites may show it. */
const HARMLESS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
}

/** Blobs: `com.atproto.sync.getBlob`. */
@XrpcController()
export class BlobsXrpc {
  constructor(
    private readonly repos: VisibleRepos,
    private readonly blobs: ServedBlobs,
  ) {}

  @Xrpc(com.atproto.sync.getBlob, optionalCaller)
  async getBlob({ params, caller, headers }: Call<typeof com.atproto.sync.getBlob>) {
    const { did } = await this.repos.find(params.did, caller)
    const blob = await this.blobs.find(did, cidOf(params.cid))
    const sent = blob && (await partialContent(headers, { ...blob, version: params.cid }))
    if (!sent) throw new BlobNotFound(params.cid)
    const cached = CACHED[caller.kind === 'anonymous' ? 'public' : 'private']
    const named = { 'content-disposition': `attachment; filename="${params.cid}"`, 'cache-control': cached }
    return { ...sent, encoding: blob.mimeType, headers: { ...sent.headers, ...HARMLESS, ...named } }
  }
}

/** A CID of another form than blobs have is that of none. */
function cidOf(text: string): CidBytes {
  try {
    return cidStringToBytes(text)
  } catch (error) {
    if (error instanceof DataModelError) throw new BlobNotFound(text)
    throw error
  }
}
