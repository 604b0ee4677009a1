import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { InvalidLogoutToken, LogoutKeysUnavailable, NoSuchLogout } from './logout.errors.js'

const STATUS = new Map<unknown, number>([
  [InvalidLogoutToken, 400],
  [NoSuchLogout, 404],
  [LogoutKeysUnavailable, 503],
])

/** Answers providers in the way of OpenID Connect Back-Channel Logout; what else goes wrong is answered as elsewhere. */
@Catch(InvalidLogoutToken, NoSuchLogout, LogoutKeysUnavailable)
@Injectable()
export class LogoutFilter implements ExceptionFilter {
  catch(error: InvalidLogoutToken | NoSuchLogout | LogoutKeysUnavailable, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    void reply
      .status(STATUS.get(error.constructor) ?? 400)
      .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
      .type('application/json')
      .serializer((body: unknown) => JSON.stringify(body))
      .send({ error: error.code, error_description: error.message })
  }
}
