import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm'
import { ScimUserEntity } from '../users/scim-user.entity.js'
import { ScimGroupEntity } from './scim-group.entity.js'

/** That somebody is in a group. */
@Entity('scim_group_member')
@Index('scim_group_member_user_id_idx', ['userId'])
export class ScimGroupMemberEntity {
  @PrimaryColumn({ name: 'group_id', type: 'uuid', primaryKeyConstraintName: 'scim_group_member_pkey' })
  groupId: string

  @PrimaryColumn({ name: 'user_id', type: 'uuid', primaryKeyConstraintName: 'scim_group_member_pkey' })
  userId: string

  @ManyToOne(() => ScimGroupEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'group_id', foreignKeyConstraintName: 'scim_group_member_group_id_fkey' })
  group: ScimGroupEntity

  @ManyToOne(() => ScimUserEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'scim_group_member_user_id_fkey' })
  user: ScimUserEntity
}
