import { Controller, Get, Param, UseFilters, UseInterceptors } from '@nestjs/common'
import { GuardedRoute } from '../../http/index.js'
import { limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { SCIM_ROOT } from '../scim-root.js'
import { ScimFilter } from '../scim.filter.js'
import { ScimGuard } from '../scim.guard.js'
import { ScimInterceptor } from '../scim.interceptor.js'
import { ServiceDescriptions } from './service-descriptions.js'

const ADMITS = 'tokens of directories'
const LIMIT = limitBy('ip', 6_000, MINUTE_MS, { bucket: 'scim' })

/** What this server can do for directories (RFC 7644, section 4). */
@Controller(SCIM_ROOT)
@UseFilters(ScimFilter)
@UseInterceptors(ScimInterceptor)
export class DescriptionsController {
  constructor(private readonly descriptions: ServiceDescriptions) {}

  @Get('ServiceProviderConfig')
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  showConfig() {
    return this.descriptions.config()
  }

  @Get('ResourceTypes')
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  listTypes() {
    return this.descriptions.resourceTypes()
  }

  @Get('ResourceTypes/:name')
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  showType(@Param('name') name: string) {
    return this.descriptions.resourceType(name)
  }

  @Get('Schemas')
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  listSchemas() {
    return this.descriptions.schemas()
  }

  @Get('Schemas/:id')
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  showSchema(@Param('id') id: string) {
    return this.descriptions.schema(id)
  }
}
