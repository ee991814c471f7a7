/**
 * A warm instance: binds through each function in turn, block by block, and reports what a call of each block took. What
 * disturbs the machine meanwhile disturbs all of them.
 */
import { event } from './event'

/** One block's means, in milliseconds a call. */
export interface Block {
  wall: number
  cpu: number
}

type Main = (event: object, context: object) => Promise<{ errCode: number }>

async function warmBinds(blocks: number, callsABlock: number, folders: readonly string[]): Promise<Block[][]> {
  const mains: Main[] = folders.map((folder) => require(folder).main)
  const measured: Block[][] = mains.map(() => [])
  for (let round = 0; round < blocks; round++) {
    for (const [at, main] of mains.entries()) measured[at]?.push(await block(main, callsABlock))
  }
  return measured
}

async function block(main: Main, calls: number): Promise<Block> {
  const cpuBefore = process.cpuUsage()
  const before = performance.now()
  for (let call = 0; call < calls; call++) {
    const { errCode } = await main(event, { time_limit_in_ms: 3000, request_id: String(call) })
    if (errCode !== 0) throw new Error(`errCode ${errCode}`)
  }
  const wall = performance.now() - before
  const { user, system } = process.cpuUsage(cpuBefore)
  return { wall: wall / calls, cpu: (user + system) / 1000 / calls }
}

if (require.main === module) {
  const [blocks, callsABlock, ...folders] = process.argv.slice(2)
  warmBinds(Number(blocks), Number(callsABlock), folders).then((measured) =>
    process.send?.(measured, () => process.exit()),
  )
}
