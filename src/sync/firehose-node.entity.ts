import { Column, Entity, PrimaryColumn } from 'typeorm'

/** Who reads the event stream from a node. */
@Entity('firehose_node')
export class FirehoseNodeEntity {
  /** Another one each time that the node starts. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'firehose_node_pkey' })
  node: string

  @Column({ type: 'jsonb' })
  readers: unknown

  /** A node that has not noted anything for a while has died. */
  @Column({ name: 'noted_at', type: 'timestamptz' })
  notedAt: Date
}
