import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsObject } from 'class-validator'

/** A role that somebody has because of their groups. */
@ApiSchema({ name: 'GroupRole' })
export class GroupRoleDto {
  @ApiProperty()
  role: string

  @ApiPropertyOptional({ description: 'Of handles; absent: everywhere.' })
  domain?: string
}

/** Rules that are tried. */
export class PolicyTrialDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Any part of a policy; what is absent is as it is now.',
  })
  @IsObject()
  policy: Record<string, unknown>
}

/** What would change for somebody, or what somebody new in their groups would have in another way. */
@ApiSchema({ name: 'PolicyChange' })
export class PolicyChangeDto {
  @ApiProperty()
  did: string

  @ApiPropertyOptional()
  handle?: string

  @ApiProperty({ type: [GroupRoleDto], description: 'Roles of groups that they have now.' })
  before: GroupRoleDto[]

  @ApiProperty({ type: [GroupRoleDto], description: 'Roles of groups that they would have.' })
  after: GroupRoleDto[]

  @ApiPropertyOptional({
    description: 'What their groups let them store now (bytes); absent: no group says so.',
  })
  quotaBefore?: number

  @ApiPropertyOptional({ description: 'What they would let them store (bytes).' })
  quotaAfter?: number

  @ApiPropertyOptional({
    description:
      'Domain below which somebody new in their groups would get a handle, where theirs is below another one. They keep theirs.',
  })
  handleDomain?: string

  @ApiPropertyOptional({ description: 'Why they would not be let in the next time.' })
  refused?: string
}

/** Which accounts would change. */
@ApiSchema({ name: 'PolicyPreview' })
export class PolicyPreviewDto {
  @ApiProperty({ type: [PolicyChangeDto], description: 'At most a thousand.' })
  data: PolicyChangeDto[]

  @ApiProperty({ description: 'People of the connection who have accounts.' })
  looked: number

  @ApiProperty({ description: 'How many would change, also of those that are not named.' })
  changed: number

  @ApiProperty({ description: 'How many have a handle below another domain than their groups say.' })
  otherHandles: number
}
