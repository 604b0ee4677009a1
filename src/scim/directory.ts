import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Connection } from '../sso/index.js'

const directories = new WeakMap<object, Connection>()

/** Remembers whose directory makes a request. */
export function noteDirectory(request: object, connection: Connection): void {
  directories.set(request, connection)
}

/** Whose directory makes a request; undefined if none was let in. */
export function directoryOf(request: object): Connection | undefined {
  return directories.get(request)
}

/** The parameter of a handler: the connection whose directory asks. */
export const Directory = createParamDecorator((_data: unknown, context: ExecutionContext): Connection => {
  const connection = directoryOf(context.switchToHttp().getRequest<object>())
  if (!connection) throw new Error('no guard of directories stands before this route')
  return connection
})
