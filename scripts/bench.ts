import { writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { coldStart } from './bench/coldStart'
import { buildPrograms, programs } from './bench/programs'
import { startServer } from './bench/startServer'
import { table } from './bench/table'
import { throughput } from './bench/throughput'
import { warmCall } from './bench/warmCall'
import { build } from './build'
import { encodeCloudCallResponse } from './emulator/routes/gateway/commApi'

/** How often each thing is measured. */
const many = {
  coldStarts: 41,
  warmCall: { processes: 3, warmUp: 40, blocks: 40, callsABlock: 50 },
  throughput: { runs: 7, requests: 100 },
}
const few = {
  coldStarts: 5,
  warmCall: { processes: 1, warmUp: 10, blocks: 10, callsABlock: 10 },
  throughput: { runs: 1, requests: 10 },
}

/** What the gateway answers to whatever it is asked. */
const ANSWER = encodeCloudCallResponse({
  respData: Buffer.from('{"errcode":0,"errmsg":"ok"}'),
  contentType: 'application/json',
  httpCode: 200,
})

/**
 * `npm run bench`: measures, prints a table, and keeps the figures in dist/bench.json.
 *
 * @param args of the command line: `--quick` measures each thing a few times only
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
