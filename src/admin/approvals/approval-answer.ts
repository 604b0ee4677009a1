import { ApiResponse } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { ApprovalDto } from './approvals.dto.js'

const ACCEPTED = 202

/** Method decorator: the route may answer that a second person has to agree. */
export function ApprovalAnswer(): MethodDecorator {
  return ApiResponse({
    status: ACCEPTED,
    description: 'Nothing is done yet: a second person has to agree.',
    type: ApprovalDto,
  })
}

/** Says that a second person has to agree, if so. */
export function answerWith(reply: FastifyReply, asked: ApprovalDto | undefined): ApprovalDto | undefined {
  if (asked) reply.status(ACCEPTED)
  return asked
}
