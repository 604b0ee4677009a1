import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A published lexicon as it was last fetched. */
@Entity('lexicon_document')
@Index('lexicon_document_fetched_at_idx', ['fetchedAt'])
export class LexiconDocumentEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'lexicon_document_pkey' })
  nsid: string

  @Column({ type: 'text' })
  uri: string

  @Column({ type: 'bytea' })
  cid: Buffer

  /** DAG-CBOR of the record. */
  @Column({ type: 'bytea' })
  content: Buffer

  @Column({ name: 'fetched_at', type: 'timestamptz' })
  fetchedAt: Date
}
