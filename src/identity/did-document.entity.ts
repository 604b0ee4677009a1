import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A DID document as it was last fetched. */
@Entity('did_document')
export class DidDocumentEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'did_document_pkey' })
  did: string

  @Column({ type: 'jsonb' })
  document: unknown

  @Column({ name: 'fetched_at', type: 'timestamptz' })
  fetchedAt: Date
}
