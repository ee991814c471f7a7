/**
 * A warm instance: binds with each function alternately, in blocks, and reports the mean time of a call in each block.
 * Alternating makes load on the machine affect all functions equally.
 */
import { event } from './event'

/** Mean times of the calls in a block, in milliseconds. */
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
