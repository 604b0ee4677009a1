import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsObject } from 'class-validator'
import { SETTING_GROUPS } from '../../settings/index.js'

/** A setting. */
@ApiSchema({ name: 'Setting' })
export class SettingDto {
  @ApiProperty({ description: 'The feature that it belongs to.' })
  section: string

  @ApiProperty()
  name: string

  @ApiProperty({ description: 'The variable of the environment.' })
  env: string

  @ApiProperty()
  kind: string

  @ApiProperty()
  help: string

  @ApiProperty({ description: 'Whether its value is never shown.' })
  secret: boolean

  @ApiPropertyOptional()
  value?: string

  @ApiPropertyOptional()
  default?: string

  @ApiProperty({ enum: ['environment', 'database', 'default', 'derived', 'unset'] })
  source: string

  @ApiProperty({ description: 'Whether the environment sets it, so that it is changed there only.' })
  pinned: boolean

  @ApiPropertyOptional({
    enum: SETTING_GROUPS,
    enumName: 'SettingGroupName',
    description: 'In which it may be changed at run time; absent: in the environment, with a restart.',
  })
  group?: string
}

/** Settings, by section. */
@ApiSchema({ name: 'Settings' })
export class SettingsDto {
  @ApiProperty({ type: [SettingDto] })
  data: SettingDto[]
}

/** Settings that are changed together. */
@ApiSchema({ name: 'SettingGroup' })
export class SettingGroupDto {
  @ApiProperty({ enum: SETTING_GROUPS, enumName: 'SettingGroupName' })
  group: string

  @ApiProperty({ description: 'How often it was changed.' })
  version: number

  @ApiProperty({ type: [SettingDto] })
  data: SettingDto[]
}

/** What settings of a group are to be. */
export class SettingGroupValuesDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }],
    },
    description:
      'By the names of the variables. Whatever is missing, null or empty has its default again; what the environment sets cannot be named.',
  })
  @IsObject()
  values: Record<string, unknown>
}
