import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  UseFilters,
  UseInterceptors,
} from '@nestjs/common'
import { GuardedRoute } from '../../http/index.js'
import type { Connection } from '../../sso/index.js'
import { limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { Directory } from '../directory.js'
import { demandedVersion } from '../protocol/demanded-version.js'
import { attributeChoice } from '../protocol/list-request.js'
import { patchOperations } from '../protocol/patch-operations.js'
import { SCIM_ROOT } from '../scim-root.js'
import { ScimFilter } from '../scim.filter.js'
import { ScimGuard } from '../scim.guard.js'
import { ScimInterceptor } from '../scim.interceptor.js'
import { UserPages } from './user-pages.js'

const NO_CONTENT = 204
const ADMITS = 'tokens of directories'
const LIMIT = limitBy('ip', 6_000, MINUTE_MS, { bucket: 'scim' })

type Query = Record<string, unknown>

/** People of a directory (RFC 7644). */
@Controller(`${SCIM_ROOT}/Users`)
@UseFilters(ScimFilter)
@UseInterceptors(ScimInterceptor)
export class UsersController {
  constructor(private readonly pages: UserPages) {}

  @Get()
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  listUsers(@Directory() connection: Connection, @Query() query: Query) {
    return this.pages.list(connection, query)
  }

  @Post()
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  createUser(@Directory() connection: Connection, @Body() body: unknown, @Query() query: Query) {
    return this.pages.create(connection, body, attributeChoice(query))
  }

  @Get(':id')
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  showUser(@Directory() connection: Connection, @Param('id') id: string, @Query() query: Query) {
    return this.pages.show(connection, id, attributeChoice(query))
  }

  @Put(':id')
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  replaceUser(
    @Directory() connection: Connection,
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('if-match') version: string | undefined,
    @Query() query: Query,
  ) {
    const place = { id, version: demandedVersion(version), choice: attributeChoice(query) }
    return this.pages.replace(connection, place, body)
  }

  @Patch(':id')
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  patchUser(
    @Directory() connection: Connection,
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('if-match') version: string | undefined,
    @Query() query: Query,
  ) {
    const place = { id, version: demandedVersion(version), choice: attributeChoice(query) }
    return this.pages.patch(connection, place, patchOperations(body))
  }

  @Delete(':id')
  @HttpCode(NO_CONTENT)
  @GuardedRoute(ScimGuard, ADMITS, LIMIT)
  removeUser(
    @Directory() connection: Connection,
    @Param('id') id: string,
    @Headers('if-match') version: string | undefined,
  ): Promise<void> {
    return this.pages.remove(connection, id, demandedVersion(version))
  }
}
