import { Get, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { ACCEPTED } from '../jobs/job-location.interceptor.js'
import { LongJobDto } from '../jobs/long-jobs.dto.js'
import { BackupDesk } from './backup-desk.js'
import { BackupsDto } from './backups.dto.js'

const PROBLEMS = ['BackupNotSet', 'BackupKeyUnusable']

/** Backups. They are restored by command only: no server may run then. */
@AdminController('backups', 'Backups')
export class BackupsController {
  constructor(private readonly desk: BackupDesk) {}

  @Get()
  @AdminRoute('backups.view', { summary: 'Lists backups, and shows when they are made', answers: BackupsDto })
  listBackups(): Promise<BackupsDto> {
    return this.desk.show()
  }

  @Post()
  @AdminRoute('backups.manage', {
    summary: 'Makes a backup',
    answers: LongJobDto,
    status: ACCEPTED,
    problems: PROBLEMS,
  })
  createBackup(@By() by: Administrator): Promise<LongJobDto> {
    return this.desk.make(by)
  }

  @Post('verify')
  @AdminRoute('backups.manage', {
    summary: 'Restores the newest backup into a scratch directory, and checks all of it',
    answers: LongJobDto,
    status: ACCEPTED,
    problems: PROBLEMS,
  })
  verifyBackup(@By() by: Administrator): Promise<LongJobDto> {
    return this.desk.verify(by)
  }
}
