/** The client went away while its body was read. There is nobody left to answer. */
export class ClientGone extends Error {
  constructor(options?: ErrorOptions) {
    super('the client went away', options)
    this.name = 'ClientGone'
  }
}
