import { applyDecorators, Controller, UseFilters, UseInterceptors, UsePipes } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import { AdminFilter } from '../admin.filter.js'
import { BodyInterceptor } from '../api/body.interceptor.js'
import { IdempotencyInterceptor } from '../api/idempotency.interceptor.js'
import { inputValidation } from '../api/input-validation.js'
import { JobLocationInterceptor } from '../jobs/job-location.interceptor.js'
import { LookInterceptor } from './look.interceptor.js'
import { StepUpInterceptor } from './step-up.interceptor.js'

/** Where the administration is. */
export const ADMIN_ROOT = 'admin/v1'

/**
 * A controller of the administration.
 * @param path below {@link ADMIN_ROOT}
 * @param tag what its routes are about, for documents
 */
export function AdminController(path: string, tag: string): ClassDecorator {
  return applyDecorators(
    Controller(`${ADMIN_ROOT}/${path}`),
    UseFilters(AdminFilter),
    UseInterceptors(
      StepUpInterceptor,
      BodyInterceptor,
      JobLocationInterceptor,
      IdempotencyInterceptor,
      LookInterceptor,
    ),
    UsePipes(inputValidation()),
    ApiTags(tag),
  )
}
