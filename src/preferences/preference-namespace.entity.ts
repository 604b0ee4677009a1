import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What an account keeps in a namespace. */
@Entity('preference_namespace')
export class PreferenceNamespaceEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'preference_namespace_pkey' })
  did: string

  /** NSID. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'preference_namespace_pkey' })
  namespace: string

  /** Of the content. */
  @Column({ type: 'bytea' })
  cid: Buffer

  /** DAG-CBOR of the list of values. */
  @Column({ type: 'bytea' })
  content: Buffer

  @Column({ name: 'value_count', type: 'integer' })
  valueCount: number

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date
}
