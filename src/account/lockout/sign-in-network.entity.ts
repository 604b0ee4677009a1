import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** A network from which an account has signed in. */
@Entity('sign_in_network')
@Index('sign_in_network_did_idx', ['did'])
@Index('sign_in_network_seen_at_idx', ['seenAt'])
export class SignInNetworkEntity {
  /** A keyed digest of account and network. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'sign_in_network_pkey' })
  key: Buffer

  @Column({ type: 'text', collation: 'C' })
  did: string

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date
}
