import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Stands between a page and a local WeChat, and can be cut. */
export class CutableRelay {
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private isCut = false

  /** @param url of the local WeChat */
  constructor(url: string) {
    const { hostname, port } = new URL(url)
    this.server = createServer((socket) => {
      const onward = connect(Number(port), hostname)
      for (const [from, to] of [
        [socket, onward],
        [onward, socket],
      ] as const) {
        this.sockets.add(from)
        from.on('error', () => to.destroy())
        from.on('close', () => {
          this.sockets.delete(from)
          to.destroy()
        })
        from.pipe(to)
      }
      if (this.isCut) socket.destroy()
    })
  }

  /** Where it listens. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    const address: AddressInfo | string | null = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return `http://127.0.0.1:${address.port}`
  }

  cut(): void {
    this.isCut = true
    for (const socket of this.sockets) socket.destroy()
  }

  mend(): void {
    this.isCut = false
  }

  close(): void {
    this.cut()
    this.server.close()
  }
}
