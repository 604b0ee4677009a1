import { Injectable } from '@nestjs/common'
import { ServiceDocuments } from '../../../settings/index.js'
import type { Administrator } from '../../access/administrator.js'
import { DocumentChange, versionTag } from '../../settings/document-change.js'
import type { ReasonDto, ReasonsDto } from './reasons.dto.js'

/** The document of `src/settings`. */
const DOCUMENT = 'reasons'

/** Reasons that are given often, so that members in the same case read the same. */
@Injectable()
export class Reasons {
  constructor(
    private readonly documents: ServiceDocuments,
    private readonly changes: DocumentChange,
  ) {}

  show(): ReasonsDto {
    return { data: (this.documents.read(DOCUMENT) ?? []) as ReasonDto[] }
  }

  /** The tag of the present list. */
  tag(): string {
    return versionTag(this.documents.versionOf(DOCUMENT))
  }

  /** @param ifMatch the ETag that was seen @throws {PreconditionFailed} */
  async put({ data }: ReasonsDto, ifMatch: string | undefined, by: Administrator): Promise<void> {
    const content = data.map(({ name, text }) => ({ name, text }))
    const deed = { action: 'reasons.change', before: this.show(), after: { data: content } }
    await this.changes.make({ name: DOCUMENT, content, ifMatch, deed }, by)
  }
}
