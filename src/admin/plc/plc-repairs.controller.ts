import { Body, Param, Post, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { ApprovalAnswer, answerWith } from '../approvals/approval-answer.js'
import { EndpointChange } from './endpoint-change.js'
import { IdentityRecovery } from './identity-recovery.js'
import type { RepairOutcome } from './identity-repair-order.js'
import { KeyRotation } from './key-rotation.js'
import { IdentityChangeDto, RecoveryDto, RepairDto } from './plc.dto.js'

const PROBLEMS = ['not_found', 'outranked', 'not_a_plc_identity', 'InvalidRequest', 'UpstreamFailure']
const CHANGES = [...PROBLEMS, 'no_rotation_key']

/** Identities are put right in the PLC directory. Where it takes two people, it is done when the second one agrees. */
@AdminController('plc/:did', 'Account states')
export class PlcRepairsController {
  constructor(
    private readonly rotation: KeyRotation,
    private readonly endpoint: EndpointChange,
    private readonly recovery: IdentityRecovery,
  ) {}

  @Post('rotate-keys')
  @ApprovalAnswer()
  @AdminRoute('accounts.keys', {
    summary:
      'Gives the identity the present rotation key of this server for its former ones, and the recovery key that is configured; with dryRun it is only told',
    answers: IdentityChangeDto,
    problems: CHANGES,
    fresh: true,
  })
  async rotatePlcKeys(
    @Param('did') did: string,
    @Body() body: RepairDto,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerTo(reply, await this.rotation.order(did, { kind: 'rotateKeys' }, body, by))
  }

  @Post('change-endpoint')
  @ApprovalAnswer()
  @AdminRoute('accounts.keys', {
    summary: 'Lets the identity name this server by its present address; with dryRun it is only told',
    answers: IdentityChangeDto,
    problems: CHANGES,
    fresh: true,
  })
  async changePlcEndpoint(
    @Param('did') did: string,
    @Body() body: RepairDto,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerTo(reply, await this.endpoint.order(did, { kind: 'changeEndpoint' }, body, by))
  }

  @Post('recover')
  @ApprovalAnswer()
  @AdminRoute('accounts.keys', {
    summary:
      'Makes the identity what it was before an operation, without the key that signed that, for 72 hours; with dryRun it is only told',
    answers: IdentityChangeDto,
    problems: [...PROBLEMS, 'no_such_operation', 'no_higher_key', 'recovery_window_passed'],
    fresh: true,
  })
  async recoverPlcIdentity(
    @Param('did') did: string,
    @Body() body: RecoveryDto,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const wanted = { kind: 'recover', operation: body.operation } as const
    return answerTo(reply, await this.recovery.order(did, wanted, body, by))
  }
}

function answerTo(reply: FastifyReply, outcome: RepairOutcome) {
  return 'asked' in outcome ? answerWith(reply, outcome.asked) : outcome.change
}
