import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'

/** When the server makes and tries backups by itself. */
@ApiSchema({ name: 'BackupSchedule' })
export class BackupScheduleDto {
  @ApiPropertyOptional({ description: 'Milliseconds from one backup to the next.' })
  intervalMs?: number

  @ApiPropertyOptional({ description: 'Hour of the day (UTC) at which a backup is made.' })
  hour?: number

  @ApiPropertyOptional({ description: 'Milliseconds from one drill to the next.' })
  drillIntervalMs?: number

  @ApiProperty({ description: 'How many backups are kept.' })
  keep: number
}

/** How a backup, or a drill, went. */
@ApiSchema({ name: 'BackupRun' })
export class BackupRunDto {
  @ApiPropertyOptional()
  backup?: string

  @ApiProperty({ format: 'date-time' })
  startedAt: string

  @ApiProperty({ format: 'date-time' })
  endedAt: string

  @ApiProperty()
  succeeded: boolean

  @ApiPropertyOptional({ description: 'Without its blobs.' })
  bytes?: number

  @ApiPropertyOptional()
  note?: string
}

/** A backup. */
@ApiSchema({ name: 'Backup' })
export class BackupDto {
  @ApiProperty({ description: 'It begins with the time at which it was made.' })
  id: string

  @ApiProperty({ description: 'Without its blobs.' })
  bytes: number

  @ApiProperty({ description: 'false: it is being made, or was never finished.' })
  complete: boolean
}

/** Backups, and when they are made. */
@ApiSchema({ name: 'Backups' })
export class BackupsDto {
  @ApiProperty({ description: 'Whether it is set where backups go, and what encrypts them.' })
  configured: boolean

  @ApiPropertyOptional({ description: 'Where they are.' })
  place?: string

  @ApiProperty({ type: BackupScheduleDto })
  schedule: BackupScheduleDto

  @ApiPropertyOptional({ type: BackupRunDto })
  lastBackup?: BackupRunDto

  @ApiPropertyOptional({ type: BackupRunDto, description: 'The last one that was made.' })
  lastGoodBackup?: BackupRunDto

  @ApiPropertyOptional({ type: BackupRunDto })
  lastDrill?: BackupRunDto

  @ApiPropertyOptional({
    description: 'What would be lost now: milliseconds since the last good backup began.',
  })
  recoveryPointMs?: number

  @ApiPropertyOptional({ description: 'How long the last drill took that went well (ms).' })
  recoveryTimeMs?: number

  @ApiProperty({ type: [BackupDto], description: 'The newest first.' })
  data: BackupDto[]

  @ApiPropertyOptional({ description: 'Why they could not be listed.' })
  problem?: string
}
