import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Serves methods that no handler of this server answers. A feature that forwards them to other services provides it in
 * place of the default.
 */
export abstract class UnknownMethods {
  /**
   * Answers by `reply`, or throws a refusal. The body of the request is not read yet.
   * @param nsid the well-formed name of the method
   */
  abstract handle(request: FastifyRequest, reply: FastifyReply, nsid: string): Promise<void>
}
