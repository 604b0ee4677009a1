import { Column, Entity, PrimaryColumn } from 'typeorm'

/** One version of something that administrators set while the server runs. */
@Entity('service_document')
export class ServiceDocumentEntity {
  /** `settings.sign-up`, `domains`, `branding` and so on */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'service_document_pkey' })
  name: string

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'service_document_pkey' })
  version: number

  /** JSON; `null` when it was taken away. */
  @Column({ type: 'jsonb' })
  content: unknown

  @Column({ name: 'made_at', type: 'timestamptz' })
  madeAt: Date

  /** A DID, or what else the audit calls whoever made it. */
  @Column({ name: 'made_by', type: 'text', nullable: true })
  madeBy: string | null
}
