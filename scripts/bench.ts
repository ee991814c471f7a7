import { writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { coldStart } from './bench/coldStart'
import { documents } from './bench/documents'
import { buildPrograms, programs, startServer } from './bench/programs'
import { table } from './bench/table'
import { type ThroughputOptions, throughput } from './bench/throughput'
import { type WarmCallOptions, warmCall } from './bench/warmCall'
import { build } from './build'
import { encodeCloudCallResponse } from './emulator/routes/gateway/commApi'

/** Numbers of measurements. */
const many: {
  coldStarts: number
  warmCall: WarmCallOptions
  throughput: ThroughputOptions
  documents: { count: number; runs: number }
} = {
  coldStarts: 41,
  warmCall: { processes: 3, warmUp: 40, blocks: 40, callsABlock: 50 },
  throughput: { runs: 7, requests: 100, accounts: [10, 100_000] },
  documents: { count: 10_000, runs: 21 },
}
const few: typeof many = {
  coldStarts: 5,
  warmCall: { processes: 1, warmUp: 10, blocks: 10, callsABlock: 10 },
  throughput: { runs: 1, requests: 10, accounts: [10, 1000] },
  documents: { count: 1000, runs: 3 },
}

/** The response of the gateway to every request. */
const ANSWER = encodeCloudCallResponse({
  respData: Buffer.from('{"errcode":0,"errmsg":"ok"}'),
  contentType: 'application/json',
  httpCode: 200,
})

/**
 * `npm run bench`: measures, prints a table, and writes the figures to dist/bench.json.
 *
 * @param args of the command line: `--quick` takes few measurements
 */
export async function bench(args: string[]): Promise<void> {
  const { quick } = parseArgs({ args, options: { quick: { type: 'boolean', default: false } } }).values
  const runs = quick ? few : many
  const machine = describeMachine()
  console.log(`${machine}\n`)
  await Promise.all([build(), buildPrograms()])
  const gateway = await startServer(programs.gateway, ANSWER.toString('base64'))
  const groups = [
    ...coldStart(`${gateway.url}/admin`, runs.coldStarts),
    await warmCall(`${gateway.url}/admin`, runs.warmCall),
    ...(await throughput(gateway.url, runs.throughput)),
    await documents(runs.documents.count, runs.documents.runs),
  ]
  await gateway.close()
  console.log(table(groups))
  writeFileSync(join(__dirname, '../dist/bench.json'), `${JSON.stringify({ machine, groups }, null, 2)}\n`)
}

function describeMachine(): string {
  const [cpu] = cpus()
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GiB`
  const load = loadavg()[0]?.toFixed(1)
  return `${cpus().length} × ${cpu?.model}, ${memory}, ${type()} ${release()} ${arch()}, Node ${process.version}, load ${load}`
}

if (require.main === module) {
  bench(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message)
    process.exit(1)
  })
}
