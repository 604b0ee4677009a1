import { Injectable } from '@nestjs/common'
import { Caches } from '../telemetry/index.js'
import { DidDocuments } from './did-documents.js'
import { KnownHandles } from './known-handles.js'
import { SigningKeys } from './signing-keys.js'

/** Shows how the caches of identities fare. */
@Injectable()
export class IdentityCaches {
  constructor(caches: Caches, documents: DidDocuments, handles: KnownHandles, keys: SigningKeys) {
    caches.show('did_documents', () => documents.cacheUse)
    caches.show('handles', () => handles.cacheUse)
    caches.show('signing_keys', () => keys.cacheUse)
  }
}
