import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A password for one application. */
@Entity('app_password')
export class AppPasswordEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'app_password_pkey' })
  did: string

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'app_password_pkey' })
  name: string

  @Column({ name: 'password_hash', type: 'text' })
  passwordHash: string

  /** May also read and write private things, such as direct messages. */
  @Column({ type: 'boolean', default: false })
  privileged: boolean

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null

  /** Within some minutes. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null
}
