import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { documents, manyDocuments } from './bench/documents'
import { coldStart, tests, warmCall } from './bench/functions'
import { throughput } from './bench/localWeChat'
import { BUILT, buildPrograms, startServer } from './bench/programs'
import { table } from './bench/table'
import { runProgram } from './build/bundle'

/**
 * `npm run bench`: measures, prints a table, and writes the figures to dist/bench.json.
 * `--quick` takes few measurements.
 */
async function bench(): Promise<void> {
  const { quick } = parseArgs({ options: { quick: { type: 'boolean' } } }).values
  const number = (many: number, few: number) => (quick ? few : many)
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GiB`
  const machine = `${cpus().length} × ${cpus()[0]?.model}, ${memory}, ${process.platform}, Node ${process.version}`
  console.log(`${machine}\n`)
  await buildPrograms()
  const { url, stop } = await startServer(join(BUILT, 'gateway.js'))
  const groups = [
    ...(await coldStart(url, number(41, 5))),
    warmCall(url, number(40, 5)),
    ...(await throughput(url, { runs: number(7, 1), requests: number(100, 10), many: number(100_000, 1000) })),
    await tests(number(7, 1)),
    await documents(number(10_000, 1000), number(21, 3)),
    ...(await manyDocuments(url, number(100_000, 1000), number(5, 1))),
  ]
  await stop()
  const tables = groups.map(table)
  console.log(tables.join('\n\n'))
  const json = JSON.stringify({ machine, table: tables.join('\n').split('\n'), groups }, null, 2)
  writeFileSync(`${BUILT}.json`, `${json}\n`)
}

runProgram(module, bench)
