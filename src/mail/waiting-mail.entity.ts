import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A mail that was kept in a transaction, and is not in the queue yet. */
@Entity('waiting_mail')
export class WaitingMailEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'waiting_mail_pkey' })
  id: string

  /** as the queue has it */
  @Column({ type: 'text' })
  sealed: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date
}
