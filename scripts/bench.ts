import { writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { coldStart } from './bench/coldStart'
import { documents } from './bench/documents'
import { buildPrograms, programs } from './bench/programs'
import { startServer } from './bench/startServer'
import { table } from './bench/table'
import { throughput } from './bench/throughput'
import { warmCall } from './bench/warmCall'

/** Numbers of measurements, of requests and of records. */
const MANY = { starts: 41, blocks: 40, runs: 7, requests: 100, accounts: 100_000, documents: 10_000 }
const FEW = { starts: 5, blocks: 5, runs: 1, requests: 10, accounts: 1000, documents: 1000 }

/**
 * `npm run bench`: measures, prints a table, and writes the figures to dist/bench.json.
 *
 * @param args of the command line: `--quick` takes few measurements
 */
async function bench(args: string[]): Promise<void> {
  const { quick } = parseArgs({ args, options: { quick: { type: 'boolean' } } }).values
  const { starts, blocks, runs, requests, accounts, documents: count } = quick ? FEW : MANY
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GiB`
  const system = `${type()} ${release()} ${arch()}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`
  const machine = `${cpus().length} × ${cpus()[0]?.model}, ${memory}, ${system}`
  console.log(`${machine}\n`)
  await buildPrograms()
  const gateway = await startServer(programs.gateway)
  const groups = [
    ...coldStart(gateway.url, starts),
    warmCall(gateway.url, blocks),
    ...(await throughput(gateway.url, runs, requests, accounts)),
    await documents(count, runs),
  ]
  await gateway.stop()
  const tables = groups.map(table)
  console.log(tables.join('\n\n'))
  const json = JSON.stringify({ machine, table: tables.join('\n').split('\n'), groups }, null, 2)
  writeFileSync(join(__dirname, '../dist/bench.json'), `${json}\n`)
}

if (require.main === module) {
  bench(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message)
    process.exit(1)
  })
}
