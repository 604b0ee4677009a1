import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** What the organization knows of a member besides what everybody sees. */
@Entity('member_facts')
@Index('member_facts_external_id_key', ['externalId'], {
  unique: true,
  where: '(external_id IS NOT NULL)',
})
@Index('member_facts_class_idx', ['class'], { where: '(class IS NOT NULL)' })
@Index('member_facts_tags_idx', { synchronize: false })
export class MemberFactsEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'member_facts_pkey' })
  did: string

  @Column({ name: 'external_id', type: 'text', collation: 'C', nullable: true })
  externalId: string | null

  @Column({ type: 'text', collation: 'C', nullable: true })
  class: string | null

  @Column({ name: 'display_name', type: 'text', nullable: true })
  displayName: string | null

  @Column({ type: 'text', collation: 'C', nullable: true })
  locale: string | null

  @Column({ type: 'text', nullable: true })
  note: string | null

  @Column({ type: 'text', collation: 'C', array: true, default: [] })
  tags: string[]

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date
}
