/**
 * A warm instance: binds with each function alternately, in blocks, and prints the mean times of a call in each block.
 * Alternating makes load on the machine affect all functions equally.
 */
import { writeSync } from 'node:fs'
import { event } from './event'

/** Mean times of the calls in a block, in milliseconds. */
export interface Block {
  wall: number
  cpu: number
}

type Main = (event: object, context: object) => Promise<{ errCode: number }>

const CALLS = 50

async function warmBinds(blocks: number, paths: readonly string[]): Promise<void> {
  const functions = paths.map((path) => ({ main: require(path).main as Main, blocks: [] as Block[] }))
  for (let nth = 0; nth < blocks; nth++) {
    for (const it of functions) it.blocks.push(await block(it.main))
  }
  writeSync(1, `\n${JSON.stringify(functions.map((it) => it.blocks))}`)
}

async function block(main: Main): Promise<Block> {
  const cpuBefore = process.cpuUsage()
  const before = performance.now()
  for (let call = 0; call < CALLS; call++) {
    const { errCode } = await main(event, { time_limit_in_ms: 3000, request_id: String(call) })
    if (errCode !== 0) throw new Error(`errCode ${errCode}`)
  }
  const wall = performance.now() - before
  const { user, system } = process.cpuUsage(cpuBefore)
  return { wall: wall / CALLS, cpu: (user + system) / 1000 / CALLS }
}

if (require.main === module) {
  const [blocks, ...paths] = process.argv.slice(2)
  warmBinds(Number(blocks), paths).then(() => process.exit())
}
