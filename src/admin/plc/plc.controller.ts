import { Get, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { PLC_OPERATION_LIST, PlcOperations } from './plc-operations.js'
import { PlcOperationDto } from './plc.dto.js'

/** What this server does to identities in the PLC directory. */
@AdminController('plc/operations', 'Operation')
export class PlcController {
  constructor(private readonly operations: PlcOperations) {}

  @Get()
  @AdminRoute('jobs.view', {
    summary: 'Lists operations on identities, as far as this server keeps them',
    answers: listOf(PlcOperationDto),
    list: PLC_OPERATION_LIST,
  })
  listPlcOperations(@ListParam(PLC_OPERATION_LIST) query: ListQuery) {
    return this.operations.list(query)
  }

  @Post('retry')
  @AdminRoute('jobs.manage', { summary: 'Takes up at once all operations that have failed so far' })
  retryPlcOperations(@By() by: Administrator): Promise<void> {
    return this.operations.retry(by)
  }
}
