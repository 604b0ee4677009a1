import { Column, Entity, PrimaryColumn } from 'typeorm'

/** An object that no blob names any more, still to be removed from the store. */
@Entity('blob_garbage')
export class BlobGarbageEntity {
  @PrimaryColumn({
    name: 'object_key',
    type: 'text',
    collation: 'C',
    primaryKeyConstraintName: 'blob_garbage_pkey',
  })
  objectKey: string

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date
}
