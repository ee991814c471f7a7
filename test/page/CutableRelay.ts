import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A relay between a page and a local WeChat, whose connections a test can cut. */
export class CutableRelay {
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private isCut = false

  /** @param url the address of the local WeChat */
  constructor(url: string) {
    const { hostname, port } = new URL(url)
    this.server = createServer((socket) => {
      const upstream = connect(Number(port), hostname)
      for (const [from, to] of [
        [socket, upstream],
        [upstream, socket],
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

  /** Starts the relay, and returns its address. */
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

  restore(): void {
    this.isCut = false
  }

  close(): void {
    this.cut()
    this.server.close()
  }
}
