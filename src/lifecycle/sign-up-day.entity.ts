import { Column, Entity, PrimaryColumn } from 'typeorm'

/** How many have signed up on a day without an invite code. */
@Entity('sign_up_day')
export class SignUpDayEntity {
  /** of UTC */
  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'sign_up_day_pkey' })
  day: string

  @Column({ type: 'integer' })
  count: number
}
