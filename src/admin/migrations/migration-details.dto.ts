import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { GuidedMigrationDto } from './guided-migrations.dto.js'
import { MigrationDto, MigrationProgressDto } from './migrations.dto.js'

/** The same with numbers, after the identity was asked about. */
@ApiSchema({ name: 'MigrationDetails' })
export class MigrationDetailsDto extends MigrationDto {
  @ApiProperty({ type: MigrationProgressDto })
  progress: MigrationProgressDto

  @ApiPropertyOptional({
    type: GuidedMigrationDto,
    description: 'Where this server carries the move out; shown to whoever may see invites.',
  })
  invitation?: GuidedMigrationDto
}
